import { describe, expect, it } from 'vitest';
import { createSandbox, LISTS, SEED_NOW, TASKS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harness } from '../support/sandbox.js';

describe('authentication', () => {
  it.each([
    ['no header', '', 400, 'OAUTH_017'],
    ['an unknown personal key', 'pk_1_NOPE', 401, 'OAUTH_025'],
    ['a personal key with Bearer', `Bearer ${harness().sandbox.apiKey}`, 401, 'OAUTH_019'],
    ['an unknown OAuth token', 'Bearer 123_abc', 401, 'OAUTH_019'],
  ])('%s', async (_, key, status, ecode) => {
    const answer = await harness().get('/v2/user', key);
    expect([answer.status, answer.json.ECODE]).toEqual([status, ecode]);
  });

  it('takes each seeded key, raw or as Bearer', async () => {
    const { get, sandbox } = harness();
    for (const [name, key] of Object.entries(sandbox.apiKeys)) {
      const answer = await get('/v2/user', name === 'oauth' ? `Bearer ${key}` : key);
      expect(answer.status).toBe(200);
    }
  });

  it('answers 401 OAUTH_027 for a Workspace out of reach and 400 INPUT_001 for a bad id', async () => {
    const { get } = harness();
    expect((await get('/v2/team/123/custom_item')).json).toEqual({ err: 'Team not authorized', ECODE: 'OAUTH_027' });
    expect((await get('/v2/team/abc/custom_item')).json.ECODE).toBe('INPUT_001');
  });
});

describe('routing', () => {
  it('tells an unknown route from a wrong method', async () => {
    const { get, del } = harness();
    const unknown = await get('/v2/nothing/here');
    expect([unknown.status, unknown.json]).toEqual([404, { err: 'Route not found', ECODE: 'APP_001' }]);
    expect((await get('/v3/nothing/here')).text).toBe('404 page not found');
    expect((await del('/v2/user')).status).toBe(405);
  });
});

describe('rate limit', () => {
  const limited = () => harness({ rateLimit: { limit: 2, windowMs: 60_000 } });

  it('counts per token, answers 429 with the headers, and opens again', async () => {
    const { get, clock, sandbox } = limited();
    expect((await get('/v2/user')).headers.get('x-ratelimit-remaining')).toBe('1');
    clock.advance(10_000);
    await get('/v2/user');
    const refused = await get('/v2/user');
    expect(refused.status).toBe(429);
    expect(refused.json).toEqual({ err: 'Rate limit reached', ECODE: 'APP_002' });
    expect(refused.headers.get('x-ratelimit-limit')).toBe('2');
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(SEED_NOW / 1000 + 60));
    expect(refused.headers.get('retry-after')).toBe('50');
    expect((await get('/v2/user', sandbox.apiKeys.member)).status).toBe(200);
    clock.advance(50_000);
    expect((await get('/v2/user')).status).toBe(200);
  });

  it('follows the plan', async () => {
    const answer = await harness({ plan: 'enterprise' }).get('/v2/user');
    expect(answer.headers.get('x-ratelimit-limit')).toBe('10000');
  });
});

