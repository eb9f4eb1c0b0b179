import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { clickUpError } from '../../src/runtime/errors.js';
import type { ToolEntry } from '../../src/runtime/tool.js';
import { createSandbox } from '../../src/sandbox/index.js';
import { limited, probeTools, type Step, scripted } from '../support/scripted.js';

const task = Response.json({ id: 't1' });
const hang: Step = () => new Promise(() => undefined);

describe('cancellation and deadline', () => {
  it('a cancelled read is CANCELLED', async () => {
    const { runtime } = scripted([hang]);
    const cancel = new AbortController();
    const pending = runtime.execute('test_read', { id: 't1' }, { signal: cancel.signal });
    setImmediate(() => cancel.abort());
    expect(await pending).toMatchObject({ success: false, error: { code: 'CANCELLED' } });
  });

  it('the reason of the one who cancelled is the cause of the error', async () => {
    const sandbox = createSandbox({ faults: [{ kind: 'hang' }] });
    const clickup = createClickUp(sandbox.options);
    const reason = new Error('the window was closed');
    const cancelled: ((signal: AbortSignal) => Promise<unknown>)[] = [
      (signal) => clickup.space.list({}, { signal }),
      (signal) => clickup.api.GET('/v2/user', { signal }),
    ];
    for (const call of cancelled) {
      await expect(call(AbortSignal.abort(reason))).rejects.toMatchObject({ code: 'CANCELLED', cause: reason });
      const cancel = new AbortController();
      const seen = sandbox.requests.length;
      const pending = expect(call(cancel.signal)).rejects.toMatchObject({ code: 'CANCELLED', cause: reason });
      while (sandbox.requests.length === seen) await new Promise(setImmediate);
      cancel.abort(reason);
      await pending;
    }
  });

  it('a write cancelled on its way is UNKNOWN_OUTCOME', async () => {
    const cancel = new AbortController();
    const { runtime } = scripted([
      () => {
        setImmediate(() => cancel.abort());
        return new Promise(() => undefined);
      },
    ]);
    const envelope = await runtime.execute('test_create', { id: 'l1' }, { signal: cancel.signal });
    expect(envelope).toMatchObject({ success: false, error: { code: 'UNKNOWN_OUTCOME' } });
  });

  it('a call cancelled while it waits for the rate limit ends at once and sends nothing more', async () => {
    const cancel = new AbortController();
    const { runtime, requests } = scripted([
      () => {
        setImmediate(() => cancel.abort());
        return new Response('{}', { status: 429, headers: { 'Retry-After': '60' } });
      },
      task,
    ]);
    const envelope = await runtime.execute('test_create', { id: 'l1' }, { signal: cancel.signal });
    expect(envelope).toMatchObject({ success: false, error: { code: 'CANCELLED' } });
    expect(requests).toHaveLength(1);
  });

  it('a signal aborted before the call sends nothing', async () => {
    const { runtime, requests } = scripted([task]);
    expect(await runtime.execute('test_create', { id: 'l1' }, { signal: AbortSignal.abort() })).toMatchObject({
      error: { code: 'CANCELLED' },
    });
    expect(requests).toHaveLength(0);
  });

  it('the deadline ends a call that hangs', async () => {
    const { runtime, clock } = scripted([hang], { deadlineMs: 5_000 });
    const started = clock.now();
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({ error: { code: 'TIMEOUT' } });
    expect(clock.now() - started).toBe(5_000);
  });
});

describe('what does not listen to the end of its call', () => {
  it('a credential provider that never answers ends with the call, and holds up no later one', async () => {
    let isReady = false;
    const get = () => (isReady ? 'pk_1_A' : new Promise<string>(() => undefined));
    const { runtime, requests } = scripted([task], { deadlineMs: 5_000, credentials: { get } });
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({ error: { code: 'TIMEOUT' } });
    isReady = true;
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({ success: true });
    expect(requests).toHaveLength(1);
  });

  it('a handler that hangs is left behind, and sends nothing afterwards', async () => {
    let go = () => {};
    const hanging: ToolEntry = {
      ...probeTools[0]!,
      load: async () => {
        const tool = await probeTools[0]!.load();
        const run = async (ctx: never, input: never) => {
          await new Promise<void>((resolve) => (go = resolve));
          return tool.run(ctx, input);
        };
        return { ...tool, run };
      },
    };
    const { runtime, requests } = scripted([task], { deadlineMs: 5_000 }, [hanging]);
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({ error: { code: 'TIMEOUT' } });
    go();
    await new Promise(setImmediate);
    expect(requests).toEqual([]);
  });

  it('a listener that rejects harms nobody', async () => {
    const onEvent = (async () => {
      throw new Error('the log is full');
    }) as () => void;
    expect(await scripted([task], { onEvent }).runtime.execute('test_read', { id: 't1' })).toMatchObject({
      success: true,
    });
  });
});

