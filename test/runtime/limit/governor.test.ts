import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src/runtime/call.js';
import { createLimiter, type Limits, RateLimiter } from '../../../src/runtime/limit/rate-limiter.js';
import { limitChaos, MinuteService } from '../../support/limit-chaos.js';
import { limited, scripted } from '../../support/scripted.js';
import { virtualClock } from '../../support/virtual-clock.js';

const start = Date.UTC(2026, 9, 5, 9);
const minuteMs = 60_000;
const ok = (remaining: number, limit = 10) => limited({ id: 'x' }, { limit, remaining, resetAt: start + minuteMs });

describe('many calls on one token', () => {
  it('see no 429, use up the limit, and wait alike', async () => {
    const { refused, share, waits, failed } = await limitChaos({ calls: 64, minutes: 4, perMinute: 100, seed: 7 });
    expect({ refused, failed }).toEqual({ refused: 0, failed: 0 });
    expect(share).toBeGreaterThanOrEqual(0.97);
    for (const { mean, worst, requests } of Object.values(waits)) {
      expect(requests).toBeGreaterThan(5);
      expect(worst).toBeLessThanOrEqual(2 * mean);
    }
  });
});

describe('what the governor counts', () => {
  it('takes an answer without figures, and none at all, as one that counted', async () => {
    const { runtime, requests } = scripted([
      ok(3),
      Response.json({ id: 'x' }),
      new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }),
      Response.json({ id: 'x' }),
    ]);
    for (const id of ['1', '2']) await runtime.execute('test_read', { id });
    await runtime.execute('test_create', { id: '3' });
    expect(await runtime.execute('test_read', { id: '4' })).toMatchObject({ success: true });
    expect(await runtime.execute('test_read', { id: '5' }, { deadlineMs: 1_000 })).toMatchObject({
      error: { code: 'RATE_LIMIT_EXCEEDED' },
    });
    expect(requests).toHaveLength(4);
  });

  it('follows a limit that shrinks within its window', async () => {
    const { runtime, requests } = scripted([ok(99, 100), ok(0, 20)]);
    for (const id of ['1', '2']) await runtime.execute('test_read', { id });
    expect(await runtime.execute('test_read', { id: '3' }, { deadlineMs: 1_000 })).toMatchObject({ success: false });
    expect(requests).toHaveLength(2);
  });

  it('gives the place of a cancelled call to the next', async () => {
    const clock = virtualClock();
    const { runtime, requests } = scripted([ok(0), ok(9)], { clock, deadlineMs: 10 * minuteMs });
    await runtime.execute('test_read', { id: '1' });
    const cancel = new AbortController();
    const first = runtime.execute('test_read', { id: '2' }, { signal: cancel.signal });
    const second = runtime.execute('test_read', { id: '3' });
    await Promise.resolve();
    cancel.abort();
    expect(await first).toMatchObject({ error: { code: 'CANCELLED' } });
    expect(await second).toMatchObject({ success: true });
    expect(requests.map(({ url }) => url.at(-1))).toEqual(['1', '3']);
  });
});

describe('how long so many requests take', () => {
  it('is nothing where no limit is known, or the window has room', async () => {
    const { runtime } = scripted([ok(9)]);
    expect(runtime.estimateMs(1_000)).toBe(0);
    await runtime.execute('test_read', { id: '1' });
    expect(runtime.estimateMs(9)).toBe(0);
  });

  it.each([
    [10, 1],
    [19, 1],
    [20, 2],
    [109, 10],
  ])('is, for %i where 9 are left of 10, the wait for %i windows', async (requests, windows) => {
    const { runtime } = scripted([ok(9)]);
    await runtime.execute('test_read', { id: '1' });
    const ms = runtime.estimateMs(requests);
    expect(Math.round(ms / minuteMs)).toBe(windows);
  });

  it('knows the limit that the caller sets', async () => {
    const { runtime } = scripted([Response.json({ id: 'x' })], { rateLimit: 5 });
    await runtime.execute('test_read', { id: '1' });
    expect(runtime.estimateMs(4)).toBe(0);
    expect(runtime.estimateMs(10)).toBe(2 * minuteMs);
  });

  it('is never below what the service then takes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 30 }), async (limit, requests) => {
        const clock = virtualClock();
        let [opened, used] = [Number.NEGATIVE_INFINITY, 0];
        const fetch = async () => {
          if (clock.now() >= opened + minuteMs) [opened, used] = [clock.now(), 0];
          const left = limit - ++used;
          return limited(
            { id: 'x' },
            { limit, remaining: Math.max(0, left), resetAt: opened + minuteMs },
            left < 0 ? 429 : 200,
          );
        };
        const { runtime } = scripted([], { clock, fetch, deadlineMs: 60 * minuteMs });
        await runtime.execute('test_read', { id: '0' });
        const [from, told] = [clock.now(), runtime.estimateMs(requests)];
        const ids = Array.from({ length: requests }, (_, i) => String(i));
        await Promise.all(ids.map((id) => runtime.execute('test_read', { id })));
        expect(clock.now() - from).toBeLessThanOrEqual(told + 2_000 * Math.ceil(requests / limit));
      }),
      { numRuns: 15 },
    );
  });
});

