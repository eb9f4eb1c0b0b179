import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/runtime/clock.js';
import { limited, scripted } from '../support/scripted.js';
import { virtualClock } from '../support/virtual-clock.js';

interface Rules {
  limit: number;
  windowMs: number;
  rounding: (seconds: number) => number;
  /** fixed: the window opens with its first request; aligned: at multiples of its length. */
  kind: 'fixed' | 'aligned';
  /** By how much its clock is ahead; it tells its time where this is given. */
  aheadMs?: number;
}

/** A service that counts requests per window and answers 429 past the limit. */
function limitedService(clock: Clock, { limit, windowMs, rounding, kind, aheadMs }: Rules) {
  let opened = Number.NEGATIVE_INFINITY;
  let count = 0;
  const seen = { ok: 0, refused: 0 };
  const answer = async (): Promise<Response> => {
    const now = clock.now();
    if (now >= opened + windowMs) {
      opened = kind === 'fixed' ? now : Math.floor(now / windowMs) * windowMs;
      count = 0;
    }
    count++;
    const refused = count > limit;
    seen[refused ? 'refused' : 'ok']++;
    return Response.json(refused ? { err: 'Rate limit reached', ECODE: 'APP_002' } : { id: 'x' }, {
      status: refused ? 429 : 200,
      headers: {
        'X-RateLimit-Limit': String(limit),
        'X-RateLimit-Remaining': String(Math.max(0, limit - count)),
        'X-RateLimit-Reset': String(rounding((opened + windowMs + (aheadMs ?? 0)) / 1000)),
        ...(aheadMs !== undefined && { Date: new Date(now + aheadMs).toUTCString() }),
      },
    });
  };
  return { answer, seen };
}

const start = Date.UTC(2026, 9, 5, 9);

/** An answer after which nothing is left. */
const usedUp = ({ minutes }: { minutes: number }) =>
  limited({ id: 'x' }, { limit: 100, remaining: 0, resetAt: start + minutes * 60_000 });

/** The same from a server that tells its time. */
function dated(answer: Response): Response {
  answer.headers.set('Date', new Date(start).toUTCString());
  return answer;
}

async function run(rules: Rules, calls: number, offsetMs: number) {
  const clock = virtualClock(start + offsetMs);
  const { answer, seen } = limitedService(clock, rules);
  const { runtime } = scripted([], { clock, fetch: answer, deadlineMs: 600_000 });
  const started = clock.now();
  const envelopes = await Promise.all(
    Array.from({ length: calls }, (_, i) => runtime.execute('test_create', { id: String(i) })),
  );
  return { envelopes, seen, elapsed: clock.now() - started };
}

