import { createHash } from 'node:crypto';
import { operations } from '../../../generated/operations.js';
import { operationsOf } from '../../../generated/tool-operations.js';
import { type ClickUp, createClickUp } from '../../client/create-clickup.js';
import { mcpDeadlineMs } from '../../config/mcp-limits.js';
import type { McpServerOptions } from '../../mcp/options.js';
import { publicFiles } from '../../node/download.js';
import { redisLimit } from '../../node/redis-limit.js';
import { canonical } from '../../runtime/canonical.js';
import type { RateLimit } from '../../runtime/envelope.js';
import { clickUpError } from '../../runtime/errors.js';
import { createLimiter, type Limiter } from '../../runtime/limit/rate-limiter.js';
import { createRouter } from '../../runtime/router.js';
import type { ToolEntry } from '../../runtime/tool.js';
import type { Transport } from '../../runtime/transport.js';
import type { AccessConfig } from '../access/access-config.js';
import type { Caller } from '../access/authenticate.js';
import { type Bounded, withinBounds } from '../access/bounds.js';
import type { Deps } from '../deps.js';
import { Lru } from '../lru.js';
import { callStore, withOwnHistory } from './call-store.js';
import { markGrant, openToken } from './open-token.js';
import { servedFor, signInToolset } from './served-tools.js';

/** What one way in is served. */
export interface ServedCaller {
  options: Omit<McpServerOptions, 'clientFor'>;
  client: ClickUp;
  /** Names of the tools that it may call. */
  names: ReadonlySet<string>;
  /** Those of its tools that are answered from what this server keeps. */
  signIn: readonly ToolEntry[];
  /** Arguments that its bounds leave one value of, by the name of the tool. */
  fixed: Bounded['fixed'];
  /** What ClickUp said last of the limit of the token, shared by all of its ways in. */
  rateLimit(): RateLimit | undefined;
}

export type ServeCaller = (caller: Caller) => Promise<ServedCaller>;

const mostClients = 1_000;
const mostTokens = 5_000;

/** What the ways in of one ClickUp token share, because ClickUp limits by token. */
interface OfToken {
  limiter: Limiter;
  seen?: RateLimit;
}

/** Of one token, on one node: requests under way, and the share of its limit that jobs leave to single calls. */
const upstream = { maxConcurrency: 32, reserve: 0.2 };

/** All ways in of a token wait in one queue, in which they take turns; nodes count together where they can. */
const limiterOf = ({ clock, nodes, redis }: Pick<Deps, 'clock' | 'nodes' | 'redis'>, tokenHash: string): Limiter =>
  createLimiter({
    ...upstream,
    clock,
    processes: () => nodes.count,
    ...(redis && { sharedLimit: redisLimit(redis.send, `${redis.prefix}:limit:${tokenHash}`) }),
  });

/** Opens what callers are served. Tools, policy and caches belong to a grant and a configuration, and to nobody else. */
export function createClients(deps: Deps): ServeCaller {
  const served = new Lru<Promise<ServedCaller>>(mostClients);
  const ofTokens = new Lru<OfToken>(mostTokens);
  /** Who was looked up a moment ago comes again as the same object. */
  const keys = new WeakMap<Caller, string>();
  const keyOf = (caller: Caller): string => {
    const { tenant, grant, access } = caller;
    const key =
      keys.get(caller) ?? JSON.stringify([tenant.id, grant.id, grant.token_hash, tenant.write_deletes, access.config]);
    keys.set(caller, key);
    return key;
  };
  return (caller) => {
    const { grant } = caller;
    const key = keyOf(caller);
    return served.get(key, () => {
      const ofToken = ofTokens.get(grant.token_hash, () => ({ limiter: limiterOf(deps, grant.token_hash) }));
      const opening = open(deps, caller, ofToken);
      opening.catch(() => served.forget(key));
      return opening;
    });
  };
}

