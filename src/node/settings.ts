import { statSync } from 'node:fs';

/** One environment variable: what it sets, what it takes, and what the reference says of it. */
export interface Setting {
  name: string;
  alias?: string;
  doc: string;
  fallback: string;
  /** What to set it to, for the error. */
  wanted: string;
  isFine(text: string): boolean;
  /** Never repeat the value. */
  secret?: true;
}

/** What people and clients leave where the key belongs. */
const placeholder = /^(pk_)?your|^<|>$|\.\.\.|…|^\$|^\{|x{6}|^changeme$|^(clickup[-_]?)?(api[-_]?)?(key|token)$/i;

/** Longer timers than this fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Every variable that the binaries read, by the option it sets. */
export const settingsByOption = {
  apiKey: {
    name: 'CLICKUP_API_KEY',
    alias: 'CLICKUP_API_TOKEN',
    doc: 'Personal token (pk_...) or OAuth access token.',
    fallback: 'none',
    wanted: 'the token itself (ClickUp: avatar > Settings > Apps), without quotes, spaces or Bearer',
    isFine: (text) => /^[\x21-\x7e]+$/.test(text) && !/["'`]/.test(text) && !placeholder.test(text),
    secret: true,
  },
  workspaceId: {
    name: 'CLICKUP_WORKSPACE_ID',
    alias: 'CLICKUP_TEAM_ID',
    doc: 'Workspace for tools that are given no workspace_id.',
    fallback: 'the only one the token reaches',
    wanted: 'the digits after app.clickup.com/ in the address of the Workspace, such as 9011234567',
    isFine: (text) => /^\d+$/.test(text),
  },
  baseUrl: {
    name: 'CLICKUP_BASE_URL',
    doc: 'Root of the API, without /v2.',
    fallback: 'https://api.clickup.com/api',
    wanted: 'an http(s) URL that ends before /v2 and holds no query or password',
    isFine: isBaseUrl,
  },
  timeZone: {
    name: 'CLICKUP_TIME_ZONE',
    doc: 'IANA zone in which dates are read.',
    fallback: "the zone of the token's user",
    wanted: 'an IANA name such as Europe/Berlin',
    isFine: isTimeZone,
  },
  deadlineMs: {
    name: 'CLICKUP_DEADLINE_MS',
    doc: 'Milliseconds one tool call may take, waiting included.',
    fallback: '120000; 55000 in the MCP server',
    wanted: `a whole number of milliseconds from 1 to ${longestTimerMs}`,
    isFine: (text) => /^[1-9]\d*$/.test(text) && Number(text) <= longestTimerMs,
  },
  filesRoot: {
    name: 'CLICKUP_FILES_ROOT',
    doc: 'Folder below which clickup_task_attach_file may read files.',
    fallback: 'no local files in the MCP server; the working folder in clickup-tools',
    wanted: 'a folder that exists',
    isFine: (text) => statSync(text, { throwIfNoEntry: false })?.isDirectory() ?? false,
  },
  debug: {
    name: 'ENABLE_DEBUG',
    doc: 'true adds metadata.debug to every answer: each HTTP call with its path template, status and duration.',
    fallback: 'false',
    wanted: 'true or false',
    isFine: (text) => /^(true|1|yes|on|false|0|no|off)$/i.test(text),
  },
} as const satisfies Record<string, Setting>;

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && !/\/v[23]\/?$/.test(pathname) && !(search || hash || username || password);
}

function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}
