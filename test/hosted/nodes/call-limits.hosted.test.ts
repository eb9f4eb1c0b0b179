import { afterAll, describe, expect, it } from 'vitest';
import { CallLimits } from '../../../src/hosted/nodes/call-limits.js';
import type { SendCommand } from '../../../src/node/redis.js';
import { loadRedis, redisConnection } from '../../../src/node/redis.js';
import { redisUrl } from '../../support/redis.js';

const settings = { linkRate: 30, tenantRate: 60 };
const link = (id: string, tenant_id = 't1') => ({ id, tenant_id });

/** Limits on a clock of their own: how many of so many calls were let through, and what the next one has to wait. */
function limits(options: { nodes?: number; send?: SendCommand } = {}) {
  const clock = { now: 1_790_000_000_000 };
  const { send, nodes = 1 } = options;
  const prefix = `clickup-test:${process.pid}:${Math.random().toString(36).slice(2)}`;
  const made = new CallLimits({
    settings,
    nodes: { count: nodes },
    now: () => clock.now,
    redis: send && { send, prefix, now: () => clock.now },
  });
  const through = async (count: number, ...of: Parameters<typeof link>) => {
    let passed = 0;
    for (let at = 0; at < count; at++) if ((await made.take(link(...of))) === 0) passed++;
    return passed;
  };
  return { made, clock, through };
}

const redis = redisUrl ? redisConnection(await loadRedis('REDIS_URL', 'leave it out'), redisUrl) : undefined;
afterAll(() => redis?.close());

describe.each(['this process', 'Redis'] as const)('calls of links and Workspaces, counted in %s', (where) => {
  if (where === 'Redis' && !redis) return it.skip('no Redis on this machine');
  const send = where === 'Redis' ? redis!.send : undefined;

  it('are a third of those of a minute at once, and then as many as come back', async () => {
    const { made, clock, through } = limits({ ...(send && { send }) });
    expect(await through(15, 'a')).toBe(10);
    expect(await made.take(link('a'))).toBe(2_000);
    expect(await through(15, 'b')).toBe(10);
    clock.now += 2_000;
    expect(await made.take(link('a'))).toBe(0);
    expect(await made.take(link('a'))).toBe(2_000);
  });

  it('are held back for a Workspace as a whole, and another one is not', async () => {
    const { made, through } = limits({ ...(send && { send }) });
    expect(await through(10, 'a')).toBe(10);
    expect(await through(10, 'b')).toBe(10);
    // Of its own it has ten; of its Workspace nothing is left.
    expect(await made.take(link('c'))).toBe(1_000);
    expect(await through(10, 'd', 't2')).toBe(10);
  });

  it('take nothing from one bucket where the other is empty', async () => {
    const { clock, through } = limits({ ...(send && { send }) });
    expect(await through(50, 'a')).toBe(10);
    expect(await through(50, 'b')).toBe(10);
    clock.now += 60_000;
    expect(await through(10, 'c')).toBe(10);
  });
});

describe('calls that nodes count apart', () => {
  it('are a share of each limit', async () => {
    expect(await limits({ nodes: 2 }).through(20, 'a')).toBe(5);
  });

  it('are what Redis would count, as soon as it is gone, and it is asked again after five seconds', async () => {
    let [asked, isGone] = [0, true];
    const send: SendCommand = async () => {
      asked++;
      if (isGone) throw new Error('gone');
      return 0;
    };
    const { clock, through } = limits({ nodes: 2, send });
    expect(await through(20, 'a')).toBe(5);
    expect(asked).toBe(1);
    isGone = false;
    clock.now += 5_000;
    expect(await through(20, 'a')).toBe(20);
    expect(asked).toBe(21);
  });
});
