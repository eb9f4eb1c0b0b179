import { describe, expect, it } from 'vitest';
import { LISTS, SPACES, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harbourBikes } from '../../src/sandbox/seed/index.js';
import { harness, type Json } from '../support/sandbox.js';

const task = (id: string) => `/v2/task/${id}`;
const a = TASKS.greyButton;
const b = TASKS.stationApi;

describe('dependencies', () => {
  it('shows one record on both tasks', async () => {
    const { post, get, call } = harness();
    expect((await post(`${task(a)}/dependency`, { depends_on: b })).json).toEqual({});
    const record = { task_id: a, depends_on: b, type: 1, userid: USERS.lena, workspace_id: WORKSPACE_ID };
    expect((await get(task(a))).json.dependencies).toMatchObject([record]);
    expect((await get(task(b))).json.dependencies).toMatchObject([record]);
    await call('DELETE', `${task(a)}/dependency?depends_on=${b}`);
    expect((await get(task(b))).json.dependencies).toEqual([]);
  });

  it('reads dependency_of the other way round', async () => {
    const { post, get } = harness();
    await post(`${task(a)}/dependency`, { dependency_of: b });
    expect((await get(task(a))).json.dependencies).toMatchObject([{ task_id: b, depends_on: a }]);
  });

  it('refuses circles, both keys, none, and unknown tasks', async () => {
    const { post } = harness();
    await post(`${task(a)}/dependency`, { depends_on: b });
    expect((await post(`${task(b)}/dependency`, { depends_on: a })).status).toBe(400);
    expect((await post(`${task(a)}/dependency`, { depends_on: b, dependency_of: b })).status).toBe(400);
    expect((await post(`${task(a)}/dependency`, {})).status).toBe(400);
    expect((await post(`${task(a)}/dependency`, { depends_on: 'nope' })).json.ECODE).toBe('ACCESS_083');
  });
});

describe('links', () => {
  it('are symmetric and made once', async () => {
    const { post, get, del } = harness();
    const { json } = await post(`${task(a)}/link/${b}`);
    expect(json.task.linked_tasks).toMatchObject([{ task_id: a, link_id: b }]);
    await post(`${task(b)}/link/${a}`);
    expect((await get(task(b))).json.linked_tasks).toMatchObject([{ task_id: b, link_id: a }]);
    await del(`${task(b)}/link/${a}`);
    expect((await get(task(a))).json.linked_tasks).toEqual([]);
  });
});

describe('tags', () => {
  it('are created with the name in lower case, and decoded from the path', async () => {
    const { post, get, del } = harness();
    await post(`${task(a)}/tag/${encodeURIComponent('Needs Ünlock/QA')}`);
    const names = (await get(task(a))).json.tags.map((tag: Json) => tag.name);
    expect(names).toContain('needs ünlock/qa');
    const space = (await get(`/v2/space/${SPACES.engineering}/tag`)).json.tags.map((tag: Json) => tag.name);
    expect(space).toContain('needs ünlock/qa');
    await del(`${task(a)}/tag/FRONTEND`);
    expect((await get(task(a))).json.tags.map((tag: Json) => tag.name)).not.toContain('frontend');
  });

  it('are refused when their name is far too long, on a task as in its Space', async () => {
    const { post } = harness();
    const tags = ['x'.repeat(10_000)];
    expect((await post(`${task(a)}/tag/${tags[0]}`)).json.ECODE).toBe('TAGS_020');
    expect((await post(`/v2/list/${LISTS.backlog}/task`, { name: 'Tagged', tags })).json.ECODE).toBe('TAGS_020');
  });
});

