import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import packageJson from '../../package.json' with { type: 'json' };
import { Running } from '../mcp/http/session.js';
import { publicFiles } from '../node/download.js';
import { httpTransport } from '../node/http-transport.js';
import { systemClock } from '../runtime/clock.js';
import { leakRoutes } from './access/leaked.js';
import { type HostedToolset, offerWith } from './access/offer.js';
import { accessRoutes } from './access/routes.js';
import { Uses } from './access/uses.js';
import { type Audit, createAudit } from './audit/audit.js';
import { consoleRoutes } from './console/routes.js';
import type { Deps } from './deps.js';
import { type HostedEvent, type Tell, telling } from './events.js';
import { compressed } from './http/compress.js';
import type { Env } from './http/env.js';
import { allowedOrigins, flood, ownOrigin } from './http/guard.js';
import { healthRoutes } from './http/health.js';
import { HeldRefusals } from './http/held-refusals.js';
import { failed, observed } from './http/observe.js';
import { createLog, type Log } from './log/log.js';
import { createClients } from './mcp/clients.js';
import { wordsOf } from './mcp/own-words.js';
import { mcpRoutes } from './mcp/routes.js';
import { Metrics } from './metrics/metrics.js';
import { metricsRoutes } from './metrics/routes.js';
import { CallLimits } from './nodes/call-limits.js';
import { openShared } from './nodes/shared.js';
import { oauthPages, oauthPrograms } from './oauth-server/routes.js';
import { restRoutes } from './rest/routes.js';
import type { HostedSettings } from './settings/hosted-settings.js';
import { signInRoutes } from './sign-in/routes.js';
import { memoryStore } from './store/memory-store.js';
import { Recent } from './store/recent.js';
import { type Found, findOne, type Store } from './store/store.js';
import { openTracing } from './tracing/open-tracing.js';
import { tracedLog, tracedRequests, tracedStore, tracedTransport } from './tracing/traced.js';
import type { Tracing } from './tracing/tracing.js';
import { type DerivedKeys, deriveKeys } from './vault/derived-keys.js';
import { readKeyRing } from './vault/key-ring.js';
import { Vault } from './vault/vault.js';

/** Ways in, and tokens, that are held in memory for a moment. */
const mostRecent = 20_000;

/** Bytes of the document of an OAuth client. */
const mostOfDocument = 5 * 1024;

/**
 * What a hosted server is made of; everything but the settings has a default.
 *
 * @example
 * const options: HostedOptions = { settings: readHostedSettings(process.env) };
 */
export interface HostedOptions extends Partial<Pick<Deps, 'clock' | 'transport' | 'readDocument' | 'log'>> {
  settings: HostedSettings;
  store?: Store | undefined;
  /** Hears what happens: sign-ins, links, calls, refusals, once they are in the audit if they come there; one that throws harms nothing. */
  onEvent?: Tell | undefined;
  /** More toolsets, by the tag under which links and keys get them. */
  toolsets?: Readonly<Record<string, HostedToolset>> | undefined;
  /** Stands around every request, the first one outermost. */
  middleware?: readonly ((next: HostedFetch) => HostedFetch)[] | undefined;
}

/**
 * Answers a request.
 *
 * @example
 * const withHeader = (next: HostedFetch): HostedFetch => async (request, env) => {
 *   const response = await next(request, env);
 *   response.headers.set('x-served-by', 'node-1');
 *   return response;
 * };
 */
export type HostedFetch = (request: Request, env?: Env['Bindings']) => Response | Promise<Response>;

/**
 * A hosted server that does not listen yet.
 *
 * @example
 * const hosted: Hosted = await createHosted({ settings: readHostedSettings(process.env) });
 * const { status } = await hosted.fetch(new Request('https://clickup.example.com/readyz'));
 */
export interface Hosted {
  /** Answers a request; for `serve` of any runtime. */
  readonly fetch: HostedFetch;
  readonly deps: Deps;
  /** Says from now on that it should get no requests. */
  drain(): void;
  close(): Promise<void>;
}

/**
 * Makes a hosted server. Without a store it keeps everything in memory.
 *
 * @example
 * const settings = readHostedSettings(process.env);
 * const hosted = await createHosted({ settings, store: await openStore(settings) });
 */
