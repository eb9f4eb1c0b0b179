import { expect, it } from 'vitest';
import { readAnswer } from '../../src/runtime/answer.js';
import { ApiRequest } from '../../src/runtime/api-request.js';
import { Ending } from '../../src/runtime/ending.js';
import { Secrets } from '../../src/runtime/secrets.js';
import { viaFetch } from '../../src/runtime/transport.js';

const answerOf = async (given: Response, secrets = new Secrets()) =>
  readAnswer(
    await viaFetch(async () => given)(new ApiRequest('https://api.clickup.com/api/v2/user'), new Ending()),
    secrets,
  );

it('is a Response, and can be read in every form, more than once', async () => {
  const answer = await answerOf(new Response('{"name":"Grüße"}', { status: 201, statusText: 'Made' }));
  expect(answer).toBeInstanceOf(Response);
  expect(answer).toMatchObject({ ok: true, status: 201, statusText: 'Made', redirected: false, bodyUsed: false });
  for (let time = 0; time < 2; time++) {
    expect(await answer.text()).toBe('{"name":"Grüße"}');
    expect(await answer.json()).toEqual({ name: 'Grüße' });
    expect(new TextDecoder().decode(await answer.arrayBuffer())).toBe('{"name":"Grüße"}');
    expect(await (await answer.blob()).text()).toBe('{"name":"Grüße"}');
    expect(await new Response(answer.body).text()).toBe('{"name":"Grüße"}');
    expect(await answer.clone().json()).toEqual({ name: 'Grüße' });
  }
});

it("gives bytes that are the reader's own", async () => {
  const answer = await answerOf(new Response('{}'));
  new Uint8Array(await answer.arrayBuffer()).fill(0);
  expect(await answer.text()).toBe('{}');
  expect(new TextDecoder().decode(await answer.arrayBuffer())).toBe('{}');
});

it('reads a form', async () => {
  const form = new FormData();
  form.append('name', 'Grüße');
  expect((await (await answerOf(new Response(form))).formData()).get('name')).toBe('Grüße');
});

it('has no body where none came, and is not ok where the status is none of 2xx', async () => {
  expect((await answerOf(new Response(null, { status: 204 }))).body).toBeNull();
  expect((await answerOf(new Response('', { status: 302 }))).ok).toBe(false);
});

it('says how long it is where nobody did', async () => {
  const { headers } = await answerOf(new Response('ü', { headers: { 'X-RateLimit-Limit': '100' } }));
  expect([...headers]).toContainEqual(['content-length', '2']);
  expect(headers.get('X-RateLimit-Limit')).toBe('100');
});

it('takes a body that the transport has as text, and says how many bytes it would be', async () => {
  const arriving = {
    status: 200,
    statusText: '',
    headers: new Headers(),
    url: '',
    text: '"aü€🚲"',
    readBody: async () => {},
  };
  const answer = await readAnswer(arriving, new Secrets());
  expect(await answer.json()).toBe('aü€🚲');
  expect(answer.headers.get('Content-Length')).toBe('12');
  expect((await answer.arrayBuffer()).byteLength).toBe(12);
});

it('shows a key neither in what came nor in its reason', async () => {
  const secrets = new Secrets();
  secrets.add('pk_81234567_SECRET');
  const answer = await answerOf(
    new Response('{"key":"pk_81234567_SECRET"}', { statusText: 'pk_81234567_SECRET' }),
    secrets,
  );
  expect([await answer.text(), answer.statusText, new TextDecoder().decode(await answer.arrayBuffer())]).toEqual([
    '{"key":"***"}',
    '***',
    '{"key":"***"}',
  ]);
});
