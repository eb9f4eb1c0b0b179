import { describe, expect, it } from 'vitest';
import { networkError, type Step, scripted } from '../support/scripted.js';

const task = Response.json({ id: 't1' });
const status = (code: number, headers: Record<string, string> = {}) =>
  Response.json({ err: 'x', ECODE: code === 429 ? 'APP_002' : 'ERROR_HANDLER' }, { status: code, headers });
/** A failure whose causes are a circle, or that cannot be read. */
const itsOwnCause = Object.assign(new TypeError('fetch failed'), { code: 'ECONNRESET' });
itsOwnCause.cause = itsOwnCause;
const unreadable = Object.defineProperty(new TypeError('fetch failed'), 'code', {
  get: () => {
    throw new Error('not with me');
  },
});
const gaps = (requests: readonly { at: number }[]) => requests.slice(1).map(({ at }, i) => at - requests[i]!.at);

describe('reads', () => {
  it.each([
    ['503', status(503)],
    ['500', status(500)],
    ['408', status(408)],
    ['520, as a gateway gives', new Response('<html>unknown error</html>', { status: 520 })],
    ['a reset connection', networkError('ECONNRESET')],
    ['an error that is its own cause', itsOwnCause],
    ['an error that throws when it is read', unreadable],
    ['a refused connection', networkError('ECONNREFUSED')],
    [
      'a body that dies half-way',
      () => new Response(new ReadableStream({ pull: (c) => c.error(networkError('ECONNRESET')) })),
    ],
  ] satisfies [string, Step][])('recover from %s', async (_, failure) => {
    const { runtime, requests } = scripted([failure, task]);
    const envelope = await runtime.execute('test_read', { id: 't1' });
    expect(envelope).toMatchObject({
      success: true,
      data: { id: 't1' },
      metadata: { retry: { attempted: 1, total_delay_ms: 100 } },
    });
    expect(requests).toHaveLength(2);
  });

  it('wait 100, 200, 400 and 800 ms, then give up with the last answer', async () => {
    const { runtime, requests } = scripted([status(503)]);
    const envelope = await runtime.execute('test_read', { id: 't1' });
    expect(envelope).toMatchObject({ success: false, error: { code: 'SERVER_ERROR', type: 'API_ERROR' } });
    expect(gaps(requests)).toEqual([100, 200, 400, 800]);
  });

  it('say NETWORK_ERROR, without the url, when the network stays down', async () => {
    const { runtime } = scripted([networkError('ECONNRESET')]);
    const envelope = await runtime.execute('test_read', { id: 't1' });
    expect(envelope).toMatchObject({
      success: false,
      error: { code: 'NETWORK_ERROR', message: expect.stringContaining('ECONNRESET') },
    });
  });

  it('wait by the backoff after a 5xx, though ClickUp sends the reset of the window with it', async () => {
    const reset = String(Date.UTC(2026, 9, 5, 9, 1) / 1000);
    const figures = { 'X-RateLimit-Limit': '100', 'X-RateLimit-Remaining': '90', 'X-RateLimit-Reset': reset };
    const { runtime, requests } = scripted([status(500, figures), status(503, { 'Retry-After': '2' }), task]);
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({ success: true });
    expect(gaps(requests)).toEqual([100, 2_000]);
  });

  it('do not repeat what would fail again', async () => {
    const { runtime, requests } = scripted([status(404)]);
    await runtime.execute('test_read', { id: 't1' });
    expect(requests).toHaveLength(1);
  });

  it('answer TIMEOUT when attempts hang', async () => {
    const { runtime, requests } = scripted([() => new Promise(() => undefined)], {
      attemptMs: 1_000,
      deadlineMs: 60_000,
    });
    const envelope = await runtime.execute('test_read', { id: 't1' });
    expect(envelope).toMatchObject({ success: false, error: { code: 'TIMEOUT' } });
    expect(requests).toHaveLength(5);
  });
});

