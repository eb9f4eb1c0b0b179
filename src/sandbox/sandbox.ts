import { systemClock } from '../runtime/clock.js';
import type { Transport } from '../runtime/transport.js';
import { type Clock, runningClock } from './clock.js';
import { Engine } from './engine/engine.js';
import { fromRequest, type Incoming, type Outgoing, toResponse, viaExchange } from './engine/exchange.js';
import { type LoggedRequest, RequestLog } from './engine/request-log.js';
import { type MswHttp, mswHandlers } from './msw.js';
import { checkOptions, momentOf, type SandboxOptions } from './options.js';
import { type SeedFunction, seedContext } from './seed/context.js';
import { API_KEYS } from './seed/ids.js';
import { emptySeed, harbourBikes } from './seed/index.js';
import { scaleSeed } from './seed/scale.js';
import type { Snapshot } from './snapshot.js';
import { loadState, saveState } from './state/index.js';
import type { Delivery } from './webhooks/delivery.js';

/**
 * A ClickUp in memory.
 *
 * @example
 * async function countTasks(sandbox: Sandbox) {
 *   const clickup = createClickUp({ apiKey: sandbox.apiKey, fetch: sandbox.fetch });
 *   return (await clickup.task.search({})).tasks.length;
 * }
 */
export interface Sandbox {
  /**
   * Drop-in for the global `fetch`; answers any host whose path starts with `/api/v2`, `/api/v3`, `/v2` or `/v3`, and the
   * links of attachments.
   */
  readonly fetch: typeof globalThis.fetch;
  /** What `fetch` is made of, for servers: the same without the cost of `Request` and `Response`. */
  exchange(request: Incoming): Promise<Outgoing>;
  /** Request handlers for msw; pass msw's own `http`. */
  handlers<T>(http: MswHttp<T>): T[];
  /** Back to the seed, as of the present: state, ids, limits, fault counters and the request log. */
  reset(): void;
  snapshot(): Snapshot;
  /** Continues from a snapshot of this or an equally configured sandbox; the request log is kept. */
  restore(snapshot: Snapshot): void;
  /** What arrived, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** What webhooks were sent; a promise for the moment when nothing is under way any more; and the end of all that is. */
  readonly webhooks: { readonly deliveries: readonly Delivery[]; settled(): Promise<void>; clear(): void };
  /** What `createClickUp` takes to work on it: the owner's key, a way to it, and its clock, so that both agree on the time. */
  readonly options: { readonly apiKey: string; readonly transport: Transport; readonly clock: Clock };
  /** The person removes an OAuth application, as in ClickUp's settings: the tokens that it has of them end. */
  removeApp(clientId: string, userId: string): void;
  /** Its present moment. */
  readonly clock: Clock;
  /** Key of the Workspace's owner. */
  readonly apiKey: string;
  /** Keys of people with other rights. */
  readonly apiKeys: typeof API_KEYS;
}

/**
 * Makes a sandbox. Throws a TypeError on an option it does not know what to do with.
 *
 * @example
 * const sandbox = createSandbox({ plan: 'enterprise' });
 * const clickup = createClickUp(sandbox.options);
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  checkOptions(options);
  const clock: Clock =
    options.now === undefined ? { ...systemClock, ...options.clock } : runningClock(momentOf(options.now));
  const log = new RequestLog();
  const engine = new Engine(options, clock, log);
  const seed = seedOf(options);
  const fresh = engine.ids.save();
  const restore = (snapshot: Snapshot): void => {
    engine.webhooks.clear();
    loadState(engine.state, snapshot.rows);
    engine.ids.load(snapshot.ids);
    engine.limiter.load(snapshot.windows);
    engine.faults.load(snapshot.faults);
  };
  const start = (): void => {
    if (options.data) {
      restore(options.data);
      return;
    }
    loadState(engine.state, {});
    seed(seedContext(engine.state, clock.now()));
    engine.ids.load(fresh);
    engine.limiter.clear();
    engine.faults.clear();
    engine.webhooks.clear();
  };
  start();

  const exchange = (request: Incoming): Promise<Outgoing> => engine.handle(request);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    return toResponse(await exchange(fromRequest(request)));
  };
  return {
    fetch,
    exchange,
    handlers: (http) => mswHandlers(http, fetch),
    reset: () => {
      start();
      log.clear();
    },
    snapshot: () => ({
      version: 1,
      rows: saveState(engine.state),
      ids: engine.ids.save(),
      windows: engine.limiter.save(),
      faults: engine.faults.save(),
    }),
    restore,
    requests: log.entries,
    webhooks: {
      deliveries: engine.webhooks.log,
      settled: () => engine.webhooks.settled(),
      clear: () => engine.webhooks.clear(),
    },
    options: { apiKey: API_KEYS.owner, transport: viaExchange(exchange), clock },
    removeApp: (clientId, userId) => {
      const { tokens } = engine.state;
      for (const token of tokens.all())
        if (token.clientId === clientId && token.userId === userId) tokens.remove(token.id);
    },
    clock,
    apiKey: API_KEYS.owner,
    apiKeys: API_KEYS,
  };
}

function seedOf({ seed = 'harbour-bikes' }: SandboxOptions): SeedFunction {
  if (typeof seed === 'function') return seed;
  if (typeof seed === 'object') return scaleSeed(seed.scale);
  return seed === 'empty' ? emptySeed : harbourBikes;
}