describe('input that cannot be read is answered as such', () => {
  const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
  it.each<[string, object]>([
    ['an object that has no text', { id: 't', dry_run: { toString: 1 } }],
    ['lists in lists', { id: 't', dry_run: deep }],
    ['lists in lists for a text', { id: deep }],
    [
      'a property that throws',
      Object.defineProperty({ id: 't' }, 'dry_run', { enumerable: true, get: () => JSON.parse('{') }),
    ],
  ])('%s', async (_, input) => {
    const { runtime, requests } = scripted([task]);
    expect(await runtime.execute('test_create', input)).toMatchObject({ error: { code: 'INVALID_PARAMETER' } });
    expect(requests).toEqual([]);
  });

  it('options of null are none', async () => {
    expect(await scripted([task]).runtime.execute('test_read', { id: 't' }, null as never)).toMatchObject({
      success: true,
    });
  });
});

describe('metadata', () => {
  it('never mixes between 50 parallel calls', async () => {
    const { runtime } = scripted(
      [
        async (request) => {
          await new Promise(setImmediate);
          const id = request.url.split('/').at(-1)!;
          return limited({ id }, { limit: 1000, remaining: 900 - Number(id), resetAt: Date.UTC(2026, 9, 5, 9, 1) });
        },
      ],
      { debug: true, maxConcurrency: 50 },
    );
    const ids = Array.from({ length: 50 }, (_, i) => String(i));
    const envelopes = await Promise.all(ids.map((id) => runtime.execute('test_read', { id })));
    for (const [i, envelope] of envelopes.entries()) {
      expect(envelope).toMatchObject({
        success: true,
        data: { id: String(i) },
        metadata: { rate_limit: { remaining: 900 - i }, debug: { api_summary: { total_calls: 1 } } },
      });
    }
    expect(new Set(envelopes.map(({ metadata }) => metadata.debug?.request_id))).toHaveProperty('size');
  });

  it('lists every attempt with its template when debug is on, and nothing when off', async () => {
    const steps = [new Response('{}', { status: 503 }), task];
    const { runtime } = scripted(steps, { debug: true });
    const { metadata } = await runtime.execute('test_read', { id: 'abc123' });
    expect(metadata.debug?.timing.api_calls).toMatchObject([
      { method: 'GET', path: '/v2/task/{task_id}', status: 503 },
      { method: 'GET', path: '/v2/task/{task_id}', status: 200 },
    ]);
    expect(metadata.debug?.api_summary).toMatchObject({ total_calls: 2, success_count: 1, error_count: 1 });
    expect(JSON.stringify(metadata)).not.toContain('abc123');
    const quiet = await scripted(steps).runtime.execute('test_read', { id: 'abc123' });
    expect(quiet.metadata).not.toHaveProperty('debug');
  });

  it('has no retry entry when nothing was repeated', async () => {
    const { metadata } = await scripted([task]).runtime.execute('test_read', { id: 't' });
    expect(metadata).not.toHaveProperty('retry');
    expect(metadata).toEqual({ timestamp: '2026-10-05T09:00:00.000Z', tool_name: 'test_read', execution_time_ms: 0 });
  });
});

describe('secrets and paths', () => {
  it('the key goes raw for personal tokens and as Bearer for others', async () => {
    const raw = scripted([task]);
    await raw.runtime.execute('test_read', { id: 't' });
    expect(raw.requests[0]!.headers.get('Authorization')).toBe('pk_1_SECRETSECRET');
    const oauth = scripted([task], { credentials: { get: () => '81_abc' } });
    await oauth.runtime.execute('test_read', { id: 't' });
    expect(oauth.requests[0]!.headers.get('Authorization')).toBe('Bearer 81_abc');
  });

  it.each([
    ['the text', { err: 'bad token pk_1_SECRETSECRET', ECODE: 'OAUTH_025' }],
    ['the trace id', { err: 'bad token', ECODE: 'OAUTH_025', trace_id: 'pk_1_SECRETSECRET' }],
    ['a trace', { err: 'bad token', ECODE: 'OAUTH_025', trace_id: { authorization: 'pk_1_SECRETSECRET' } }],
    ['the code', { err: 'bad token', ECODE: 'pk_1_SECRETSECRET' }],
  ])('a server that echoes the key in %s does not get it into the error', async (_, body) => {
    const { runtime } = scripted([Response.json(body, { status: 401 })]);
    const envelope = await runtime.execute('test_read', { id: 't' });
    expect(envelope).toMatchObject({ success: false, error: { code: 'UNAUTHORIZED', type: 'AUTH' } });
    expect(JSON.stringify(envelope)).not.toContain('SECRETSECRET');
  });

  it.each([
    '$' + '{CLICKUP_API_KEY}',
    '$CLICKUP_API_KEY',
    '"pk_1_SECRETSECRET"',
    'Bearer pk_1',
    'pk_...',
    '<token>',
    'pk_1\u00a02',
  ])('a key that cannot be one (%s) is UNAUTHORIZED before anything is sent', async (key) => {
    const { runtime, requests } = scripted([task], { credentials: { get: () => key } });
    const envelope = await runtime.execute('test_read', { id: 't' });
    expect(envelope).toMatchObject({
      error: { code: 'UNAUTHORIZED', suggested_action: expect.stringContaining('the token itself') },
    });
    expect(requests).toHaveLength(0);
  });

  it('no key is UNAUTHORIZED before anything is sent', async () => {
    const { runtime, requests } = scripted([task], { credentials: { get: () => undefined } });
    expect(await runtime.execute('test_read', { id: 't' })).toMatchObject({ error: { code: 'UNAUTHORIZED' } });
    expect(requests).toHaveLength(0);
  });

  it('credentials that throw are not taken for a network that fails, nor asked again', async () => {
    let asked = 0;
    const get = () => {
      asked++;
      throw new Error('the vault at 10.0.0.1 is sealed');
    };
    const { runtime } = scripted([task], { credentials: { get } });
    const envelope = await runtime.execute('test_read', { id: 't' });
    expect(envelope).toMatchObject({ error: { code: 'UNAUTHORIZED', message: 'The credentials gave no API key' } });
    expect([asked, JSON.stringify(envelope)]).toEqual([1, expect.not.stringContaining('10.0.0.1')]);
  });

  it('credentials may say themselves what is wrong', async () => {
    const get = () =>
      Promise.reject(clickUpError('RATE_LIMIT_EXCEEDED', 'Too many refreshes', { suggestion: 'Wait.' }));
    const { runtime } = scripted([task], { credentials: { get } });
    expect(await runtime.execute('test_read', { id: 't' })).toMatchObject({ error: { message: 'Too many refreshes' } });
  });

  it.each(['', ' ', '.', '..', '%2e%2e', '\ud800'])(
    'a path argument of %j is refused before anything is sent',
    async (id) => {
      const { runtime, requests } = scripted([task]);
      expect(await runtime.execute('test_delete', { id, confirm: 'yes' })).toMatchObject({
        error: { type: 'VALIDATION' },
      });
      expect(requests).toHaveLength(0);
    },
  );

  it('other characters are encoded', async () => {
    const { runtime, requests } = scripted([task]);
    await runtime.execute('test_read', { id: 'a/b?c#d' });
    expect(new URL(requests[0]!.url).pathname).toBe('/api/v2/task/a%2Fb%3Fc%23d');
  });
});