describe('429', () => {
  const now = Date.UTC(2026, 9, 5, 9);
  it.each([
    ['Retry-After in seconds', { 'Retry-After': '7' }, 7_000],
    ['Retry-After as a date', { 'Retry-After': new Date(now + 9_000).toUTCString() }, 9_000],
    ['X-RateLimit-Reset in seconds', { 'X-RateLimit-Reset': String(now / 1000 + 5) }, 5_000],
    [
      'Retry-After as a date of a clock that is ahead',
      { 'Retry-After': new Date(now + 609_000).toUTCString(), Date: new Date(now + 600_000).toUTCString() },
      9_000,
    ],
    [
      'X-RateLimit-Reset of a clock that is behind',
      { 'X-RateLimit-Reset': String(now / 1000 - 115), Date: new Date(now - 120_000).toUTCString() },
      5_000,
    ],
    ['X-RateLimit-Reset in milliseconds', { 'X-RateLimit-Reset': String(now + 4_000) }, 4_000],
    ['Retry-After given twice', { 'Retry-After': '7, 7' }, 7_000],
    ['no header', {}, 100],
  ])('is waited out as %s says', async (_, headers, wait) => {
    for (const name of ['test_read', 'test_create']) {
      const { runtime, requests } = scripted([status(429, headers), task]);
      const envelope = await runtime.execute(name, { id: 't1' });
      expect(envelope.success).toBe(true);
      expect(gaps(requests)).toEqual([wait]);
    }
  });

  it.each([
    ['empty', { 'Retry-After': '' }],
    ['negative', { 'Retry-After': '-5' }],
    ['zero', { 'Retry-After': '0' }],
    ['a past date', { 'Retry-After': new Date(now - 9_000).toUTCString() }],
    ['a past reset', { 'X-RateLimit-Reset': '0' }],
  ])('is not answered in a rush where the wait is %s', async (_, headers) => {
    const { runtime, requests } = scripted([status(429, headers)]);
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({ error: { code: 'RATE_LIMIT_EXCEEDED' } });
    expect(gaps(requests)).toEqual([100, 200, 400, 800]);
  });

  it.each([
    ['Retry-After', { 'Retry-After': '99999999999999' }],
    ['Retry-After as a date', { 'Retry-After': 'Fri, 31 Dec 9999 23:59:59 GMT' }],
    ['reset', { 'X-RateLimit-Limit': '100', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '9'.repeat(400) }],
  ])('with an absurd %s stops neither this call nor the next', async (_, headers) => {
    const { runtime, requests } = scripted([status(429, headers), task]);
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({ success: true });
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({ success: true });
    expect(gaps(requests)[0]).toBe(100);
  });

  it('fails at once with retry_after when the wait would pass the deadline', async () => {
    const { runtime, requests, clock } = scripted([status(429, { 'Retry-After': '30' })], { deadlineMs: 10_000 });
    const envelope = await runtime.execute('test_create', { id: 'l1' });
    expect(envelope).toMatchObject({
      success: false,
      error: { code: 'RATE_LIMIT_EXCEEDED', type: 'RATE_LIMIT', retry_after: 30 },
    });
    expect(requests).toHaveLength(1);
    expect(clock.now()).toBe(now);
  });
});

