import type { Config } from '../../config/config.js';
import { type HttpConfig, readHttpConfig } from '../../config/http-settings.js';
import type { Choice } from '../../registry/choose.js';
import { invalidInput } from '../../runtime/errors.js';
import { Metrics } from '../../runtime/metrics.js';
import type { Serving } from '../serving.js';
import { createCallers } from './callers.js';
import { createHttpHandler } from './handler.js';
import { serveHttp } from './serve.js';

interface HttpStart {
  version: string;
  env: NodeJS.ProcessEnv;
  /** The port of the command line, which wins. */
  port: string | undefined;
  /** Whether there is a key, or a sandbox, for callers who bring none. */
  hasOwnKey: boolean;
  /** Whether what pages do would be done to ClickUp itself, as the owner of the server's key. */
  holdsKey: boolean;
  /** What is served to everybody; a caller's own choice comes on top. */
  choices: readonly Choice[];
  open(choices: readonly Choice[], account: Pick<Config, 'apiKey' | 'workspaceId' | 'metrics'>): Promise<Serving>;
  /** Puts into the log which tools a choice leaves out. */
  tell(serving: Serving): void;
  warn(text: string): void;
}

/** Pages of all origins may come with a token or a key of their own, never with that of the server. */
function refuseEveryPage({ token, cors }: HttpConfig): void {
  if (token !== undefined || !cors?.origins.includes('*')) return;
  throw invalidInput('MCP_HTTP_CORS_ALLOW_ORIGIN is *, so that every web page could act with CLICKUP_API_KEY', {
    suggestion: 'Name the origins, such as https://example.com, or set MCP_HTTP_TOKEN.',
    parameter: 'MCP_HTTP_CORS_ALLOW_ORIGIN',
  });
}

/** Starts the server over Streamable HTTP as the environment says. */
export async function serveOverHttp(start: HttpStart) {
  const { version, env, port, hasOwnKey, holdsKey, choices, open, tell, warn } = start;
  const config = readHttpConfig(env, port);
  if (holdsKey) refuseEveryPage(config);
  const { callerKeys, token, jsonOnly, legacySse, initializeTimeoutMs } = config;
  // One for all callers: figures of one of them are nobody else's business.
  const metrics = new Metrics();
  const shared = await open(choices, { metrics });
  const serve = createCallers({
    takesKeys: callerKeys,
    hasToken: token !== undefined,
    hasOwnKey,
    initializeTimeoutMs,
    open: async ({ choice, ...account }) => {
      const serving = await open([...choices, choice], { ...account, metrics });
      // What everybody is served is told at the start.
      if (choice.allow ?? choice.deny) tell(serving);
      return serving;
    },
    shared,
  });
  if (!hasOwnKey && !callerKeys)
    warn('CLICKUP_API_KEY is not set, and MCP_HTTP_CALLER_KEYS lets nobody bring one; every call will say so.');
  tell(shared);
  return serveHttp(config, {
    version,
    handle: createHttpHandler({ serve, jsonOnly }),
    metrics: () => metrics.snapshot(),
    ...(legacySse && { legacy: (await import('./legacy-sse.js')).createLegacySse({ serve }) }),
    ...(config.isLogged && { log: warn }),
  });
}
