import { describe, expect, it } from 'vitest';
import { FIELDS, LISTS, optionId, SEED_NOW, SPACES, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type Harness, harness, type Json } from './helpers.js';

const path = `/v2/task/${TASKS.greyButton}`;

describe('checklists', () => {
  it('answers item writes with the whole tree', async () => {
    const { post, put, del, get } = harness();
    const { checklist } = (await post(`${path}/checklist`, { name: 'Steps' })).json;
    expect(checklist).toMatchObject({
      name: 'Steps',
      task_id: TASKS.greyButton,
      resolved: 0,
      unresolved: 0,
      items: [],
      orderindex: 0,
    });
    const at = `/v2/checklist/${checklist.id}`;
    await post(`${at}/checklist_item`, { name: 'First', assignee: Number(USERS.yuki) });
    const two = (await post(`${at}/checklist_item`, { name: 'Second' })).json.checklist;
    const [first, second] = two.items;
    const nested = await put(`${at}/checklist_item/${second.id}`, { parent: first.id, resolved: true });
    expect(nested.json.checklist).toMatchObject({
      resolved: 1,
      unresolved: 1,
      items: [
        {
          name: 'First',
          assignee: { id: Number(USERS.yuki) },
          children: [{ name: 'Second', resolved: true, parent: first.id }],
        },
      ],
    });
    expect((await put(`${at}/checklist_item/${first.id}`, { parent: second.id })).status).toBe(400);
    expect(
      (await put(`${at}/checklist_item/${first.id}`, { assignee: null })).json.checklist.items[0].assignee,
    ).toBeNull();
    expect((await put(at, { name: 'Renamed' })).json).toEqual({});
    expect((await get(path)).json.checklists[0].name).toBe('Renamed');
    expect((await del(`${at}/checklist_item/${first.id}`)).json).toEqual({});
    expect((await get(path)).json.checklists[0].items).toEqual([]);
    expect((await del(at)).json).toEqual({});
    expect((await get(path)).json.checklists).toEqual([]);
  });

  it('orders by position', async () => {
    const { post, put, get } = harness();
    await post(`${path}/checklist`, { name: 'A' });
    const b = (await post(`${path}/checklist`, { name: 'B' })).json.checklist.id;
    await put(`/v2/checklist/${b}`, { position: 0 });
    expect((await get(path)).json.checklists.map((list: Json) => list.name)).toEqual(['B', 'A']);
  });

  it('refuses unknown ids and blank names', async () => {
    const { post, put } = harness();
    expect((await post(`${path}/checklist`, {})).status).toBe(400);
    expect((await put('/v2/checklist/nope', { name: 'x' })).json.ECODE).toBe('OAUTH_027');
  });
});

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

describe('attachments', () => {
  const form = (name: string, filename: string, text: string): FormData => {
    const data = new FormData();
    data.append(name, new File([text], filename, { type: 'text/plain' }));
    return data;
  };

  it('takes a file over v2 and shows it over v3 and on the task', async () => {
    const { post, get } = harness();
    const { json } = await post(`${path}/attachment`, form('attachment', 'log.txt', 'abc'));
    expect(json).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}\.txt$/),
      title: 'log.txt',
      date: SEED_NOW,
      extension: 'txt',
    });
    const listed = (await get(`/v3/workspaces/${WORKSPACE_ID}/attachments/${TASKS.greyButton}/attachments`)).json;
    expect(listed).toMatchObject({
      next_cursor: '',
      data: [{ title: 'grey-button.txt' }, { title: 'log.txt', size: 3, user_id: Number(USERS.lena) }],
    });
    expect((await get(path)).json.attachments).toHaveLength(2);
    expect((await get(`${path}/attachment`)).status).toBe(405);
  });

  it('pages by cursor', async () => {
    const { post, get } = harness();
    await post(`${path}/attachment`, form('attachment', 'log.txt', 'abc'));
    const at = `/v3/workspaces/${WORKSPACE_ID}/attachments/${TASKS.greyButton}/attachments?limit=1`;
    const first = (await get(at)).json;
    const second = (await get(`${at}&cursor=${first.next_cursor}`)).json;
    expect([first.data[0].title, second.data[0].title, second.next_cursor]).toEqual(['grey-button.txt', 'log.txt', '']);
    expect((await get(`${at}&cursor=x`)).status).toBe(400);
  });

  it('refuses JSON and an empty form', async () => {
    const { post } = harness();
    expect((await post(`${path}/attachment`, { attachment: 'x' })).json.ECODE).toBe('ATTCH_045');
    const data = new FormData();
    data.append('attachment', 'https://example.com/a.png');
    expect((await post(`${path}/attachment`, data)).json.ECODE).toBe('ATTCH_039');
  });

  it('gives a custom field files in two steps: upload to the field, then name it in the value', async () => {
    const { post, get } = harness();
    const at = `/v3/workspaces/${WORKSPACE_ID}/custom_fields/${FIELDS.photos}/attachments`;
    const { json } = await post(at, form('attachment', 'pad.png', 'png'));
    expect(json).toMatchObject({ parent_entity_type: 'custom_fields', parent_id: FIELDS.photos, title: 'pad.png' });
    const photos = async () => {
      const fields: Json[] = (await get(`/v2/task/${TASKS.brakePads}`)).json.custom_fields;
      return fields.find((field) => field.id === FIELDS.photos);
    };
    expect(await photos()).not.toHaveProperty('value');
    const set = (value: object) => post(`/v2/task/${TASKS.brakePads}/field/${FIELDS.photos}`, { value });
    await set({ add: [json.id, 'unknown.png'] });
    expect((await photos()).value).toMatchObject([{ id: json.id, title: 'pad.png' }]);
    await set({ rem: [json.id] });
    expect((await photos()).value).toEqual([]);
  });
});