describe('the door', () => {
  it('an unknown tool names the nearest', async () => {
    expect(await scripted([task]).runtime.execute('test_raed', {})).toMatchObject({
      error: { code: 'UNKNOWN_TOOL', suggested_action: 'Did you mean test_read?' },
    });
  });

  it.each([undefined, null, 7])('a name of %j is no tool', async (name) => {
    expect(await scripted([task]).runtime.execute(name as never, {})).toMatchObject({
      error: { code: 'UNKNOWN_TOOL', suggested_action: 'List the tools to see their names.' },
    });
  });

  it('a delete wants confirmation, a dry run does not and sends nothing', async () => {
    const { runtime, requests } = scripted([task]);
    expect(await runtime.execute('test_delete', { id: 't' })).toMatchObject({
      error: { code: 'CONFIRMATION_REQUIRED' },
    });
    expect(await runtime.execute('test_delete', { id: 't', dry_run: true })).toMatchObject({
      success: true,
      data: { dry_run: true, requests: [{ method: 'DELETE', path: '/v2/task/t' }] },
    });
    expect(requests).toHaveLength(0);
  });

  it('a dry run shows the path as it would be sent, whatever the base URL', async () => {
    const { runtime } = scripted([task], { baseUrl: 'https://proxy.example.com/clickup/api' });
    expect(await runtime.execute('test_delete', { id: 'é/ü', dry_run: true })).toMatchObject({
      data: { requests: [{ path: '/v2/task/%C3%A9%2F%C3%BC' }] },
    });
  });

  it.each([
    ['an unknown argument', { id: 't', idd: 1 }, 'INVALID_PARAMETER', 'Did you mean id?'],
    ['a missing argument', {}, 'MISSING_PARAMETER', 'Add id'],
    ['a wrong type', { id: ['x', {}] }, 'INVALID_PARAMETER', 'Correct id'],
    ['no object', 'text', 'INVALID_PARAMETER', 'Pass an object'],
  ])('explains %s', async (_, input, code, hint) => {
    expect(await scripted([task]).runtime.execute('test_read', input)).toMatchObject({
      error: { code, suggested_action: expect.stringContaining(hint) },
    });
  });

  it('takes a number where an id is a string', async () => {
    const { runtime, requests } = scripted([task]);
    await runtime.execute('test_read', { id: 9011 });
    expect(requests[0]!.url).toContain('/task/9011');
  });
});

it('an error as JSON has its message, its name and what to do', () => {
  const error = clickUpError('RATE_LIMIT_EXCEEDED', 'used up', {
    suggestion: 'Wait 58 seconds, then repeat.',
    retryAfter: 58,
    details: { ecode: 'APP_002' },
    cause: new Error('with what a log must not have'),
  });
  expect(JSON.parse(JSON.stringify({ error }))).toEqual({
    error: {
      name: 'RateLimitError',
      message: 'used up',
      code: 'RATE_LIMIT_EXCEEDED',
      type: 'RATE_LIMIT',
      suggestion: 'Wait 58 seconds, then repeat.',
      retryAfter: 58,
      details: { ecode: 'APP_002' },
    },
  });
});