export async function createHosted(options: HostedOptions): Promise<Hosted> {
  const { settings, clock = systemClock, readDocument = publicFiles(mostOfDocument) } = options;
  const { version } = packageJson;
  const plainLog = options.log ?? createLog(settings.logLevel);
  const tracing = await openTracing(settings, { version, log: plainLog });
  const { log, store, transport } = watched(options, plainLog, tracing);
  const vault = new Vault(readKeyRing(settings.encryptionKeys));
  const keys = await openKeys(store, vault, clock);
  const running = new Running();
  const shared = await openShared({ settings, keys, store, log, running });
  const { nodes, redis } = shared;
  const tell = telling(options.onEvent);
  const audit = audited(createAudit(store, keys, clock), tell);
  const metrics = new Metrics();
  const kept = { changes: store.changes, clock, ttlMs: settings.cacheSeconds * 1000, most: mostRecent };
  const deps: Deps = {
    version,
    settings,
    store,
    vault,
    keys,
    clock,
    transport,
    readDocument,
    log,
    audit,
    tell,
    metrics,
    tracing,
    offer: offerWith(options.toolsets),
    words: wordsOf(settings),
    callers: new Recent<Found>(kept),
    tokens: new Recent<string>(kept),
    uses: new Uses({ store, clock, log }),
    nodes,
    redis,
    running,
    callLimits: new CallLimits({ settings, nodes, redis, now: () => clock.now() }),
    heldRefusals: new HeldRefusals(clock),
  };
  nodes.start((error) => log.warn(`Other nodes cannot be heard: ${String(error)}`));
  metrics.gauge('clickup_hosted_nodes', () => nodes.count);
  let isDraining = false;
  const app = new Hono<Env>();
  if (tracing.isOn) app.use(tracedRequests(tracing));
  app.use(observed(deps));
  app.use(compressed);
  app.onError(failed(deps));
  app.route(
    '/',
    healthRoutes(deps, () => isDraining),
  );
  app.route('/', metricsRoutes(deps));
  app.use(flood(deps));
  app.route('/', oauthPrograms(deps));
  app.use(ownOrigin(deps));
  app.use(allowedOrigins(deps));
  app.route('/', signInRoutes(deps));
  app.route('/', oauthPages(deps));
  app.route('/', accessRoutes(deps));
  app.route('/', leakRoutes(deps));
  app.route('/', consoleRoutes(deps));
  const serveCaller = createClients(deps);
  app.route('/', mcpRoutes(deps, serveCaller));
  app.route('/', restRoutes(deps, serveCaller));
  app.notFound((c) => c.json({ error: 'There is nothing at this address' }, 404));
  const around = (fetch: HostedFetch): HostedFetch =>
    (options.middleware ?? []).reduceRight((next, middleware) => middleware(next), fetch);
  return {
    fetch: around((request, env) => app.fetch(request, env)),
    deps,
    drain: () => {
      isDraining = true;
    },
    async close() {
      await deps.uses.flush();
      await shared.close();
      await store.close();
      await tracing.close();
    },
  };
}

/** What the server stands on, with spans for what it does where these are told to anybody. */
function watched(
  { settings, store = memoryStore(), transport = httpTransport }: HostedOptions,
  log: Log,
  tracing: Tracing,
): Pick<Deps, 'log' | 'store' | 'transport'> {
  const { traces } = settings;
  if (!traces) return { log, store, transport };
  return {
    log: tracedLog(log, tracing),
    store: tracedStore(store, tracing, settings.store === 'memory' ? 'memory' : 'postgresql'),
    transport: tracedTransport(transport, tracing, traces.tellsClickUp),
  };
}

/** The audit, with a listener that hears what is in it. */
function audited(audit: Audit, tell: Tell): Deps['audit'] {
  return {
    ...audit,
    async record(teamId, event, data) {
      await audit.record(teamId, event, data);
      // The types of the two go together one by one, which their union does not say.
      tell({ event, teamId, data } as HostedEvent);
    },
  };
}

const rootPlace = { tenant: '', row: 'root', column: 'secret' };

/** The secret that keys are derived from is made once, by whoever comes first, and lies in the vault. */
async function openKeys(store: Store, vault: Vault, clock: Deps['clock']): Promise<DerivedKeys> {
  const secret = vault.seal(randomBytes(32).toString('base64'), rootPlace);
  const root = await store.as('server', async (tx) => {
    await tx.insert('roots', { id: 'root', secret, created_at: clock.now() });
    return findOne(tx, 'roots', { id: 'root' });
  });
  return deriveKeys(Buffer.from(vault.open(root!.secret, rootPlace), 'base64'));
}
