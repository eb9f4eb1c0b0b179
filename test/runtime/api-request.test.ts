import { describe, expect, it, vi } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { ApiRequest } from '../../src/runtime/api-request.js';
import { scripted } from '../support/scripted.js';

const post = (body: BodyInit, headers: HeadersInit = {}) =>
  ApiRequest.from(new Request('http://127.0.0.1/v2/x', { method: 'POST', body, headers }));

describe('a request as data', () => {
  it('keeps text as text, and bytes with their type', async () => {
    const json = await post('{"a":1}', { 'Content-Type': 'application/json' });
    expect([json.method, json.body]).toEqual(['POST', '{"a":1}']);
    const bytes = await post(new Uint8Array([1, 2]), { 'Content-Type': 'image/png' });
    expect([(bytes.body as Blob).size, bytes.headers.get('Content-Type')]).toEqual([2, 'image/png']);
  });

  it('has no body where none was given, and a path without dots', async () => {
    const request = await ApiRequest.from(new Request('http://127.0.0.1/v2/x/../y'));
    expect([request.body, request.url]).toEqual([null, 'http://127.0.0.1/v2/y']);
    expect(new ApiRequest('http://127.0.0.1/v2/x/../y').url).toBe('http://127.0.0.1/v2/y');
  });

  it('has its body in every attempt, also that of a form', async () => {
    const bodies: string[] = [];
    const limited = () => new Response('{}', { status: 429, headers: { 'Retry-After': '1' } });
    const fetch = async (request: Request) => {
      bodies.push(await request.text());
      return bodies.length === 1 ? limited() : Response.json({});
    };
    const clock = scripted([]).clock;
    const form = new FormData();
    form.set('attachment', new Blob(['contents']), 'a.txt');
    const { api } = createClickUp({ apiKey: 'pk_1_A', fetch, clock });
    await api.POST('/v2/task/{task_id}/attachment', {
      params: { path: { task_id: 'abc' } },
      body: form as never,
      bodySerializer: () => form,
    });
    expect(bodies.map((body) => body.includes('contents'))).toEqual([true, true]);
  });
});

describe('the answer to a write', () => {
  it('is parsed once, with and without a length', async () => {
    const text = '{"id":"t1","name":"parsed once"}';
    for (const headers of [{}, { 'Content-Length': String(text.length) }]) {
      const { runtime } = scripted([new Response(text, { headers })]);
      const parse = vi.spyOn(JSON, 'parse');
      await runtime.execute('test_create', { id: '9' });
      const times = parse.mock.calls.filter(([parsed]) => parsed === text).length;
      parse.mockRestore();
      expect(times).toBe(1);
    }
  });
});