describe('the governor', () => {
  const cases = [Math.ceil, Math.floor, Math.round].flatMap((rounding) =>
    (['fixed', 'aligned'] as const).flatMap((kind) =>
      [0, 330, 870].map((offset): [string, string, number, Rules['rounding'], Rules['kind']] => [
        rounding.name,
        kind,
        offset,
        rounding,
        kind,
      ]),
    ),
  );
  it.each(cases)(
    'sees no 429 when the reset is given by %s in %s windows, started %i ms past the second',
    async (_r, _k, offset, rounding, kind) => {
      const { envelopes, seen, elapsed } = await run({ limit: 10, windowMs: 10_000, rounding, kind }, 30, offset);
      expect(envelopes.every(({ success }) => success)).toBe(true);
      expect(seen).toEqual({ ok: 30, refused: 0 });
      expect(elapsed).toBeLessThanOrEqual(23_000);
    },
  );

  it.each(
    [-600_000, -120_000, -3_000, -1_500, 0, 1_500, 3_000, 120_000, 600_000].flatMap((aheadMs) =>
      [0, 870].map((offset) => [aheadMs, offset] as const),
    ),
  )(
    'sees no 429 and waits no longer where the clock of the server is %i ms ahead and tells its time, %i ms past the second',
    async (aheadMs, offset) => {
      const rules = { limit: 10, windowMs: 60_000, rounding: Math.ceil, kind: 'fixed', aheadMs } as const;
      const { envelopes, seen, elapsed } = await run(rules, 30, offset);
      expect(envelopes.every(({ success }) => success)).toBe(true);
      expect(seen).toEqual({ ok: 30, refused: 0 });
      expect(elapsed).toBeLessThanOrEqual(126_000);
    },
  );

  it.each([
    ['a wait of a day', 300, () => new Response('{}', { status: 429, headers: { 'Retry-After': '86000' } })],
    ['a window of an hour', 300, () => dated(usedUp({ minutes: 59 }))],
    ['a window of ten minutes, without its own time', 60, () => usedUp({ minutes: 10 })],
    ['a window that is long over, without its own time', 60, () => usedUp({ minutes: -10 })],
  ])('looks whether a server still means %s after %i s', async (_, seconds, told) => {
    const { runtime, requests, clock } = scripted([told, Response.json({ id: 'x' })]);
    await runtime.execute('test_read', { id: '1' });
    clock.advance((seconds - 1) * 1_000);
    expect(await runtime.execute('test_read', { id: '1' }, { deadlineMs: 500 })).toMatchObject({
      error: { code: 'RATE_LIMIT_EXCEEDED' },
    });
    expect(requests).toHaveLength(1);
    clock.advance(2_000);
    expect(await runtime.execute('test_read', { id: '1' })).toMatchObject({ success: true });
  });

  it('believes no far reset any more once a request got through before one', async () => {
    const { runtime, requests, clock } = scripted([dated(usedUp({ minutes: 59 }))]);
    await runtime.execute('test_read', { id: '1' });
    clock.advance(301_000);
    for (const id of ['2', '3', '4']) await runtime.execute('test_read', { id }, { deadlineMs: 500 });
    expect(requests).toHaveLength(4);
  });

  it('lets nothing wait once it is closed, but what is sent be answered', async () => {
    let answer = (_: Response) => {};
    const slow = () => new Promise<Response>((resolve) => (answer = resolve));
    const used = (remaining: number) => limited({ id: 'x' }, { limit: 100, remaining, resetAt: start + 60_000 });
    const { runtime, requests } = scripted([used(1), slow, used(0)]);
    await runtime.execute('test_read', { id: '1' });
    const sent = runtime.execute('test_create', { id: '2' });
    const queued = runtime.execute('test_create', { id: '3' });
    while (requests.length < 2) await new Promise(setImmediate);
    runtime.close();
    answer(used(0));
    const cancelled = { error: { code: 'CANCELLED', retry_after: expect.any(Number) } };
    expect(await sent).toMatchObject({ success: true });
    expect(await queued).toMatchObject(cancelled);
    expect(await runtime.execute('test_read', { id: '4' })).toMatchObject(cancelled);
    expect(requests).toHaveLength(2);
  });

  it('ends the wait that a 429 asked for once it is closed', async () => {
    const { runtime, requests } = scripted([
      () => {
        setImmediate(() => runtime.close());
        return new Response('{}', { status: 429, headers: { 'Retry-After': '60' } });
      },
    ]);
    expect(await runtime.execute('test_create', { id: '1' })).toMatchObject({ error: { code: 'CANCELLED' } });
    expect(requests).toHaveLength(1);
  });

  it('stops waiting for a window that no call waits for any more', async () => {
    const time = virtualClock();
    let sleeping = 0;
    const clock: Clock = {
      ...time,
      sleep: (_ms, signal) =>
        new Promise((_, reject) => {
          sleeping++;
          signal?.addEventListener('abort', () => {
            sleeping--;
            reject(signal.reason);
          });
        }),
    };
    const usedUp = limited({ id: 'x' }, { limit: 1, remaining: 0, resetAt: time.now() + 60_000 });
    const { runtime } = scripted([usedUp], { clock });
    await runtime.execute('test_read', { id: '1' });
    const cancels = [new AbortController(), new AbortController()];
    const waiting = cancels.map(({ signal }) => runtime.execute('test_read', { id: '2' }, { signal }));
    while (sleeping === 0) await new Promise(setImmediate);
    cancels[0]?.abort();
    await waiting[0];
    expect(sleeping).toBe(1);
    cancels[1]?.abort();
    await waiting[1];
    expect(sleeping).toBe(0);
  });

  it('lets nothing wait in its queue that cannot leave before the deadline', async () => {
    const clock = virtualClock();
    const started = clock.now();
    const { answer, seen } = limitedService(clock, { limit: 2, windowMs: 60_000, rounding: Math.ceil, kind: 'fixed' });
    const { runtime } = scripted([], { clock, fetch: answer, deadlineMs: 5_000 });
    const envelopes = await Promise.all(['1', '2', '3', '4'].map((id) => runtime.execute('test_create', { id })));
    const refused = { success: false, error: { code: 'RATE_LIMIT_EXCEEDED', retry_after: 61 } };
    expect(envelopes).toMatchObject([{ success: true }, { success: true }, refused, refused]);
    expect(seen).toEqual({ ok: 2, refused: 0 });
    expect(clock.now()).toBe(started);
  });

  it('does not believe in a reset that is years away', async () => {
    const { runtime, clock } = scripted([
      limited({ id: 'x' }, { limit: 100, remaining: 0, resetAt: Date.UTC(5000, 0) }),
    ]);
    const started = clock.now();
    for (const id of ['1', '2', '3']) {
      expect(await runtime.execute('test_read', { id })).toMatchObject({ success: true });
    }
    expect(clock.now()).toBe(started);
  });

  it('fails at once, with retry_after, when the window opens after the deadline', async () => {
    const clock = virtualClock();
    const { answer, seen } = limitedService(clock, { limit: 2, windowMs: 60_000, rounding: Math.ceil, kind: 'fixed' });
    const { runtime } = scripted([], { clock, fetch: answer, deadlineMs: 5_000 });
    await runtime.execute('test_create', { id: '1' });
    await runtime.execute('test_create', { id: '2' });
    const refused = await runtime.execute('test_create', { id: '3' });
    expect(refused).toMatchObject({
      success: false,
      error: { code: 'RATE_LIMIT_EXCEEDED', retry_after: expect.any(Number) },
    });
    expect(seen).toEqual({ ok: 2, refused: 0 });
  });

  it.each([
    ['as many as it may', { maxConcurrency: 20 }, 20],
    ['eight unless told otherwise', {}, 8],
    ['one by one', { maxConcurrency: 1 }, 1],
  ])('keeps %s under way at a service that sends no figures', async (_, options, wanted) => {
    let inFlight = 0;
    let most = 0;
    const answer = async () => {
      most = Math.max(most, ++inFlight);
      await Promise.resolve();
      inFlight--;
      return Response.json({ id: 'x' });
    };
    const { runtime } = scripted([answer], options);
    await runtime.execute('test_read', { id: '0' });
    const ids = Array.from({ length: 20 }, (_each, i) => String(i));
    const envelopes = await Promise.all(ids.map((id) => runtime.execute('test_read', { id })));
    expect(envelopes.every(({ success }) => success)).toBe(true);
    expect(most).toBe(wanted);
  });

  it.each([
    ['sends no figures', () => Response.json({ id: 'x' })],
    ['would allow more', () => limited({ id: 'x' }, { limit: 100, remaining: 90, resetAt: start + 60_000 })],
  ])('sends no more in a minute than the caller allows, at a service that %s', async (_, answer) => {
    const { runtime, requests } = scripted([answer], { rateLimit: 10, deadlineMs: 600_000 });
    await Promise.all(Array.from({ length: 25 }, (_each, i) => runtime.execute('test_read', { id: String(i) })));
    const minutes = [0, 1, 2].map(
      (minute) => requests.filter(({ at }) => Math.floor((at - start) / 60_000) === minute).length,
    );
    expect(minutes).toEqual([10, 10, 5]);
  });

  it('says how long it takes where the caller allows no more', async () => {
    const { runtime } = scripted([() => Response.json({ id: 'x' })], { rateLimit: 1, deadlineMs: 5_000 });
    await runtime.execute('test_read', { id: '1' });
    expect(await runtime.execute('test_read', { id: '2' })).toMatchObject({
      error: { code: 'RATE_LIMIT_EXCEEDED', retry_after: 60 },
    });
  });

  it('is one per client: two clients do not wait for each other', async () => {
    const clock = virtualClock();
    const a = limitedService(clock, { limit: 1, windowMs: 60_000, rounding: Math.ceil, kind: 'fixed' });
    const b = limitedService(clock, { limit: 1, windowMs: 60_000, rounding: Math.ceil, kind: 'fixed' });
    const first = scripted([], { clock, fetch: a.answer });
    const second = scripted([], { clock, fetch: b.answer });
    const started = clock.now();
    await first.runtime.execute('test_read', { id: '1' });
    await second.runtime.execute('test_read', { id: '1' });
    expect(clock.now()).toBe(started);
  });
});
