import { describe, expect, it } from 'vitest';
import { type FaultRule, faultKinds, LISTS, TASKS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type Harness, harness } from '../support/sandbox.js';

const task = `/v2/task/${TASKS.greyButton}`;

/** The body, and whether it came in several pieces. */
async function readBody(response: Response): Promise<{ text: string; pieces: number }> {
  const decoder = new TextDecoder();
  let [text, pieces] = ['', 0];
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    text += decoder.decode(next.value, { stream: true });
    pieces++;
  }
  return { text, pieces };
}

/** What a caller sees of an answer; `patience` in real ms. */
async function outcome({ sandbox }: Harness, path = task, method = 'GET', patience = 30_000): Promise<string> {
  const signal = AbortSignal.timeout(patience);
  try {
    const init = { method, headers: { authorization: sandbox.apiKey }, signal };
    const response = await sandbox.fetch(`https://api.clickup.com/api${path}`, init);
    const { text, pieces } = await readBody(response);
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
    const seen = `${response.status} ${type}${pieces > 1 ? ' in pieces' : ''}`;
    try {
      JSON.parse(text);
    } catch {
      return `${seen} no JSON`;
    }
    return seen;
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? name;
  }
}

const good = '200 application/json';
const spoilt: Readonly<Record<FaultRule['kind'], string>> = {
  '429': '429 application/json',
  '500': '500 application/json',
  '502': '502 text/html no JSON',
  '503': '503 text/html no JSON',
  refused: 'ECONNREFUSED',
  'reset-before': 'ECONNRESET',
  'reset-after': 'ECONNRESET',
  duplicate: good,
  hang: 'TimeoutError',
  slow: `${good} in pieces`,
  'truncated-json': '200 application/json no JSON',
  html: '200 text/html no JSON',
  'wrong-content-type': '200 text/plain',
  'duplicate-delivery': good,
};

describe.each(faultKinds)('the fault %s', (kind) => {
  const rule = { kind, delayMs: 20 };

  it('hits the n-th call of its operation and no other', async () => {
    const h = harness({ faults: [{ ...rule, operation: 'GetTask', nth: 2 }] });
    expect(await outcome(h)).toBe(good);
    expect(await outcome(h, '/v2/user')).toBe(good);
    expect(await outcome(h, task, 'GET', kind === 'hang' ? 50 : undefined)).toBe(spoilt[kind]);
    expect(await outcome(h)).toBe(good);
    expect(h.sandbox.requests.flatMap(({ fault }) => fault ?? [])).toContain(kind);
  });

  it('hits a share of the traffic, the same requests for the same seed', async () => {
    const hits = async (random: number) => {
      const h = harness({ random, faults: [{ kind, share: 0.5, delayMs: 0 }] });
      const seen: boolean[] = [];
      for (let i = 0; i < 10; i++) {
        const gone = new AbortController();
        const init = { headers: { authorization: h.sandbox.apiKey }, signal: gone.signal };
        const before = h.sandbox.requests.length;
        const answer = h.sandbox.fetch(`https://api.clickup.com/api${task}`, init).catch(() => undefined);
        if (kind === 'hang') gone.abort();
        await answer;
        seen.push(h.sandbox.requests[before]?.fault === kind);
      }
      return seen;
    };
    const first = await hits(1);
    expect(new Set(first)).toEqual(new Set([true, false]));
    expect(await hits(1)).toEqual(first);
    expect(await hits(7)).not.toEqual(first);
  });
});

it('before and after: a reset loses the request, or only its answer', async () => {
  const left = async (kind: FaultRule['kind']) => {
    const h = harness({ faults: [{ kind, method: 'DELETE' }] });
    expect(await outcome(h, task, 'DELETE')).toBe('ECONNRESET');
    return (await h.get(task)).status;
  };
  expect(await left('reset-before')).toBe(200);
  expect(await left('reset-after')).toBe(404);
});

it('the first rule that applies wins', async () => {
  const h = harness({ faults: [{ kind: '503', nth: 1 }, { kind: '429' }] });
  expect([await outcome(h), await outcome(h)]).toEqual([spoilt['503'], spoilt['429']]);
});

it('delivers webhooks twice, with one body and one signature', async () => {
  const received: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    received.push(`${request.headers.get('x-signature')} ${await request.text()}`);
    return new Response(null, { status: 200 });
  };
  const faults = [{ kind: 'duplicate-delivery', operation: 'CreateTask', nth: 1 }] as const;
  const { post, sandbox } = harness({ webhooks: { fetch }, faults });
  const endpoint = 'http://127.0.0.1:9/hook';
  await post(`/v2/team/${WORKSPACE_ID}/webhook`, { endpoint, events: ['taskCreated'] });
  await post(`/v2/list/${LISTS.ideas}/task`, { name: 'Told twice' });
  await post(`/v2/list/${LISTS.ideas}/task`, { name: 'Told once' });
  await sandbox.webhooks.settled();
  expect(received).toHaveLength(3);
  expect(received[0]).toBe(received[1]);
  expect(received[2]).not.toBe(received[1]);
});
