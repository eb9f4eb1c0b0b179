import { answerMs, goneMs, type LimitGrant, probeMs, type SharedLimit } from '../runtime/limit/shared-limit.js';
import { minuteMs } from '../runtime/limit/window.js';
import { loadRedis, redisConnection, type SendCommand } from './redis.js';

/** `exchange` of src/runtime/limit/shared-limit.ts, on the clock of the server; a test holds the two against each other. */
export const script = `
local time = redis.call('TIME')
local now = tonumber(ARGV[6]) or (time[1] * 1000 + math.floor(time[2] / 1000))
local id, count, underWay = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local jobs, share = tonumber(ARGV[7]), tonumber(ARGV[8])
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
  local free, reserved = state.remaining - inAll, 0
  if share > 0 then
    reserved = math.max(1, math.floor(share * state.limit * math.min(state.endsAt - now, ${minuteMs}) / ${minuteMs}))
  end
  granted = math.max(0, math.min(count - jobs, free))
  granted = granted + math.max(0, math.min(jobs, free - granted - reserved))
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
    async exchange({ process, count, jobs = 0, kept = 0, underWay, window }): Promise<LimitGrant> {
      const told = window ? JSON.stringify({ ...window, opensInMs: Math.ceil(window.opensInMs) }) : '';
      const words = [process, count, underWay, told, keptMs, now ? now() : '', jobs, kept].map(String);
      const answer = (await send(['EVAL', script, '1', key, ...words])) as readonly (number | string)[];
      const [granted = 0, againInMs = 0, processes = 1] = answer.map(Number);
      return { granted, againInMs, processes };
    },
  };
}

/** The same by address. The package `redis` has to be installed beside this one; a connection that is lost is made again. */
export async function redisLimitAt(url: string, key: string): Promise<SharedLimit> {
  const redis = await loadRedis('CLICKUP_RATE_REDIS_URL', 'use CLICKUP_STATE_DIR on one machine');
  return redisLimit(redisConnection(redis, url).send, key);
}
