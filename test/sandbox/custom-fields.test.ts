import { describe, expect, it } from 'vitest';
import { FIELDS, LISTS, optionId, SEED_NOW, SPACES, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type Harness, harness, type Json } from '../support/sandbox.js';

const path = `/v2/task/${TASKS.greyButton}`;

describe('custom fields', () => {
  const fieldOn = async ({ get }: Harness, field: keyof typeof FIELDS, task = TASKS.greyButton): Promise<Json> => {
    const { json } = await get(`/v2/task/${task}`);
    return json.custom_fields.find((one: Json) => one.id === FIELDS[field]);
  };
  const set = (h: Harness, field: keyof typeof FIELDS, body: object, task = TASKS.greyButton) =>
    h.post(`/v2/task/${task}/field/${FIELDS[field]}`, body);

  it.each([
    ['severity', { value: optionId('severity', 'Minor') }, 2],
    ['severity', { value: 1 }, 1],
    ['platforms', { value: [optionId('platforms', 'Web')] }, [optionId('platforms', 'Web')]],
    ['reports', { value: 3.5 }, '3.5'],
    ['release', { value: SEED_NOW }, String(Date.UTC(2026, 9, 5, 2))],
    ['release', { value: SEED_NOW, value_options: { time: true } }, String(SEED_NOW)],
    ['tested', { value: true }, 'true'],
    ['spec', { value: 'https://example.com' }, 'https://example.com'],
    ['reporter', { value: 'a@b.example' }, 'a@b.example'],
    ['reviewer', { value: { add: [Number(USERS.yuki)] } }, [expect.objectContaining({ username: 'Yuki Tanaka' })]],
    [
      'incidents',
      { value: { add: [TASKS.stationApi] } },
      [expect.objectContaining({ id: TASKS.stationApi, deleted: false })],
    ],
    ['rollout', { value: { current: 25 } }, { current: '25', percent_completed: 0.25 }],
    ['impact', { value: 4 }, '4'],
    ['build', { value: '9.0' }, '9.0'],
  ] as const)('%s takes %o', async (field, body, read) => {
    const h = harness();
    const answer = await set(h, field, body);
    expect([answer.status, answer.json]).toEqual([200, {}]);
    expect((await fieldOn(h, field)).value).toEqual(read);
    await h.del(`${path}/field/${FIELDS[field]}`);
    expect(await fieldOn(h, field)).not.toHaveProperty('value');
  });

  it('gives text fields their rich forms', async () => {
    const h = harness();
    await set(h, 'rootCause', { value: 'A **race**' });
    expect(await fieldOn(h, 'rootCause')).toMatchObject({
      value: 'A **race**',
      value_markdown: 'A **race**',
      value_richtext: expect.any(String),
    });
  });

  it('takes money, phones and places where they belong', async () => {
    const h = harness();
    const where = { location: { lat: 53.5, lng: 9.9 }, formatted_address: 'Quay 1' };
    expect((await set(h, 'location', { value: where }, TASKS.brakePads)).status).toBe(200);
    expect((await fieldOn(h, 'location', TASKS.brakePads)).value).toMatchObject({
      ...where,
      place_id: expect.any(String),
    });
    expect((await set(h, 'costs', { value: 12.5 }, TASKS.brakePads)).status).toBe(200);
    expect((await set(h, 'depot', { value: '+49 40 5550100' }, TASKS.brakePads)).status).toBe(200);
  });

  it('counts progress by itself', async () => {
    const h = harness();
    expect((await fieldOn(h, 'progress', TASKS.offlineUnlock)).value).toEqual({ percent_complete: 38 });
    expect((await set(h, 'progress', { value: 5 })).json.ECODE).toBe('FIELD_375');
  });

  it('counts assigned comments where a field tracks them', async () => {
    const data: Json = harness().sandbox.snapshot();
    const tracking = { subtasks: false, checklists: false, assigned_comments: true };
    const fields = data.rows.fields.map((row: Json) => ({ ...row, typeConfig: { tracking } }));
    const h = harness({ data: { ...data, rows: { ...data.rows, fields } } });
    const task = (await h.post(`/v2/list/${LISTS.sprint24}/task`, { name: 'x' })).json.id;
    const say = async (body: object) =>
      (await h.post(`/v2/task/${task}/comment`, { comment_text: 'x', ...body })).json.id;
    const first = await say({ assignee: Number(USERS.yuki) });
    await say({ assignee: Number(USERS.lena) });
    await say({});
    await h.put(`/v2/comment/${first}`, { resolved: true });
    expect((await fieldOn(h, 'progress', task)).value).toEqual({ percent_complete: 50 });
  });

  it.each([
    ['severity', null, 'FIELD_375'],
    ['severity', 'nope', 'FIELD_011'],
    ['severity', 9, 'FIELD_011'],
    ['platforms', ['nope'], 'FIELD_022'],
    ['reports', 'many', 'FIELD_375'],
    ['reports', { value: 3 }, 'FIELD_018'],
    ['impact', 6, 'FIELD_375'],
    ['reporter', 'nobody', 'FIELD_375'],
    ['reviewer', [1], 'FIELD_375'],
  ] as const)('%s refuses %o with %s', async (field, value, ecode) => {
    expect(await set(harness(), field, { value })).toMatchObject({ status: 400, json: { ECODE: ecode } });
  });

  it('lists definitions by scope, and who uses them on request', async () => {
    const { get } = harness();
    const names = async (at: string) => (await get(at)).json.fields.map((field: Json) => field.name);
    expect(await names(`/v2/list/${LISTS.maintenance}/field`)).toEqual([
      'Station location',
      'Depot phone',
      'Repair costs',
      'Photos',
      'Bikes affected',
    ]);
    expect(await names(`/v2/space/${SPACES.marketing}/field`)).toHaveLength(4);
    expect(await names(`/v2/team/${WORKSPACE_ID}/field`)).toEqual([]);
    const { json } = await get(`/v2/space/${SPACES.marketing}/field?include_applied_objects=true`);
    expect(json.fields[0].applied_objects[0]).toEqual({ object_type: 19, object_id: expect.stringMatching(/^86c1/) });
  });

  it('spends the uses of the Free Forever plan', async () => {
    const h = harness({ plan: 'free' });
    for (let i = 0; i < 60; i++) await set(h, 'reports', { value: i });
    expect(await set(h, 'reports', { value: 61 })).toMatchObject({
      status: 400,
      json: { err: 'Custom field usages exceeded for your plan', ECODE: 'FIELD_033' },
    });
    expect((await fieldOn(h, 'reports')).value).toBe('59');
    // Values that come with a new task are not counted.
    const body = { name: 'x', custom_fields: [{ id: FIELDS.reports, value: 1 }] };
    expect((await h.post(`/v2/list/${LISTS.sprint24}/task`, body)).status).toBe(200);
  });

  it('cannot be written where the Space has them off', async () => {
    const h = harness();
    await h.put(`/v2/space/${SPACES.engineering}`, { features: { custom_fields: { enabled: false } } });
    expect(await set(h, 'reports', { value: 1 })).toMatchObject({ status: 400, json: { ECODE: 'FIELD_605' } });
  });

  it('stay hidden from guests where they are set so', async () => {
    const { get, post, sandbox } = harness();
    const { guest } = sandbox.apiKeys;
    const { fields } = (await get(`/v2/list/${LISTS.maintenance}/field`, guest)).json;
    expect(fields.map((field: Json) => field.name)).not.toContain('Repair costs');
    const onTask = (id: string) => `/v2/task/${TASKS.brakePads}/field/${id}`;
    expect((await post(onTask(FIELDS.costs), { value: 5 }, guest)).json.ECODE).toBe('OAUTH_027');
    expect((await post(onTask(FIELDS.bikes), { value: 5 }, guest)).status).toBe(200);
  });

  it('have labels without an order, unlike the options of a drop-down', async () => {
    const { fields } = (await harness().get(`/v2/space/${SPACES.engineering}/field`)).json;
    const option = (id: string) => fields.find((field: Json) => field.id === id).type_config.options[0];
    expect(Object.keys(option(FIELDS.platforms))).toEqual(['id', 'label', 'color']);
    expect(Object.keys(option(FIELDS.severity))).toEqual(['id', 'name', 'color', 'orderindex']);
  });
});
