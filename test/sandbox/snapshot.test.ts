import { http } from 'msw';
import { setupServer } from 'msw/node';
import { afterEach, describe, expect, it } from 'vitest';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { createSandbox, LISTS, manualClock, TASKS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type Harness, harness } from '../support/sandbox.js';

const story = async ({ post, put, get }: Harness): Promise<string[]> => [
  (await post(`/v2/list/${LISTS.sprint24}/task`, { name: 'Story', tags: ['new'] })).text,
  (await put(`/v2/task/${TASKS.greyButton}`, { status: 'closed' })).text,
  (await post(`/v2/task/${TASKS.greyButton}/checklist`, { name: 'c' })).text,
  (await get(`/v2/team/${WORKSPACE_ID}/task?subtasks=true`)).text,
];

describe('snapshot and restore', () => {
  it('continues byte for byte where it stood', async () => {
    const h = harness({ rateLimit: { limit: 50, windowMs: 60_000 }, faults: [{ kind: '503', nth: 9 }] });
    await story(h);
    const saved = JSON.parse(JSON.stringify(h.sandbox.snapshot()));
    const first = await story(h);
    h.sandbox.restore(saved);
    expect(h.sandbox.snapshot()).toEqual(saved);
    expect(await story(h)).toEqual(first);
    const other = harness({ rateLimit: { limit: 50, windowMs: 60_000 }, faults: [{ kind: '503', nth: 9 }] });
    other.sandbox.restore(saved);
    expect(await story(other)).toEqual(first);
  });

  it('is not touched by later writes', async () => {
    const h = harness();
    const saved = h.sandbox.snapshot();
    const before = JSON.stringify(saved);
    await story(h);
    expect(JSON.stringify(saved)).toBe(before);
  });
});

describe('sameness', () => {
  it('two sandboxes with one seed answer alike, with another seed they do not', async () => {
    const first = await story(harness());
    expect(await story(harness())).toEqual(first);
    expect(await story(harness({ random: 2 }))).not.toEqual(first);
  });

  it('reset goes back to the beginning', async () => {
    const h = harness();
    const before = JSON.stringify(h.sandbox.snapshot());
    const first = await story(h);
    h.sandbox.reset();
    expect(h.sandbox.requests).toEqual([]);
    expect(JSON.stringify(h.sandbox.snapshot())).toBe(before);
    expect(await story(h)).toEqual(first);
  });
});

describe('over HTTP', () => {
  const open: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });

  const serve = async (options = {}) => {
    const sandbox = createSandbox({ clock: manualClock(), ...options });
    const server = await serveSandbox(sandbox);
    open.push(server.close);
    return { sandbox, url: server.url, headers: { authorization: sandbox.apiKey } };
  };

  it('answers reads, writes, files and 204', async () => {
    const { url, headers } = await serve();
    const task = `${url}/v2/task/${TASKS.greyButton}`;
    expect(await (await fetch(task, { headers })).json()).toMatchObject({ id: TASKS.greyButton });
    const json = { ...headers, 'content-type': 'application/json' };
    const put = await fetch(task, { method: 'PUT', headers: json, body: JSON.stringify({ name: 'Renamed' }) });
    expect(await put.json()).toMatchObject({ name: 'Renamed' });
    const body = new FormData();
    body.append('attachment', new File(['x'], 'a.txt'));
    expect((await fetch(`${task}/attachment`, { method: 'POST', headers, body })).status).toBe(200);
    const gone = await fetch(task, { method: 'DELETE', headers });
    expect([gone.status, gone.headers.get('x-ratelimit-limit')]).toEqual([204, '100']);
    expect((await fetch(`${url}/v2/user`)).status).toBe(400);
  });

  it('breaks the connection on a reset, after the write took effect', async () => {
    const { sandbox, url, headers } = await serve({ faults: [{ kind: 'reset-after', operation: 'CreateTask' }] });
    const body = JSON.stringify({ name: 'Lost answer' });
    const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
    await expect(fetch(`${url}/v2/list/${LISTS.ideas}/task`, init)).rejects.toThrow('fetch failed');
    const { tasks } = await (await fetch(`${url}/v2/list/${LISTS.ideas}/task`, { headers })).json();
    expect(tasks[0].name).toBe('Lost answer');
    expect(sandbox.requests[0]).toMatchObject({ operation: 'CreateTask', fault: 'reset-after' });
  });
});

it('over HTTP a mistake of the sandbox is an answer, not a broken connection', async () => {
  const server = await serveSandbox({ exchange: () => Promise.reject(new Error('No such table')) });
  try {
    const answer = await fetch(`${server.url}/v2/user`);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ err: 'The sandbox failed: No such table', ECODE: 'ERROR_HANDLER' });
  } finally {
    await server.close();
  }
});

describe('behind msw', () => {
  it('answers the global fetch', async () => {
    const sandbox = createSandbox();
    const server = setupServer(...sandbox.handlers(http));
    server.listen({ onUnhandledRequest: 'error' });
    try {
      const answer = await fetch('https://api.clickup.com/api/v2/user', { headers: { authorization: sandbox.apiKey } });
      expect(await answer.json()).toMatchObject({ user: { username: 'Lena Hoffmann' } });
    } finally {
      server.close();
    }
  });
});
