import { clickUpError } from '../runtime/errors.js';
import { answerMs, goneMs, type LimitGrant, probeMs, type SharedLimit } from '../runtime/limit/shared-limit.js';

/** Sends one command to Redis and gives its answer. */
export type SendCommand = (words: readonly string[]) => Promise<unknown>;

/** `exchange` of src/runtime/limit/shared-limit.ts, on the clock of the server; a test holds the two against each other. */
export const script = `
local time = redis.call('TIME')
local now = tonumber(ARGV[6]) or (time[1] * 1000 + math.floor(time[2] / 1000))
local id, count, underWay = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local saved = redis.call('GET', KEYS[1])
local state = saved and cjson.decode(saved) or { limit = 0, remaining = 0, reset_at = 0, endsAt = 0, probeUntil = 0, processes = {} }
local inAll, processes, kept = underWay, 1, {}
for name, seen in pairs(state.processes) do
  if now - seen.at < ${goneMs} and name ~= id then
    kept[name] = seen
    inAll = inAll + seen.underWay
    processes = processes + 1
  end
end
if ARGV[4] ~= '' then
  local window = cjson.decode(ARGV[4])
  if window.reset_at > state.reset_at then
    state.limit, state.remaining, state.reset_at = window.limit, window.remaining, window.reset_at
    state.probeUntil, state.endsAt = 0, now + window.opensInMs
  elseif window.reset_at == state.reset_at then
    state.remaining = math.min(state.remaining, window.remaining)
  end
end
local granted, again = 0, 0
if count > 0 and now >= state.endsAt then
  if now >= state.probeUntil then
    granted = 1
    state.probeUntil = now + ${probeMs}
  else
    again = ${answerMs}
  end
elseif count > 0 then
  granted = math.max(0, math.min(count, state.remaining - inAll))
  if granted == 0 then
    if state.remaining > 0 then again = ${answerMs} else again = state.endsAt - now end
  end
end
kept[id] = { at = now, underWay = underWay + granted }
state.processes = kept
redis.call('SET', KEYS[1], cjson.encode(state), 'PX', ARGV[5])
return { granted, math.ceil(again), processes }
`;

/** Longer than any window that is believed. */
const keptMs = 2 * 3_600_000;

/** A limit that processes share through a key of Redis, by one script. `now` replaces the clock of the server. */
export function redisLimit(send: SendCommand, key: string, now?: () => number): SharedLimit {
  return {
    async exchange({ process, count, underWay, window }): Promise<LimitGrant> {
      const told = window ? JSON.stringify({ ...window, opensInMs: Math.ceil(window.opensInMs) }) : '';
      const words = [process, String(count), String(underWay), told, String(keptMs), now ? String(now()) : ''];
      const answer = (await send(['EVAL', script, '1', key, ...words])) as readonly (number | string)[];
      const [granted = 0, againInMs = 0, processes = 1] = answer.map(Number);
      return { granted, againInMs, processes };
    },
  };
}

/** The part of the package redis that is used. */
interface RedisPackage {
  createClient(options: object): {
    on(event: 'error', listener: () => void): unknown;
    readonly isOpen: boolean;
    connect(): Promise<unknown>;
    sendCommand(words: string[]): Promise<unknown>;
    unref?(): void;
  };
}

/** Named by a variable, so that only who sets CLICKUP_RATE_REDIS_URL needs the package. */
const packageName: string = 'redis';

/** The same by address. The package `redis` has to be installed beside this one; a connection that is lost is made again. */
export async function redisLimitAt(url: string, key: string): Promise<SharedLimit> {
  const { createClient } = await load();
  // Connected when it is asked, and again when that was lost: attempts of its own would keep a program from ending.
  const socket = { connectTimeout: 1_000, reconnectStrategy: false };
  const client = createClient({ url, disableOfflineQueue: true, socket });
  // Without a listener a lost connection would end the process; a question that fails tells of it.
  client.on('error', () => undefined);
  client.unref?.();
  return redisLimit(async (words) => {
    if (!client.isOpen) await client.connect();
    return client.sendCommand([...words]);
  }, key);
}

async function load(): Promise<RedisPackage> {
  try {
    return (await import(packageName)) as RedisPackage;
  } catch (cause) {
    throw clickUpError('INVALID_PARAMETER', 'CLICKUP_RATE_REDIS_URL needs the package redis, which is not installed', {
      suggestion: 'Install it beside clickup-tools: npm install redis; or use CLICKUP_STATE_DIR on one machine.',
      cause,
    });
  }
}
