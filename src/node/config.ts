import type { ClickUpOptions } from '../index.js';
import { clickUpError } from '../runtime/errors.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** One environment variable: what it sets, and what the reference says of it. */
export interface Setting {
  name: string;
  alias?: string;
  doc: string;
  fallback: string;
}

/** Every variable that the binaries read. */
export const settings = [
  {
    name: 'CLICKUP_API_KEY',
    alias: 'CLICKUP_API_TOKEN',
    doc: 'Personal token (pk_...) or OAuth access token.',
    fallback: 'none',
  },
  {
    name: 'CLICKUP_WORKSPACE_ID',
    alias: 'CLICKUP_TEAM_ID',
    doc: 'Workspace for tools that are given no workspace_id.',
    fallback: 'the only one the token reaches',
  },
  { name: 'CLICKUP_BASE_URL', doc: 'Root of the API, without /v2.', fallback: 'https://api.clickup.com/api' },
  { name: 'CLICKUP_TIME_ZONE', doc: 'IANA zone in which dates are read.', fallback: "the zone of the token's user" },
  {
    name: 'CLICKUP_DEADLINE_MS',
    doc: 'Milliseconds one tool call may take, waiting included.',
    fallback: '120000; 55000 in the MCP server',
  },
  {
    name: 'CLICKUP_FILES_ROOT',
    doc: 'Folder below which clickup_task_attach_file may read files.',
    fallback: 'no local files',
  },
  {
    name: 'ENABLE_DEBUG',
    doc: 'true adds metadata.debug to every answer: each HTTP call with its path template, status and duration.',
    fallback: 'false',
  },
] as const satisfies readonly Setting[];

/** Reads the environment. Throws a ClickUpError that names the variable, what is wrong with it and what it takes. */
export function readConfig(env: Environment): ClickUpOptions & { filesRoot?: string } {
  const apiKey = read(env, 'CLICKUP_API_KEY', 'CLICKUP_API_TOKEN');
  const workspaceId = read(env, 'CLICKUP_WORKSPACE_ID', 'CLICKUP_TEAM_ID');
  const baseUrl = read(env, 'CLICKUP_BASE_URL');
  const timeZone = read(env, 'CLICKUP_TIME_ZONE');
  const deadline = read(env, 'CLICKUP_DEADLINE_MS');
  const filesRoot = read(env, 'CLICKUP_FILES_ROOT');
  check(
    'CLICKUP_API_KEY',
    apiKey,
    (text) => /^[\x21-\x7e]+$/.test(text) && !/^your|^<|xxx/i.test(text),
    'a token such as pk_123_ABC, without quotes or spaces',
    true,
  );
  check('CLICKUP_WORKSPACE_ID', workspaceId, (text) => /^\d+$/.test(text), 'digits, such as 9011234567');
  check('CLICKUP_BASE_URL', baseUrl, (text) => URL.canParse(text) && /^https?:/.test(text), 'an http(s) URL');
  check('CLICKUP_TIME_ZONE', timeZone, isTimeZone, 'an IANA name such as Europe/Berlin');
  check('CLICKUP_DEADLINE_MS', deadline, (text) => /^[1-9]\d*$/.test(text), 'a whole number of milliseconds');
  return {
    ...(apiKey && { apiKey }),
    ...(workspaceId && { workspaceId }),
    ...(baseUrl && { baseUrl }),
    ...(timeZone && { timeZone }),
    ...(deadline && { deadlineMs: Number(deadline) }),
    ...(filesRoot && { filesRoot }),
    debug: /^(true|1|yes|on)$/i.test(read(env, 'ENABLE_DEBUG') ?? ''),
  };
}

function read(env: Environment, ...names: string[]): string | undefined {
  return names.map((name) => env[name]?.trim()).find(Boolean);
}

function check(
  name: string,
  value: string | undefined,
  isFine: (text: string) => boolean,
  wanted: string,
  secret = false,
) {
  if (value === undefined || isFine(value)) return;
  throw clickUpError('INVALID_PARAMETER', `${name} is ${secret ? 'not a token' : JSON.stringify(value)}`, {
    suggestion: `Set ${name} to ${wanted}, or leave it out.`,
    details: { parameter: name },
  });
}

function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}