async function open(deps: Deps, { tenant, grant, access }: Caller, ofToken: OfToken): Promise<ServedCaller> {
  const { config } = access;
  const rules = { offer: deps.offer, writeDeletes: tenant.write_deletes };
  const { tools: all, listing: whole, instructions, policy } = await servedFor(config, rules, tenant.id);
  const { listing, fixed } = withinBounds(whole, config);
  const isSignIn = ({ toolset }: ToolEntry) => toolset === signInToolset;
  const keepsHistory = all.some(({ sdk }) => sdk.namespace === 'history');
  const store = callStore(deps, grant);
  const tools = all.filter((row) => !isSignIn(row));
  const client = createClickUp({
    credentials: { get: () => openToken(deps, grant) },
    workspaceId: tenant.id,
    baseUrl: deps.settings.baseUrl,
    clock: deps.clock,
    transport: withinTools(deps.transport, tools),
    tools,
    services: deps.offer.services,
    policy,
    limiter: ofToken.limiter,
    history: keepsHistory,
    store: keepsHistory ? withOwnHistory(store, scopeOf(config)) : store,
    fetchFile: publicFiles(),
    debug: deps.settings.logLevel === 'debug',
    passThrough: config.retry === 'none',
    deadlineMs: mcpDeadlineMs,
    onRequest: ({ method, path, status, duration }) => {
      deps.metrics.count('clickup_requests_total', { route: `${method} ${path}`, status: String(status) });
      deps.metrics.observe('clickup_request_seconds', { method }, duration / 1000);
    },
    onEvent: ({ success, code, metadata }) => {
      if (metadata.rate_limit) ofToken.seen = laterOf(ofToken.seen, metadata.rate_limit);
      if (!success && code === 'UNAUTHORIZED') void markIfDead(deps, { tenant: tenant.id, grant: grant.id });
    },
  });
  return {
    options: {
      version: deps.version,
      listing,
      instructions: deps.words(instructions),
      words: deps.words,
      deadlineMs: mcpDeadlineMs,
      // Nodes share what seals the state of a question, and it opens for this grant alone.
      caller: `${tenant.id} ${grant.id}`,
      stateKey: deps.keys.hash('state', 'questions'),
    },
    client,
    names: new Set(all.map(({ name }) => name)),
    signIn: all.filter(isSignIn),
    fixed,
    rateLimit: () => ofToken.seen,
  };
}

/** Whose history is one: ways in of a grant that may do the same in the same places. What another wrote may be out of sight. */
const scopeOf = ({ retry: _, second: __, ips: ___, ...config }: AccessConfig): string =>
  createHash('sha256').update(canonical(config)).digest('base64url').slice(0, 22);

const impatientMs = 10_000;

/** Answers overtake each other: within a window the least that one of them left is what is left. */
const laterOf = (seen: RateLimit | undefined, said: RateLimit): RateLimit =>
  seen && (seen.reset_at > said.reset_at || (seen.reset_at === said.reset_at && seen.remaining < said.remaining))
    ? seen
    : said;

/** ClickUp also answers 401 for what a person may not see, so that the token itself is asked about. */
async function markIfDead(deps: Deps, { tenant, grant }: { tenant: string; grant: string }): Promise<void> {
  const of = { id: grant, tenant_id: tenant };
  const apiKey = await openToken(deps, of).catch(() => undefined);
  if (apiKey === undefined) return;
  const { settings, transport, clock } = deps;
  const clickup = createClickUp({ apiKey, baseUrl: settings.baseUrl, clock, transport, deadlineMs: impatientMs });
  const { response } = await clickup.api.GET('/v2/user').catch(() => ({ response: undefined }));
  if (response?.status === 401) await markGrant(deps, of, 'needs_reauth');
}

const route = createRouter(operations);

/** The last wall before ClickUp: no write leaves that none of the tools is for, whoever made it. */
function withinTools(transport: Transport, tools: readonly ToolEntry[]): Transport {
  const called = tools.map(({ name }) => operationsOf(name) ?? []);
  // A tool that may call any operation is held by the policy alone.
  if (called.some((ids, at) => ids.length === 0 && tools[at]!.effect !== 'read')) return transport;
  const allowed = new Set<string>(called.flat());
  return async (request, ending) => {
    const path = new URL(request.url).pathname.replace(/^.*(?=\/v[23]\/)/, '');
    const found = route(request.method, path);
    const isRead = found.kind === 'match' && found.operation.effect === 'read';
    if (isRead || (found.kind === 'match' && allowed.has(found.operation.id))) return transport(request, ending);
    throw clickUpError('POLICY_DENIED', 'The request is of no tool that this way in has', {
      suggestion: 'Use the tools that are listed.',
    });
  };
}
