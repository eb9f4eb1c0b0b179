import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import type { ClickUp } from '../../client/create-clickup.js';
import type { Choice } from '../../registry/choose.js';
import { fromBase64Url, toBase64Url } from '../../runtime/base64.js';
import { atMost, systemClock } from '../../runtime/clock.js';
import { ClickUpError } from '../../runtime/errors.js';
import { isToken } from '../../runtime/token.js';
import type { McpServerOptions } from '../options.js';
import type { Serving } from '../serving.js';
import type { RpcError } from '../stateless.js';
import { digest } from './digest.js';

/** What a request says of who sends it and what it wants served, in its headers and in its address. */
export interface CallerConfig {
  apiKey?: string;
  workspaceId?: string;
  choice: Choice;
}

export interface CallersOptions {
  /** Whether requests may bring a ClickUp key. */
  takesKeys: boolean;
  /** Whether `Authorization` is the server's own, so that a key comes as `X-ClickUp-Api-Key`. */
  hasToken: boolean;
  /** Whether there is a key, or a sandbox, for those who bring none. */
  hasOwnKey: boolean;
  initializeTimeoutMs: number;
  /** What is served to all who bring nothing of their own. */
  shared: Serving;
  /** Opens what another caller is served, whose client has limits, caches and a memory of its own. */
  open(config: CallerConfig): Promise<Serving>;
}

/** As many callers are remembered; the one who was silent for longest goes first. */
const mostCallers = 500;

/** Finds what is served to the sender of a request. */
export function createCallers(options: CallersOptions) {
  const known = new Map<string, Promise<Serving>>();
  const servingOf = async (config: CallerConfig): Promise<Serving> => {
    if (bringsNothing(config)) return options.shared;
    const key = toBase64Url(await digest(JSON.stringify(config)));
    const serving = known.get(key) ?? options.open(config).then((opened) => servedTo(key, opened));
    // Again at the end: the order is that of the last use.
    known.delete(key);
    known.set(key, serving);
    if (known.size > mostCallers) known.delete(known.keys().next().value ?? key);
    serving.catch(() => known.delete(key));
    return serving;
  };
  return async (request: Request, opening: boolean): Promise<McpServerOptions | RpcError> => {
    try {
      const config = callerConfig(request, options);
      const serving = await servingOf(config);
      const problem = opening ? await openingProblem(config, serving, options) : undefined;
      return problem ?? serving.options;
    } catch (error) {
      if (!(error instanceof ClickUpError)) throw error;
      return invalid(`${error.message}. ${error.suggestion}`);
    }
  };
}

/** What a caller's questions are sealed for. */
const servedTo = (caller: string, { options, ...serving }: Serving): Serving => ({
  ...serving,
  options: { ...options, caller },
});

const invalid = (message: string, data?: object): RpcError => ({
  code: ErrorCode.InvalidParams,
  message,
  ...(data && { data }),
});

/** What a client that opens a connection has to add first. */
async function openingProblem(
  { apiKey, workspaceId }: CallerConfig,
  { client }: Serving,
  { takesKeys, hasOwnKey, initializeTimeoutMs }: CallersOptions,
): Promise<RpcError | undefined> {
  if (apiKey === undefined && !hasOwnKey) {
    const way = takesKeys ? 'send apiToken, a personal token of ClickUp' : 'set CLICKUP_API_KEY where the server runs';
    return invalid(`There is no ClickUp API key: ${way}`, { missing: ['apiToken'] });
  }
  if (apiKey === undefined || workspaceId !== undefined) return undefined;
  const workspaces = await atMost(systemClock, initializeTimeoutMs, client().then(workspacesOf));
  if (!workspaces)
    return {
      code: ErrorCode.InternalError,
      message: `ClickUp did not answer within ${initializeTimeoutMs} ms; try again`,
    };
  if (workspaces.length < 2) return undefined;
  return invalid('The key reaches several Workspaces: send defaultTeamId, the id of one', {
    missing: ['defaultTeamId'],
    workspaces,
  });
}

async function workspacesOf(client: ClickUp): Promise<{ id?: string; name?: string }[]> {
  const { data } = await client.api.GET('/v2/team');
  return (data?.teams ?? []).map(({ id, name }) => ({ ...(id && { id }), ...(name && { name }) }));
}

const bringsNothing = ({ choice, ...account }: CallerConfig): boolean =>
  Object.keys(account).length + Object.keys(choice).length === 0;

/**
 * Reads a request's configuration: `?apiToken=...&defaultTeamId=...&allowTools=...&denyTools=...`, or all of them as JSON
 * in base64 as `?config=...`; a key also as a header.
 * @see https://smithery.ai/docs/build/session-config
 */
export function callerConfig(
  { url, headers }: Pick<Request, 'url' | 'headers'>,
  { takesKeys, hasToken }: Pick<CallersOptions, 'takesKeys' | 'hasToken'>,
): CallerConfig {
  const query = url.includes('?') ? new URL(url).searchParams : undefined;
  const given: Record<string, unknown> = query ? { ...Object.fromEntries(query), ...packed(query.get('config')) } : {};
  const bearer = hasToken ? undefined : /^(?:Bearer )?(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const key = takesKeys ? (textIn(given.apiToken) ?? headers.get('x-clickup-api-key') ?? bearer) : undefined;
  const workspaceId = textIn(given.defaultTeamId);
  const [allow, deny] = [wordsIn(given.allowTools), wordsIn(given.denyTools)];
  return {
    ...(key !== undefined && isToken(key) && { apiKey: key }),
    ...(workspaceId !== undefined && /^\d+$/.test(workspaceId) && { workspaceId }),
    choice: { ...(allow && { allow }), ...(deny && { deny }) },
  };
}

function packed(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(fromBase64Url(text)));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() || undefined : undefined;

function wordsIn(value: unknown): string[] | undefined {
  const words = (Array.isArray(value) ? value : [value]).flatMap((each) =>
    typeof each === 'string' ? each.split(/[\s,]+/) : [],
  );
  const named = words.filter(Boolean);
  return named.length > 0 ? named : undefined;
}
