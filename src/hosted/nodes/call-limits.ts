import type { SendCommand } from '../../node/redis.js';
import { Lru } from '../lru.js';
import type { HostedSettings } from '../settings/hosted-settings.js';
import type { AccessRow } from '../store/rows.js';
import type { Nodes } from './nodes.js';

/** So many calls may be made at once of those of a minute. */
const burstShare = 1 / 3;

/** For how long a Redis that failed is not asked. */
const restMs = 5_000;
const mostNames = 50_000;

interface Bucket {
  name: string;
  perMinute: number;
  burst: number;
}

/** Takes one out of each of several buckets, or out of none; gives the milliseconds until all of them have one. */
const script = `
local time = redis.call('TIME')
local now = tonumber(ARGV[1]) or (time[1] * 1000 + math.floor(time[2] / 1000))
local wait, left = 0, {}
for i, key in ipairs(KEYS) do
  local perMinute, burst = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local saved = redis.call('HMGET', key, 'left', 'at')
  local before, at = tonumber(saved[1]) or burst, tonumber(saved[2]) or now
  left[i] = math.min(burst, before + (now - at) * perMinute / 60000)
  if left[i] < 1 then wait = math.max(wait, math.ceil((1 - left[i]) * 60000 / perMinute)) end
end
for i, key in ipairs(KEYS) do
  local perMinute, burst = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  if wait == 0 then left[i] = left[i] - 1 end
  redis.call('HSET', key, 'left', tostring(left[i]), 'at', tostring(now))
  redis.call('PEXPIRE', key, math.ceil(burst * 60000 / perMinute) + 1000)
end
return wait
`;

export interface CallLimitsOptions {
  settings: Pick<HostedSettings, 'linkRate' | 'tenantRate'>;
  nodes: Pick<Nodes, 'count'>;
  now: () => number;
  /** Where nodes count together, and the first letters of all keys there. */
  redis?: { send: SendCommand; prefix: string; now?: () => number } | undefined;
}

/** How many calls each link or key, and each Workspace, may make: counted in Redis for all nodes, else each node keeps to its share. */
export class CallLimits {
  private readonly local: (buckets: readonly Bucket[], share: number) => number;
  private downUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: CallLimitsOptions) {
    this.local = localBuckets(mostNames, options.now);
  }

  /** Takes a call; gives the milliseconds to wait where there is none left, and then takes nothing. */
  async take({ id, tenant_id }: Pick<AccessRow, 'id' | 'tenant_id'>): Promise<number> {
    const { settings, nodes } = this.options;
    const buckets = [bucket(`link:${id}`, settings.linkRate), bucket('all', settings.tenantRate)].map((each) => ({
      ...each,
      // The keys of one Workspace lie together, also in a cluster.
      name: `{${tenant_id}}:${each.name}`,
    }));
    return (await this.shared(buckets)) ?? this.local(buckets, 1 / nodes.count);
  }

  private async shared(buckets: readonly Bucket[]): Promise<number | undefined> {
    const { redis, now } = this.options;
    if (!redis || now() < this.downUntil) return undefined;
    const keys = buckets.map(({ name }) => `${redis.prefix}:calls:${name}`);
    const figures = buckets.flatMap(({ perMinute, burst }) => [String(perMinute), String(burst)]);
    try {
      const at = redis.now ? String(redis.now()) : '';
      return Number(await redis.send(['EVAL', script, String(keys.length), ...keys, at, ...figures]));
    } catch {
      this.downUntil = now() + restMs;
      return undefined;
    }
  }
}

const bucket = (name: string, perMinute: number): Bucket => ({
  name,
  perMinute,
  burst: Math.max(1, Math.round(perMinute * burstShare)),
});

/** What the script does, in this process: with a share of each bucket. */
function localBuckets(names: number, now: () => number) {
  const all = new Lru<{ left: number; at: number }>(names);
  return (buckets: readonly Bucket[], share: number): number => {
    const at = now();
    let wait = 0;
    const found = buckets.map(({ name, perMinute, burst }) => {
      const [rate, most] = [perMinute * share, Math.max(1, burst * share)];
      const state = all.get(name, () => ({ left: most, at }));
      state.left = Math.min(most, state.left + ((at - state.at) * rate) / 60_000);
      state.at = at;
      if (state.left < 1) wait = Math.max(wait, Math.ceil(((1 - state.left) * 60_000) / rate));
      return state;
    });
    if (wait === 0) for (const state of found) state.left -= 1;
    return wait;
  };
}