describe('several Lists', () => {
  it('adds to and removes from a List, and never drops the home', async () => {
    const { post, del, get } = harness();
    await post(`/v2/list/${LISTS.backlog}/task/${a}`);
    expect((await get(task(a))).json.locations).toEqual([{ id: LISTS.backlog, name: 'Backlog' }]);
    await del(`/v2/list/${LISTS.backlog}/task/${a}`);
    expect((await get(task(a))).json.locations).toEqual([]);
    await del(`/v2/list/${LISTS.sprint24}/task/${a}`);
    expect((await get(task(a))).json.list.id).toBe(LISTS.sprint24);
  });

  it('answers 200 and does nothing where the ClickApp is off', async () => {
    const { post, get } = harness();
    const answer = await post(`/v2/list/${LISTS.facilities}/task/${TASKS.brakePads}`);
    expect([answer.status, answer.json]).toEqual([200, {}]);
    expect((await get(task(TASKS.brakePads))).json.locations).toEqual([]);
  });
});

describe('moveTask', () => {
  const move = (id: string, list: string) => `/v3/workspaces/${WORKSPACE_ID}/tasks/${id}/home_list/${list}`;

  it('keeps a status of the same name and takes subtasks along', async () => {
    const { put, get } = harness();
    const { json, status } = await put(move(TASKS.offlineUnlock, LISTS.backlog), {});
    expect([status, json]).toEqual([200, { data: { task_id: TASKS.offlineUnlock, new_list_id: LISTS.backlog } }]);
    const moved = (await get(`${task(TASKS.offlineUnlock)}?include_subtasks=true`)).json;
    expect(moved.status.status).toBe('in progress');
    expect(moved.subtasks.map((child: Json) => child.list.id)).toEqual(Array(4).fill(LISTS.backlog));
  });

  it('needs a body, and a mapping for a status that the List lacks', async () => {
    const { put, get } = harness();
    expect((await put(move(a, LISTS.bugs))).json).toMatchObject({
      status: 400,
      message: expect.stringContaining('body'),
    });
    expect((await put(move(a, LISTS.bugs), {})).json).toMatchObject({
      status: 400,
      message: expect.stringContaining('mapping'),
    });
    const from = (await get(task(a))).json.status.id;
    const to = (await get(`/v2/list/${LISTS.bugs}`)).json.statuses[1].id;
    const mapped = { status_mappings: [{ source_status_id: from, destination_status_id: to }] };
    expect((await put(move(a, LISTS.bugs), mapped)).status).toBe(200);
    expect((await get(task(a))).json).toMatchObject({ status: { status: 'triaged' }, list: { id: LISTS.bugs } });
  });

  it('moves custom field values only when told', async () => {
    const { put, get } = harness();
    const map = async (extra: object) => {
      const from = (await get(task(a))).json.status.id;
      const to = (await get(`/v2/list/${LISTS.ideas}`)).json.statuses[0].id;
      return { status_mappings: [{ source_status: from, destination_status: to }], ...extra };
    };
    await put(move(a, LISTS.ideas), await map({ move_custom_fields: true }));
    const fields = (await get(task(a))).json.custom_fields;
    expect(fields.find((field: Json) => field.name === 'Customer reports').value).toBe('41');
    const other = harness();
    await other.put(move(a, LISTS.ideas), await map({}));
    const left = (await other.get(task(a))).json.custom_fields.map((field: Json) => field.name);
    expect(left).not.toContain('Customer reports');
  });
});

describe('mergeTasks', () => {
  it('joins texts and people and deletes the sources', async () => {
    const { post, get } = harness();
    await post(`${task(b)}/checklist`, { name: 'From the source' });
    const { json } = await post(`${task(a)}/merge`, { source_task_ids: [b, TASKS.certificates] });
    expect(json.description).toMatch(/41 riders since Friday\.\n\nThe vendor has not/);
    expect(json.checklists.map((list: Json) => list.name)).toEqual(['From the source']);
    expect((await get(task(b))).json.ECODE).toBe('ITEM_013');
  });

  it('survives a target below its source', async () => {
    const { post, get } = harness();
    const child = (await get(`${task(TASKS.offlineUnlock)}?include_subtasks=true`)).json.subtasks[0].id;
    await post(`${task(child)}/merge`, { source_task_ids: [TASKS.offlineUnlock] });
    const merged = (await get(`${task(child)}?include_subtasks=true`)).json;
    expect([merged.parent, merged.subtasks.length]).toEqual([null, 3]);
  });

  it('refuses nothing to merge, itself, and custom ids', async () => {
    const { post } = harness();
    expect((await post(`${task(a)}/merge`, {})).status).toBe(400);
    expect((await post(`${task(a)}/merge`, { source_task_ids: [a] })).status).toBe(400);
    expect((await post(`${task(a)}/merge`, { source_task_ids: ['ENG-42'] })).status).toBe(401);
  });
});