describe('writes', () => {
  it.each([
    ['a connection reset after sending', networkError('ECONNRESET')],
    ['a socket that closed', networkError('UND_ERR_SOCKET')],
    ['a failure without a cause, as browsers give', new TypeError('Failed to fetch')],
    ['an error that is its own cause', itsOwnCause],
    ['an error that throws when it is read', unreadable],
    [
      'an error that refused to connect and throws when it is read',
      () => Promise.reject(Object.assign(unreadable, networkError('ECONNREFUSED'))),
    ],
    ['504', status(504)],
    ['502', new Response('<html>bad gateway</html>', { status: 502 })],
    ['503', status(503)],
    ['a page instead of JSON', new Response('<html>', { headers: { 'Content-Type': 'text/html' } })],
    ['half an answer', new Response('{"id": "t')],
  ] satisfies [string, Step][])('after %s are UNKNOWN_OUTCOME, sent exactly once', async (_, failure) => {
    const { runtime, requests } = scripted([failure, task]);
    const envelope = await runtime.execute('test_create', { id: 'l1' });
    expect(envelope).toMatchObject({
      success: false,
      error: {
        code: 'UNKNOWN_OUTCOME',
        type: 'API_ERROR',
        details: { settled_by: 'test_read', path: '/v2/list/{list_id}/task' },
      },
    });
    expect(envelope.success || envelope.error.suggested_action).toContain('test_read');
    expect(requests).toHaveLength(1);
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])(
    'are repeated after %s, when nothing can have left',
    async (code) => {
      const { runtime, requests } = scripted([networkError(code), task]);
      expect(await runtime.execute('test_create', { id: 'l1' })).toMatchObject({ success: true });
      expect(requests).toHaveLength(2);
    },
  );

  it.each([
    ['EHOSTUNREACH', 'connect', 2],
    ['ENETUNREACH', 'connect', 2],
    ['EHOSTUNREACH', 'read', 1],
    ['ENETUNREACH', 'write', 1],
    ['EHOSTUNREACH', undefined, 1],
    ['ECONNREFUSED', 'read', 1],
  ] as const)('whose route vanishes, told as %s of %s, are sent %i times', async (code, syscall, times) => {
    const { runtime, requests } = scripted([networkError(code, syscall), task]);
    const envelope = await runtime.execute('test_create', { id: 'l1' });
    expect(requests).toHaveLength(times);
    expect(envelope).toMatchObject(times > 1 ? { success: true } : { error: { code: 'UNKNOWN_OUTCOME' } });
  });

  const elsewhere = (code: number) =>
    new Response(null, { status: code, headers: { Location: 'https://login.example/?key=1' } });

  it.each([301, 307, 308])('redirected with %i fail: they are not sent anywhere else', async (code) => {
    const { runtime, requests, redirects } = scripted([elsewhere(code)]);
    const envelope = await runtime.execute('test_create', { id: 'l1' });
    expect(envelope).toMatchObject({
      error: { code: 'NETWORK_ERROR', message: expect.stringContaining(`${code} to https://login.example`) },
    });
    expect(JSON.stringify(envelope)).not.toContain('key=1');
    expect(requests).toHaveLength(1);
    expect(redirects).toEqual(['manual']);
  });

  it.each([302, 303])('redirected with %i, as some do who are done, are UNKNOWN_OUTCOME', async (code) => {
    const { runtime, requests } = scripted([elsewhere(code)]);
    expect(await runtime.execute('test_create', { id: 'l1' })).toMatchObject({ error: { code: 'UNKNOWN_OUTCOME' } });
    expect(requests).toHaveLength(1);
  });

  it('are not lost where a certificate is not trusted, and say who can help', async () => {
    const { runtime, requests } = scripted([networkError('SELF_SIGNED_CERT_IN_CHAIN')]);
    expect(await runtime.execute('test_create', { id: 'l1' })).toMatchObject({
      error: { code: 'NETWORK_ERROR', suggested_action: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
    });
    expect(requests).toHaveLength(1);
  });

  it('are UNKNOWN_OUTCOME when the attempt times out', async () => {
    const { runtime, requests } = scripted([() => new Promise(() => undefined)], { attemptMs: 1_000 });
    expect(await runtime.execute('test_create', { id: 'l1' })).toMatchObject({ error: { code: 'UNKNOWN_OUTCOME' } });
    expect(requests).toHaveLength(1);
  });

  it('answered 500 with a code of ClickUp failed, and say so', async () => {
    const { runtime, requests } = scripted([status(500)]);
    expect(await runtime.execute('test_create', { id: 'l1' })).toMatchObject({ error: { code: 'SERVER_ERROR' } });
    expect(requests).toHaveLength(1);
  });
});
