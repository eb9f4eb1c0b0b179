import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { Secrets } from '../../src/runtime/secrets.js';
import { scripted } from '../support/scripted.js';

const keys = {
  'a personal key': 'pk_81230001_MADEUPKEY9ZX0TESTONLY4RT2B6N',
  'an OAuth token': '81230001_5d0c9a77e1f24b6c8d3e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a',
  'an OAuth token with signs': 'abZ9+x/Qw7==.eyJtYWRlIjoidXAifQ~"only\\for-tests',
};

const hex = (sign: string, digits: number) => sign.charCodeAt(0).toString(16).padStart(digits, '0');
const percented = (key: string) => Array.from(key, (sign) => `%${hex(sign, 2)}`).join('');
const escaped = (key: string) => Array.from(key, (sign) => `\\u${hex(sign, 4)}`).join('');

const forms: [string, (key: string) => string][] = [
  ['as it is', (key) => key],
  ['percent-encoded', encodeURIComponent],
  ['percent-encoded twice', (key) => encodeURIComponent(percented(key))],
  ['percent-encoded sign by sign', percented],
  ['escaped sign by sign', escaped],
  ['percent-encoded and escaped', (key) => escaped(percented(key))],
  ['as JSON', JSON.stringify],
];

describe.each(Object.entries(keys))('%s', (_, key) => {
  const secrets = new Secrets();
  secrets.add(key);

  it.each(forms)('is hidden %s, inside a longer word too', (_form, write) => {
    expect(secrets.hide(`token_${write(key)}_end`)).toMatch(/^token_"?\*\*\*"?_end$/);
    expect(secrets.hideInAnswer(`{"name":"${write(key)}"}`)).toMatch(/^{"name":""?\*\*\*"?"}$/);
  });

  it('is hidden where a text was cut, but not what it has in common with an id', () => {
    expect(secrets.hide(`No such token ${key.slice(0, 20)}`)).toBe('No such token ***');
    expect(secrets.hide(`Assigned to ${key.slice(0, 8)}`)).toBe(`Assigned to ${key.slice(0, 8)}`);
  });

  it('is hidden where a server or a URL changed its case', () => {
    expect(secrets.hide(`http://${key.toUpperCase()}/`)).toBe('http://***/');
  });

  it.each(['\\', '%', '%25', '\\u0070', '\\u0025'])('is looked for in one go through a text of %s alone', (part) => {
    const text = `%${part.repeat(1_000_000)}`;
    expect(secrets.hideInAnswer(text)).toBe(text);
  });

  it('is hidden in JSON values and in their names', () => {
    expect(secrets.hideIn({ [key]: [`a ${key} b`, { id: key }], n: 1 })).toEqual({
      '***': ['a *** b', { id: '***' }],
      n: 1,
    });
  });
});

describe('an answer that repeats the key', () => {
  const [key] = [keys['an OAuth token']];
  const said = (body: unknown, status = 200) => Response.json(body, { status });
  it.each<[string, () => Response]>([
    ['as its error', () => said({ err: `No such token ${key}`, ECODE: 'OAUTH_025' }, 401)],
    ['where its error is cut', () => said({ err: `${'x'.repeat(280)} ${key}` }, 400)],
    ['as its trace id', () => said({ err: 'No', trace_id: key }, 400)],
    ['in its status line', () => new Response('{}', { status: 418, statusText: `No ${key}` })],
    ['as data', () => said({ id: 't1', name: `Task ${key}` })],
    ['as text that is no JSON', () => new Response(`{"id": ${key}`)],
  ])('%s does not show it in the envelope, the event or the error of a method', async (_, answer) => {
    const events: unknown[] = [];
    const clickup = createClickUp({
      apiKey: key,
      fetch: async () => answer(),
      timeZone: 'UTC',
      onEvent: (event) => events.push(event),
    });
    const calls = [
      clickup.call('clickup_task_get', { task_id: 't1', detail: 'full' }),
      clickup.task.get({ task_id: 't1' }).catch((error: Error) => [error.message, error.stack, JSON.stringify(error)]),
      clickup.api.GET('/v2/user').catch((error: Error) => [error.message, error.stack]),
    ];
    expect(JSON.stringify([await Promise.all(calls), events])).not.toContain('9a77e1f24b6c');
  });

  it('does not show it in the causes of an error, nor their bytes', async () => {
    const broken = Object.assign(new Error(`Invalid header ${key}`), { code: 'HPE_INVALID', data: Buffer.from(key) });
    const clickup = createClickUp({
      apiKey: key,
      deadlineMs: 500,
      fetch: async () => {
        throw new TypeError('fetch failed', { cause: Object.assign(broken, { cause: broken }) });
      },
    });
    const error = await clickup.api
      .POST('/v2/team/{team_id}/space', { params: { path: { team_id: 1 } } } as never)
      .then(
        () => undefined,
        (thrown: Error) => thrown,
      );
    const chain: unknown[] = [];
    for (let at: unknown = error; at instanceof Error && chain.length < 9; at = at.cause) {
      chain.push(at.message, Object.values(at));
    }
    expect(JSON.stringify(chain)).not.toContain('9a77e1f24b6c');
    expect(error).toMatchObject({ code: 'UNKNOWN_OUTCOME' });
  });

  it('is not needed for a key that a caller pastes into an argument', async () => {
    const clickup = createClickUp({ apiKey: key, fetch: async () => said({}) });
    const envelopes = [
      await clickup.call('clickup_task_get', { [key]: 1 }),
      await clickup.call('clickup_task_create', { list_id: '1', name: key, dry_run: true }),
    ];
    expect(JSON.stringify(envelopes)).not.toContain('9a77e1f24b6c');
    expect(envelopes).toMatchObject([{ success: false }, { success: true }]);
  });
});

it('a key that changes is hidden in all its values', async () => {
  const given = ['81230001_firstfirstfirst', '81230001_secondsecond'];
  let asked = 0;
  const { runtime } = scripted([() => Response.json({ id: given.join(' ') })], {
    credentials: { get: () => given[asked++] },
  });
  await runtime.execute('test_read', { id: '1' });
  expect(await runtime.execute('test_read', { id: '1' })).toMatchObject({ data: { id: '*** ***' } });
});