describe('several clients on one limiter', () => {
  const perMinute = 20;
  /** Clients of one token and one limiter, each called as fast as it goes: how many requests each had answered. */
  async function side(flows: Readonly<Record<string, { tool: string; workers: number }>>, options: Limits = {}) {
    const clock = virtualClock();
    const service = new MinuteService(clock, perMinute, () => 100);
    const limiter = createLimiter({ clock, ...options });
    const end = clock.now() + 5 * minuteMs;
    const answered: Record<string, number> = {};
    const workers = Object.entries(flows).flatMap(([flow, { tool, workers: count }]) => {
      const { runtime } = scripted([], { clock, fetch: service.fetch, limiter, deadlineMs: 60 * minuteMs });
      answered[flow] = 0;
      return Array.from({ length: count }, async () => {
        while (clock.now() < end) {
          const { success } = await runtime.execute(tool, { id: '1' }, { flow });
          if (success && clock.now() < end) answered[flow]!++;
        }
      });
    });
    await clock.sleep(5 * minuteMs);
    limiter.close();
    await Promise.all(workers);
    return { answered, refused: service.seen.refused };
  }

  it('have the same share of it, however many calls one of them makes', async () => {
    const { answered, refused } = await side({
      noisy: { tool: 'test_read', workers: 40 },
      quiet: { tool: 'test_read', workers: 4 },
    });
    expect(refused).toBe(0);
    expect(answered.noisy! + answered.quiet!).toBeGreaterThanOrEqual(0.95 * 5 * perMinute);
    expect(answered.quiet).toBeGreaterThanOrEqual(0.4 * 5 * perMinute);
  });

  it('keep each to its share where processes are many and no store tells', async () => {
    const { answered } = await side({ one: { tool: 'test_read', workers: 8 } }, { processes: () => 4 });
    expect(answered.one).toBeLessThanOrEqual((5 + 1) * (perMinute / 4));
    expect(answered.one).toBeGreaterThanOrEqual(4 * (perMinute / 4));
  });
});

describe('what is reserved for single calls', () => {
  it('is left to them by a job that would take all of the window, to the last request', async () => {
    const limiter = new RateLimiter(virtualClock(start), { reserve: 0.2 });
    const ends = { deadline: start + 10 * minuteMs, throwIfAborted: noop, onAbort: () => noop, waitsUntil: noop };
    const call = (expects: number) => ({ expects, apiCalls: [], ...ends }) as unknown as Call;
    await limiter.enter(call(0));
    const dated = { headers: { Date: new Date(start).toUTCString() } };
    limiter.leave(new Response(null, dated), { limit: 20, remaining: 19, reset_at: start + minuteMs });
    const went = { job: 0, single: 0 };
    const enter = (name: keyof typeof went, who: Call) => void limiter.enter(who, true).then(() => went[name]++, noop);
    const job = call(19);
    for (let i = 0; i < 19; i++) enter('job', job);
    for (let i = 0; i < 3; i++) enter('single', call(0));
    await new Promise(setImmediate);
    // A fifth of what is left of the minute.
    expect(went).toEqual({ job: 16, single: 3 });
    limiter.close();
  });
});

const noop = () => undefined;
