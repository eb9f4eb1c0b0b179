import { toolsListTokens } from '../../generated/tools-list.js';
import type { ClickUp } from '../index.js';
import { readConfig } from '../node/config.js';
import { readRateLimit } from '../runtime/headers.js';
import { openClient } from './client.js';
import { exitCodes, UsageError } from './usage.js';

interface Finding {
  ok: boolean;
  what: string;
  next?: string;
}

/** A clock further off than this makes relative dates and reset times wrong. */
const skewMs = 5 * 60_000;

/** `clickup-tools doctor`: says what works and what to do about the rest; prints what an MCP client needs. */
export async function runDoctor(words: readonly string[]): Promise<number> {
  const stray = words.find((word) => word !== '--sandbox');
  if (stray !== undefined) throw new UsageError(`unexpected ${stray}`, 'doctor takes --sandbox, or nothing.');
  const sandbox = words.includes('--sandbox');
  const { apiKey, workspaceId, baseUrl } = readConfig(process.env);
  const findings: Finding[] = [nodeVersion()];
  if (apiKey || sandbox) findings.push(...(await askClickUp(await openClient({ sandbox, debug: false }), workspaceId)));
  else
    findings.push({
      ok: false,
      what: 'CLICKUP_API_KEY is not set',
      next: 'Create a token in ClickUp: avatar > Settings > Apps > API Token.',
    });
  for (const { ok, what, next } of findings) {
    process.stdout.write(`${ok ? 'ok  ' : 'FAIL'}  ${what}\n${next ? `      ${next}\n` : ''}`);
  }
  const { whole, model } = toolsListTokens;
  process.stdout.write(
    `\nThe 72 tools cost a model ${model} tokens (${whole} as raw JSON, o200k_base).\n${clientConfiguration(workspaceId, baseUrl)}`,
  );
  return findings.every(({ ok }) => ok) ? exitCodes.success : exitCodes.API_ERROR;
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { ok, what: `Node ${process.versions.node}`, ...(!ok && { next: 'Install Node 20.19 or newer.' }) };
}

async function askClickUp(client: ClickUp, workspaceId: string | undefined): Promise<Finding[]> {
  const me = await client.call('clickup_user_get', {});
  if (!me.success) return [{ ok: false, what: `Key: ${me.error.message}`, next: me.error.suggested_action }];
  const { response } = await client.api.GET('/v2/user');
  const workspaces = await client.call('clickup_workspace_list', {});
  return [
    { ok: true, what: `Key of ${nameIn(me.data)}` },
    clock(response.headers.get('Date')),
    limits(response.headers),
    workspaceFinding(workspaces.success ? workspaces.data : undefined, workspaceId),
    ...(await plan(client)),
  ];
}

const nameIn = (data: unknown): string =>
  /"(?:name|username)":"([^"]+)"/.exec(JSON.stringify(data))?.[1] ?? 'an unnamed user';

function clock(date: string | null): Finding {
  const skew = date ? Date.parse(date) - Date.now() : Number.NaN;
  if (Number.isNaN(skew)) return { ok: true, what: 'Clock: not compared, the answer carries no date' };
  const ok = Math.abs(skew) < skewMs;
  return {
    ok,
    what: `Clock: ${Math.round(Math.abs(skew) / 1000)} s ${skew < 0 ? 'ahead of' : 'behind'} ClickUp`,
    ...(!ok && { next: 'Set the clock of this machine: relative dates would be wrong.' }),
  };
}

function limits(headers: Headers): Finding {
  const figures = readRateLimit(headers);
  return figures
    ? { ok: true, what: `Rate limit: ${figures.remaining} of ${figures.limit} calls left this minute` }
    : { ok: true, what: 'Rate limit: ClickUp sent no figures' };
}

function workspaceFinding(data: unknown, wanted: string | undefined): Finding {
  const rows = (data as { workspaces?: { id: string; name: string }[] } | undefined)?.workspaces ?? [];
  const named = rows.map(({ id, name }) => `${name} (${id})`).join(', ');
  if (wanted && !rows.some(({ id }) => id === wanted)) {
    return {
      ok: false,
      what: `CLICKUP_WORKSPACE_ID ${wanted} is not among the token's Workspaces`,
      next: `It reaches: ${named || 'none'}.`,
    };
  }
  if (rows.length > 1 && !wanted) {
    return {
      ok: true,
      what: `Workspaces: ${named}`,
      next: 'Set CLICKUP_WORKSPACE_ID, or pass workspace_id to tools that ask for it.',
    };
  }
  return { ok: rows.length > 0, what: `Workspace: ${named || 'none'}` };
}

async function plan(client: ClickUp): Promise<Finding[]> {
  const answer = await client.call('clickup_workspace_get_plan', {});
  if (!answer.success)
    return answer.error.code === 'AMBIGUOUS_REFERENCE' ? [] : [{ ok: false, what: `Plan: ${answer.error.message}` }];
  return [{ ok: true, what: `Plan: ${JSON.stringify((answer.data as { plan?: unknown }).plan ?? answer.data)}` }];
}

function clientConfiguration(workspaceId: string | undefined, baseUrl: string | undefined): string {
  const env = {
    CLICKUP_API_KEY: 'pk_...',
    ...(workspaceId && { CLICKUP_WORKSPACE_ID: workspaceId }),
    ...(baseUrl && { CLICKUP_BASE_URL: baseUrl }),
  };
  const server = { command: 'npx', args: ['-y', '-p', 'clickup-tools', 'clickup-mcp'], env };
  return `
Claude Desktop, Cursor (mcpServers in their JSON configuration):
${JSON.stringify({ mcpServers: { clickup: server } }, null, 2)}

VS Code (.vscode/mcp.json):
${JSON.stringify({ servers: { clickup: { type: 'stdio', ...server } } }, null, 2)}

Claude Code:
claude mcp add clickup --env CLICKUP_API_KEY=pk_... -- npx -y -p clickup-tools clickup-mcp
`;
}