describe('faults', () => {
  it('hits the n-th call of an operation only', async () => {
    const { get } = harness({ faults: [{ kind: '503', operation: 'GetAuthorizedUser', nth: 2 }] });
    const statuses = [await get('/v2/user'), await get('/v2/team'), await get('/v2/user'), await get('/v2/user')];
    expect(statuses.map((answer) => answer.status)).toEqual([200, 200, 503, 200]);
  });

  it.each([
    ['reset-before', 'ECONNRESET'],
    ['reset-after', 'ECONNRESET'],
    ['refused', 'ECONNREFUSED'],
  ] as const)('%s rejects as a broken connection does', async (kind, code) => {
    const { get } = harness({ faults: [{ kind }] });
    await expect(get('/v2/user')).rejects.toMatchObject({ name: 'TypeError', cause: { code } });
  });

  it('hangs until the caller gives up', async () => {
    const { sandbox } = harness({ faults: [{ kind: 'hang' }] });
    const gone = new AbortController();
    const answer = sandbox.fetch('https://api.clickup.com/api/v2/user', { signal: gone.signal });
    gone.abort(new Error('given up'));
    await expect(answer).rejects.toThrow('given up');
  });

  it('spoils answers', async () => {
    const spoilt = (kind: 'truncated-json' | 'html' | 'wrong-content-type' | 'slow') =>
      harness({ faults: [{ kind, delayMs: 1 }] })
        .get('/v2/team')
        .catch((error: Error) => error.name);
    expect(await spoilt('truncated-json')).toBe('SyntaxError');
    expect(await spoilt('html')).toMatchObject({ status: 200, text: expect.stringMatching(/^<!DOCTYPE/) });
    expect(await spoilt('wrong-content-type')).toMatchObject({ json: null, text: expect.stringMatching(/^\{"teams"/) });
    expect(await spoilt('slow')).toMatchObject({ status: 200, json: { teams: [{ id: WORKSPACE_ID }] } });
  });

  it('lets a request arrive twice and answers the first', async () => {
    const { post, get, sandbox } = harness({ faults: [{ kind: 'duplicate', operation: 'CreateTask', nth: 1 }] });
    const answer = await post(`/v2/list/${LISTS.ideas}/task`, { name: 'Twice' });
    const { tasks } = (await get(`/v2/list/${LISTS.ideas}/task`)).json;
    const made = tasks.filter((task: { name: string }) => task.name === 'Twice');
    expect(made).toHaveLength(2);
    expect(made.map((task: { id: string }) => task.id)).toContain(answer.json.id);
    expect(sandbox.requests.slice(0, 2).map(({ fault, status }) => [fault, status])).toEqual([
      ['duplicate', 200],
      ['duplicate', 200],
    ]);
  });

  it('puts a page in the place of an empty answer too', async () => {
    const { del } = harness({ faults: [{ kind: 'html' }] });
    expect(await del(`/v2/task/${TASKS.greyButton}`)).toMatchObject({
      status: 200,
      text: expect.stringMatching(/^<!DOCTYPE/),
    });
  });

  it('draws a share from its own sequence, the same each time', async () => {
    const run = async () => {
      const { get } = harness({ faults: [{ kind: '429', share: 0.5, retryAfter: 7 }] });
      const statuses = [];
      for (let i = 0; i < 12; i++) statuses.push((await get('/v2/user')).status);
      return statuses;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 429]));
    expect(await run()).toEqual(first);
  });
});

describe('options', () => {
  it.each([
    [{ plan: 'gold' }, /plan is gold; allowed: free, /],
    [{ faults: [{ kind: 'fire' }] }, /faults\[\]\.kind is fire; allowed: 429, /],
    [{ faults: [{ kind: '500', operation: 'CreateTsk' }] }, /faults\[\]\.operation is CreateTsk; allowed: CreateTask/],
    [{ faults: [{ kind: '500', method: ['GET', 'get'] }] }, /faults\[\]\.method is get; allowed: .*PATCH/],
    [{ faults: [{ kind: '500', share: 2 }] }, /share is 2/],
    [{ faults: [{ kind: '500', nth: 0 }] }, /nth is 0/],
    [{ seed: 'acme' }, /seed is acme/],
    [{ rateLimit: { limit: 1, windowMs: 0 } }, /rateLimit/],
  ])('%o is refused', (options, message) => {
    expect(() => createSandbox(options as never)).toThrow(message);
  });
});

describe('request log', () => {
  it('keeps what arrived and no credential', async () => {
    const { get, sandbox } = harness();
    await get('/v2/user?x=1');
    expect(sandbox.requests).toEqual([
      {
        at: SEED_NOW,
        operation: 'GetAuthorizedUser',
        method: 'GET',
        path: '/api/v2/user?x=1',
        body: undefined,
        status: 200,
      },
    ]);
    expect(JSON.stringify(sandbox.requests)).not.toContain('pk_');
  });
});