describe('time in status', () => {
  it('runs on the clock, in minutes', async () => {
    const { get, put, clock } = harness();
    const path = `${task(a)}/time_in_status`;
    const before = (await get(path)).json.current_status.total_time.by_minute;
    clock.advance(30 * 60_000);
    expect((await get(path)).json.current_status.total_time.by_minute).toBe(before + 30);
    await put(task(a), { status: 'in progress' });
    clock.advance(10 * 60_000);
    const { json } = await get(path);
    expect(json.current_status).toMatchObject({
      status: 'in progress',
      total_time: { by_minute: 10, since: expect.any(String) },
    });
    expect(json.status_history.map((one: Json) => [one.status, one.total_time.by_minute])).toEqual([
      ['to do', before + 30],
      ['in progress', 10],
    ]);
  });

  it('is 400 TIS_027 where the ClickApp is off', async () => {
    const seed = (...args: Parameters<typeof harbourBikes>) => {
      harbourBikes(...args);
      args[0].state.workspaces.patch(WORKSPACE_ID, { timeInStatus: false });
    };
    const answer = await harness({ seed }).get(`${task(a)}/time_in_status`);
    expect([answer.status, answer.json.ECODE]).toEqual([400, 'TIS_027']);
  });

  it('answers many by id, up to 100', async () => {
    const { get } = harness();
    const { json } = await get(`/v2/task/bulk_time_in_status/task_ids?task_ids=${a}&task_ids=${b}`);
    expect(Object.keys(json).sort()).toEqual([a, b].sort());
    const many = Array.from({ length: 101 }, () => `task_ids=${a}`).join('&');
    for (const query of [many, '']) {
      expect(await get(`/v2/task/bulk_time_in_status/task_ids?${query}`)).toMatchObject({
        status: 400,
        json: { ECODE: 'INPUT_006' },
      });
    }
  });
});

describe('time estimates by user', () => {
  const path = `/v3/workspaces/${WORKSPACE_ID}/tasks/${TASKS.offlineUnlock}/time_estimates_by_user`;
  const priya = Number(USERS.priya);

  it('merges on PATCH and replaces on PUT', async () => {
    const { call, get } = harness();
    const patched = await call('PATCH', path, [{ assignee: priya, time: 3_600_000 }]);
    expect(patched.json.data).toEqual({
      total_time_estimate: 118_800_000,
      updated_estimates: { [USERS.priya]: 3_600_000 },
    });
    const replaced = await call('PUT', path, [{ assignee: 'unassigned', time: 60_000 }]);
    expect(replaced.json.data).toEqual({ total_time_estimate: 60_000, assignee_estimates: { unassigned: 60_000 } });
    expect((await get(task(TASKS.offlineUnlock))).json.time_estimate).toBe(60_000);
  });

  it('refuses an object, strangers, and plans below Business', async () => {
    const { call } = harness();
    expect((await call('PATCH', path, { assignee: priya, time: 1 })).json.status).toBe(400);
    expect((await call('PATCH', path, [{ assignee: 5, time: 1 }])).json.status).toBe(400);
    expect((await harness({ plan: 'free' }).call('PATCH', path, [{ assignee: priya, time: 1 }])).status).toBe(403);
  });
});
