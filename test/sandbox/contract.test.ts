import { beforeAll, describe, expect, it } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.js';
import { OAUTH_APP, TASKS } from '../../src/sandbox/index.js';
import { type Conformity, loadConformity } from '../support/conformity.js';
import { calls, send, usual } from '../support/contract-calls.js';
import { type Answer, harness } from '../support/sandbox.js';

const all = Object.keys(operations) as OperationId[];
let conformity: Conformity;

beforeAll(async () => {
  conformity = await loadConformity();
}, 60_000);

const isFailure = ({ status, json }: Answer): boolean =>
  status >= 400 &&
  (typeof json?.err === 'string'
    ? typeof json.ECODE === 'string'
    : json?.status === status && typeof json.message === 'string' && typeof json.timestamp === 'number');

/** The answers themselves are held against the description by the harness. */
describe('every operation', () => {
  it.each(all)('%s succeeds on the seed, with a request and an answer as described', async (id) => {
    const h = harness({ plan: 'enterprise' });
    const answer = await send(h, id);
    expect(answer.status, answer.text).toBeGreaterThanOrEqual(200);
    expect(answer.status, answer.text).toBeLessThan(300);
    const { body } = calls[id];
    if (body !== undefined && !(body instanceof FormData)) expect(conformity.ofRequest(id, body)).toEqual([]);
  });

  it.each(all.filter((id) => id !== 'GetAccessToken'))('%s asks for a token', async (id) => {
    const { method, path } = operations[id];
    const answer = await harness().call(method, path.replace(/\{\w+\}/g, '1'), undefined, '');
    expect(answer).toMatchObject({ status: 400, json: { ECODE: 'OAUTH_017' } });
  });
});

/** Unknown, but of the form that ids of the kind have. */
const unknown: Readonly<Record<string, string>> = {
  team_id: '9011999999',
  workspace_id: '9011999999',
  space_id: '901799999999',
  folder_id: '901799999999',
  list_id: '901799999999',
  task_id: '86c9zzzzz',
  links_to: '86c9zzzzz',
  view_id: '8cdxa-999999',
  comment_id: '90169999999999',
  goal_id: '00000000-0000-4000-8000-000000000000',
  key_result_id: '00000000-0000-4000-8000-000000000000',
  group_id: '00000000-0000-4000-8000-000000000000',
  checklist_id: '00000000-0000-4000-8000-000000000000',
  checklist_item_id: '00000000-0000-4000-8000-000000000000',
  webhook_id: '00000000-0000-4000-8000-000000000000',
  field_id: '00000000-0000-4000-8000-000000000000',
  template_id: 't-99999999',
  user_id: '81999999',
  guest_id: '81999999',
  timer_id: '4231999999999999999',
  interval_id: '4231999999999999999',
  doc_id: '8cdxa-999999',
  page_id: '8cdxa-999999',
  channel_id: '8cdxa-999999',
  message_id: '90159999999999',
  reaction: 'nobody-did-this',
  comment_type: 'song',
  object_type: 'song',
  object_id: '901799999999',
  entity_type: 'song',
  entity_id: '86c9zzzzz',
};

/** ClickUp answers these with success although the id is unknown. */
const indifferent = new Set(['UpdateatimeEntry timer_id', 'DeleteatimeEntry timer_id']);

const idsOf = (id: OperationId): string[] =>
  [...operations[id].path.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => (name in unknown ? [name] : []));

describe('unknown ids', () => {
  const cases = all.flatMap((id) => idsOf(id).map((name) => [id, name] as const));

  it.each(cases)('%s refuses an unknown %s', async (id, name) => {
    const answer = await send(harness({ plan: 'enterprise' }), id, { [name]: unknown[name] ?? '' });
    if (indifferent.has(`${id} ${name}`)) expect(answer.status).toBe(200);
    else expect(isFailure(answer), `${answer.status} ${answer.text}`).toBe(true);
  });

  it('are unknown, and the usual ones are not', () => {
    expect(Object.keys(unknown).filter((name) => unknown[name] === usual[name])).toEqual([]);
    expect(usual.task_id).toBe(TASKS.offlineUnlock);
  });
});

it('refuses a wrong secret and a used code', async () => {
  const { post } = harness();
  const query = `client_id=${OAUTH_APP.clientId}&code=${OAUTH_APP.code}`;
  expect((await post(`/v2/oauth/token?${query}&client_secret=wrong`)).status).toBe(401);
  expect((await post(`/v2/oauth/token?${query}&client_secret=${OAUTH_APP.clientSecret}`)).status).toBe(200);
  expect((await post(`/v2/oauth/token?${query}&client_secret=${OAUTH_APP.clientSecret}`)).status).toBe(401);
});
