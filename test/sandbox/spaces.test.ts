import { describe, expect, it } from 'vitest';
import { LISTS, SPACES, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const names = (rows: Json[]): string[] => rows.map((row) => row.name);

describe('spaces', () => {
  it('creates with a name alone, and never takes statuses', async () => {
    const { post, put, get } = harness();
    const { json } = await post(`/v2/team/${WORKSPACE_ID}/space`, { name: 'Finance' });
    expect(json).toMatchObject({
      id: expect.stringMatching(/^\d{12}$/),
      color: null,
      private: false,
      statuses: [
        { status: 'to do', type: 'open', color: '#87909e' },
        { status: 'complete', type: 'closed', color: '#008844' },
      ],
      multiple_assignees: false,
    });
    const updated = await put(`/v2/space/${json.id}`, { color: '#112233', statuses: [{ status: 'x' }] });
    expect(updated.json).toMatchObject({ name: 'Finance', color: '#112233' });
    expect(updated.json.statuses).toHaveLength(2);
    expect(names((await get(`/v2/team/${WORKSPACE_ID}/space`)).json.spaces)).toEqual([
      'Product Engineering',
      'Marketing',
      'Operations',
      'Finance',
    ]);
  });

  it('starts with few features, and leaves out most that are off', async () => {
    const { post, put } = harness();
    const { json } = await post(`/v2/team/${WORKSPACE_ID}/space`, { name: 'Finance' });
    const off = { enabled: false };
    const on = { enabled: true };
    const bare = {
      due_dates: { enabled: true, start_date: true, remap_due_dates: false, remap_closed_due_date: false },
      ...{ sprints: off, points: off, custom_items: off, milestones: off },
      ...{ checklists: on, remap_dependencies: on, dependency_warning: on, status_pies: on, emails: on },
      time_tracking: { default_to_billable: 2 },
      scheduler_enabled: false,
    };
    expect(json.features).toEqual(bare);
    const changes = { time_tracking: on, priorities: on, checklists: off };
    const changed = (await put(`/v2/space/${json.id}`, { multiple_assignees: true, features: changes })).json.features;
    expect(changed).toMatchObject({
      time_tracking: { enabled: true, harvest: false, rollup: false, default_to_billable: 2 },
      priorities: { enabled: true, priorities: { length: 4 } },
      multiple_assignees: on,
    });
    expect(changed).not.toHaveProperty('checklists');
  });

  it('gives a task one assignee until several are allowed', async () => {
    const { post, put, sandbox } = harness({ strict: true });
    const space = (await post(`/v2/team/${WORKSPACE_ID}/space`, { name: 'Finance' })).json.id;
    const list = (await post(`/v2/space/${space}/list`, { name: 'Books' })).json.id;
    const two = [Number(USERS.lena), Number(USERS.yuki)];
    const people = (task: Json) => task.assignees.map((user: Json) => user.id);
    const task = (await post(`/v2/list/${list}/task`, { name: 'x', assignees: two })).json;
    expect(people(task)).toEqual([Number(USERS.yuki)]);
    const note = 'multiple_assignees is off in this Space: only the last one is assigned';
    expect(sandbox.requests.at(-1)?.notes).toEqual([note]);
    const add = async () => people((await put(`/v2/task/${task.id}`, { assignees: { add: two } })).json);
    expect(await add()).toEqual([Number(USERS.lena)]);
    await put(`/v2/space/${space}`, { features: { multiple_assignees: { enabled: true } } });
    await put(`/v2/space/${space}`, { color: '#112233' });
    expect(await add()).toEqual(two);
  });

  it('takes colour and privacy on update only', async () => {
    const { post, sandbox } = harness({ strict: true });
    const body = { name: 'Finance', color: '#112233', private: true, admin_can_manage: true };
    const { json } = await post(`/v2/team/${WORKSPACE_ID}/space`, body);
    expect(json).toMatchObject({ color: null, private: false, admin_can_manage: null });
    const note = 'color, private, admin_can_manage have no effect on creation: only an update sets them';
    expect(sandbox.requests.at(-1)?.notes).toContain(note);
  });

  it('are five on the Free Forever plan', async () => {
    const { post, del } = harness({ plan: 'free' });
    const path = `/v2/team/${WORKSPACE_ID}/space`;
    for (const name of ['Fourth', 'Fifth']) expect((await post(path, { name })).status).toBe(200);
    expect(await post(path, { name: 'Sixth' })).toMatchObject({ status: 403, json: { ECODE: 'PAYWALL_004' } });
    await del(`/v2/space/${SPACES.marketing}`);
    expect((await post(path, { name: 'Sixth' })).status).toBe(200);
  });

  it.each([
    [{}, 'PROJ_060'],
    [{ name: ' ' }, 'PROJ_060'],
    [{ name: 'marketing' }, 'PROJECT_023'],
  ])('%o is 400 %s', async (body, ecode) => {
    expect(await harness().post(`/v2/team/${WORKSPACE_ID}/space`, body)).toMatchObject({
      status: 400,
      json: { ECODE: ecode },
    });
  });

  it('deletes with all that is inside', async () => {
    const { del, get } = harness();
    expect((await del(`/v2/space/${SPACES.engineering}`)).json).toEqual({});
    expect(await get(`/v2/space/${SPACES.engineering}`)).toMatchObject({ status: 404, json: { ECODE: 'PROJ_006' } });
    expect((await get(`/v2/list/${LISTS.sprint24}`)).json.deleted).toBe(true);
    expect((await get(`/v2/task/${TASKS.greyButton}`)).json.ECODE).toBe('ITEM_013');
    expect((await get(`/v2/team/${WORKSPACE_ID}/task?space_ids[]=${SPACES.engineering}`)).json.tasks).toEqual([]);
  });

  it('answers 500 SHARD_001 for text and 401 for unknown ids', async () => {
    const { get } = harness();
    expect(await get('/v2/space/abc')).toMatchObject({ status: 500, json: { ECODE: 'SHARD_001' } });
    expect(await get('/v2/space/1')).toMatchObject({ status: 401, json: { ECODE: 'OAUTH_027' } });
  });
});

describe('space tags', () => {
  const path = `/v2/space/${SPACES.marketing}/tag`;

  it('creates, renames on all tasks, and deletes in any case', async () => {
    const { post, put, del, get } = harness();
    expect((await post(path, { tag: { name: 'Winter Tour', tag_fg: '#000000', tag_bg: '#ffffff' } })).json).toEqual({});
    const task = (await post(`/v2/list/${LISTS.ideas}/task`, { name: 'x', tags: ['winter tour'] })).json.id;
    const edited = await put(`${path}/winter%20tour`, {
      tag: { name: 'Tour', fg_color: '#111111', bg_color: '#222222' },
    });
    expect(edited.json).toEqual({ tag: { name: 'tour', fg_color: '#111111', bg_color: '#222222' } });
    expect((await get(`/v2/task/${task}`)).json.tags).toMatchObject([
      { name: 'tour', tag_fg: '#111111', tag_bg: '#222222' },
    ]);
    const tag = (await get(path)).json.tags.find((one: Json) => one.name === 'tour');
    expect(tag).toMatchObject({ project_id: SPACES.marketing, creator: Number(USERS.lena) });
    expect((await del(`${path}/TOUR`)).status).toBe(200);
    expect((await del(`${path}/TOUR`)).status).toBe(200);
    expect((await get(`/v2/task/${task}`)).json.tags).toEqual([]);
  });

  it('refuses bodies without a tag and ids without digits', async () => {
    const { post } = harness();
    expect((await post(path, { name: 'x' })).json.ECODE).toBe('TAGS_020');
    expect((await post(path, { tag: { name: 'x'.repeat(10_000) } })).status).toBe(400);
    expect(await post('/v2/space/abc/tag', { tag: { name: 'x' } })).toMatchObject({
      status: 400,
      json: { ECODE: 'INPUT_002' },
    });
  });
});
