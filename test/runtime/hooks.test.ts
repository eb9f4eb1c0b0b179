import { describe, expect, it } from 'vitest';
import { createClickUp, type WaitEvent } from '../../src/index.js';
import type { CallOptions } from '../../src/runtime/call.js';
import type { Hooks } from '../../src/runtime/hooks.js';
import { createSandbox, LISTS, manualClock } from '../../src/sandbox/index.js';
import { limited, networkError, type Step, scripted } from '../support/scripted.js';
import { virtualClock } from '../support/virtual-clock.js';

const task = Response.json({ id: 't1' });
const busy = new Response('busy', { status: 503 });
const later = new Response('{}', { status: 429, headers: { 'Retry-After': '25' } });

/** A runtime whose listeners write down what they hear. */
function heard(steps: readonly Step[]) {
  const events: [name: string, event: unknown][] = [];
  const listen = (name: string) => (event: unknown) => events.push([name, event]);
  const hooks: Required<Hooks> = {
    onEvent: ({ tool, success }) => events.push(['onEvent', { tool, success }]),
    onRequest: listen('onRequest'),
    onRetry: listen('onRetry'),
    onWait: listen('onWait'),
  };
  return { ...scripted(steps, hooks), events };
}

describe('the listeners of a client', () => {
  const request = { tool: 'test_read', method: 'GET', path: '/v2/task/{task_id}' };

  it('hear of each request, each repeat and the call, in the order in which it happens', async () => {
    const { runtime, events } = heard([busy, networkError('ECONNRESET'), task]);
    await runtime.execute('test_read', { id: 't1' });
    expect(events).toEqual([
      ['onRequest', { ...request, status: 503, duration: 0 }],
      ['onRetry', { ...request, attempt: 1, delayMs: 100, reason: 'ClickUp answered 503' }],
      ['onRequest', { ...request, status: 0, duration: 0 }],
      ['onRetry', { ...request, attempt: 2, delayMs: 200, reason: 'The connection to ClickUp failed (ECONNRESET)' }],
      ['onRequest', { ...request, status: 200, duration: 0 }],
      ['onEvent', { tool: 'test_read', success: true }],
    ]);
  });

  it('hear of the wait that a 429 asks for', async () => {
    const { runtime, events } = heard([later, task]);
    await runtime.execute('test_read', { id: 't1' });
    expect(events.map(([name]) => name)).toEqual(['onRequest', 'onRetry', 'onWait', 'onRequest', 'onEvent']);
    expect(events[2]).toEqual(['onWait', { tool: 'test_read', waitMs: 25_000 }]);
  });

  it('hear once of a wait that several requests of a call share, and of that of the typed client', async () => {
    const sandbox = createSandbox({ clock: manualClock(), rateLimit: { limit: 10, windowMs: 60_000 } });
    const waits: WaitEvent[] = [];
    const clickup = createClickUp({ ...sandbox.options, clock: sandbox.clock, onWait: (event) => waits.push(event) });
    const tasks = Array.from({ length: 20 }, (_, i) => ({ name: `Task ${i}` }));
    await clickup.task.createBulk({ list_id: LISTS.sprint24, tasks });
    await clickup.api.GET('/v2/user');
    expect(waits).toEqual([
      { tool: 'clickup_task_create_bulk', waitMs: expect.any(Number) },
      { tool: 'clickup.api', waitMs: 61_000 },
    ]);
  });

  const failing = () => {
    throw new Error('the log is full');
  };
  const rejecting = (async () => failing()) as () => void;
  it.each<[keyof Hooks, () => void]>(
    (['onEvent', 'onRequest', 'onRetry', 'onWait'] as const).flatMap((name): [keyof Hooks, () => void][] => [
      [name, failing],
      [name, rejecting],
    ]),
  )('%s may throw or reject, and harms no call', async (name, listener) => {
    const { runtime } = scripted([later, task], { [name]: listener });
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({ success: true });
  });
});

describe('the progress of a call', () => {
  /** What is told of a call that reads three tasks where the limit lets one through a minute. */
  async function told(options: (report: NonNullable<CallOptions['onProgress']>) => CallOptions) {
    const clock = virtualClock();
    const messages: unknown[][] = [];
    const answer = () => limited({ id: 'x' }, { limit: 1, remaining: 0, resetAt: clock.now() + 25_000 });
    const { runtime } = scripted([answer], { clock });
    await runtime.execute('test_read', { id: '1' });
    const envelope = await runtime.execute(
      'test_read',
      { id: '2' },
      options((...args) => messages.push(args)),
    );
    return { envelope, messages };
  }

  it('tells of a wait for the rate limit as it begins, and every ten seconds what is left of it', async () => {
    const { messages } = await told((onProgress) => ({ onProgress }));
    expect(messages).toEqual([26, 16, 6].map((seconds) => [0, 0, `waiting ${seconds} s for ClickUp's rate limit`]));
  });

  it('tells of no wait that is not begun', async () => {
    const { envelope, messages } = await told((onProgress) => ({ onProgress, deadlineMs: 5_000 }));
    expect(envelope).toMatchObject({ success: false, error: { code: 'RATE_LIMIT_EXCEEDED' } });
    expect(messages).toEqual([]);
  });
});
