import { describe, expect, it } from 'vitest';
import { LISTS, SEED_NOW, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harbourBikes } from '../../src/sandbox/seed/index.js';
import { harness, type Json } from '../support/sandbox.js';

const sprint = `/v2/list/${LISTS.sprint24}/task`;
const names = (people: Json[]): string[] => people.map((person) => person.username);

describe('GetTask', () => {
  it('has the form that ClickUp sends', async () => {
    const { json } = await harness().get(`/v2/task/${TASKS.offlineUnlock}`);
    expect(json).toMatchObject({
      id: TASKS.offlineUnlock,
      custom_id: expect.stringMatching(/^ENG-\d+$/),
      custom_item_id: 0,
      status: { status: 'in progress', type: 'custom', id: expect.stringMatching(/^p901700000101_\w{8}$/) },
      date_created: expect.stringMatching(/^\d{13}$/),
      date_closed: null,
      orderindex: expect.stringMatching(/^\d+\.0{12}$/),
      creator: { id: Number(USERS.tomas) },
      priority: { id: '1', priority: 'urgent', color: '#f50000', orderindex: '1' },
      points: 8,
      time_estimate: 115_200_000,
      time_spent: expect.any(Number),
      parent: null,
      team_id: WORKSPACE_ID,
      url: `https://app.clickup.com/t/${TASKS.offlineUnlock}`,
      permission_level: 'create',
      list: { id: LISTS.sprint24, name: 'Sprint 24', access: true },
      folder: { name: 'Mobile App', hidden: false },
      project: { name: 'Mobile App' },
      attachments: [{ title: 'token-format.md', extension: 'md' }],
    });
    expect(json.id).toMatch(/^86c1[0-9a-z]{5}$/);
    expect(json).not.toHaveProperty('subtasks');
    expect(json).not.toHaveProperty('markdown_description');
    expect(json.description).not.toContain('**');
  });

  it('shows subtasks and Markdown on request', async () => {
    const path = `/v2/task/${TASKS.offlineUnlock}?include_subtasks=true&include_markdown_description=true`;
    const { json } = await harness().get(path);
    expect(json.subtasks).toHaveLength(4);
    expect(json.subtasks[0]).toMatchObject({ parent: TASKS.offlineUnlock, top_level_parent: TASKS.offlineUnlock });
    expect(json.markdown_description).toContain('**ten minutes**');
  });

  it('shows a folderless List as a hidden Folder', async () => {
    const { get } = harness();
    const { json } = await get(`/v2/list/${LISTS.bugs}/task`);
    expect(json.tasks[0].folder).toMatchObject({ name: 'hidden', hidden: true });
  });

  it('takes a custom id only with both query parameters', async () => {
    const { get } = harness();
    const found = await get(`/v2/task/eng-42?custom_task_ids=true&team_id=${WORKSPACE_ID}`);
    expect(found.json.custom_id).toBe('ENG-42');
    expect((await get('/v2/task/ENG-42')).json.ECODE).toBe('OAUTH_027');
    expect((await get('/v2/task/ENG-42?custom_task_ids=true')).json.ECODE).toBe('OAUTH_027');
  });

  it('tells an unknown task from a deleted one', async () => {
    const { get, del } = harness();
    expect(await get('/v2/task/86nothere')).toMatchObject({ status: 401, json: { ECODE: 'OAUTH_027' } });
    const gone = await del(`/v2/task/${TASKS.offlineUnlock}`);
    expect([gone.status, gone.text]).toEqual([204, '']);
    const again = await get(`/v2/task/${TASKS.offlineUnlock}`);
    expect([again.status, again.json]).toEqual([404, { err: 'Task not found, deleted', ECODE: 'ITEM_013' }]);
  });
});

describe('CreateTask', () => {
  it('needs nothing but a name', async () => {
    const { post, get } = harness();
    const { status, json } = await post(sprint, { name: 'Say hello' });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      name: 'Say hello',
      status: { status: 'to do', type: 'open' },
      date_created: String(SEED_NOW),
      time_spent: 0,
      assignees: [],
      priority: null,
      custom_id: expect.stringMatching(/^ENG-/),
    });
    expect((await get(sprint)).json.tasks[0].id).toBe(json.id);
  });

  it('answers without files, as only reading one task and updating it name them', async () => {
    const { post, put, get } = harness();
    const { json } = await post(sprint, { name: 'Bare' });
    expect(json).not.toHaveProperty('attachments');
    expect((await get(`/v2/task/${json.id}`)).json.attachments).toEqual([]);
    expect((await put(`/v2/task/${json.id}`, {})).json.attachments).toEqual([]);
    expect((await get(sprint)).json.tasks[0]).not.toHaveProperty('attachments');
  });

  it.each([0, 1])('knows task type %i in every Workspace', async (type) => {
    const { post } = harness({ seed: 'empty' });
    const space = (await post(`/v2/team/${WORKSPACE_ID}/space`, { name: 'New' })).json;
    const list = (await post(`/v2/space/${space.id}/list`, { name: 'New' })).json;
    const { json } = await post(`/v2/list/${list.id}/task`, { name: 'x', custom_item_id: type });
    expect(json.custom_item_id).toBe(type);
  });

  it('stores what it is given', async () => {
    const { post } = harness();
    const { json } = await post(sprint, {
      name: 'Everything',
      markdown_content: '# Title\n\nSome **bold** words',
      description: 'loses',
      assignees: [Number(USERS.priya), Number(USERS.yuki)],
      tags: ['Backend', 'brand new'],
      status: 'IN Progress',
      priority: 2,
      due_date: Date.UTC(2026, 9, 9, 15, 30),
      start_date: Date.UTC(2026, 9, 8, 15, 30),
      start_date_time: true,
      time_estimate: 3_600_000,
      points: 3,
      custom_item_id: 1001,
      parent: TASKS.offlineUnlock,
      links_to: TASKS.greyButton,
    });
    expect(json).toMatchObject({
      description: 'Title\n\nSome bold words',
      status: { status: 'in progress' },
      priority: { id: '2' },
      due_date: String(Date.UTC(2026, 9, 9, 2, 0)),
      start_date: String(Date.UTC(2026, 9, 8, 15, 30)),
      time_estimate: 3_600_000,
      points: 3,
      custom_item_id: 1001,
      parent: TASKS.offlineUnlock,
      tags: [{ name: 'backend' }, { name: 'brand new', creator: null }],
      linked_tasks: [{ link_id: TASKS.greyButton }],
    });
    expect(names(json.assignees)).toEqual(['Priya Nair', 'Yuki Tanaka']);
    expect(names(json.watchers)).toEqual(['Lena Hoffmann', 'Priya Nair', 'Yuki Tanaka']);
  });

  it.each([
    [{}, 400, 'INPUT_005'],
    [{ name: '  ' }, 400, 'INPUT_005'],
    [{ name: null }, 400, 'INPUT_005'],
    [{ name: 'x', status: 'nope' }, 400, 'CRTSK_001'],
    [{ name: 'x', due_date: 'friday' }, 400, 'INPUT_006'],
    [{ name: 'x', due_date: 1e20 }, 400, 'INPUT_006'],
    [{ name: 'x', assignees: 5 }, 400, 'OAUTH_043'],
    [{ name: 'x', parent: TASKS.secondRegion }, 400, 'ITEM_137'],
    [{ name: 'x', links_to: '86nothere' }, 401, 'ACCESS_083'],
  ])('%o is refused', async (body, status, ecode) => {
    const { post, get } = harness();
    const before = (await get(sprint)).json.tasks.length;
    const answer = await post(sprint, body);
    expect([answer.status, answer.json.ECODE]).toEqual([status, ecode]);
    expect((await get(sprint)).json.tasks).toHaveLength(before);
  });

  it('refuses List ids as ClickUp does', async () => {
    const { post, del } = harness();
    expect(await post('/v2/list/0/task', { name: 'x' })).toMatchObject({ status: 400, json: { ECODE: 'INPUT_003' } });
    expect(await post('/v2/list/901799999999/task', { name: 'x' })).toMatchObject({
      status: 401,
      json: { ECODE: 'OAUTH_027' },
    });
    await del(`/v2/list/${LISTS.ideas}`);
    expect(await post(`/v2/list/${LISTS.ideas}/task`, { name: 'x' })).toMatchObject({
      status: 404,
      json: { ECODE: 'ACCESS_100' },
    });
  });

  it('passes over a guest who cannot see the List', async () => {
    const { post } = harness();
    const { json } = await post(sprint, { name: 'x', assignees: [Number(USERS.diego), Number(USERS.priya)] });
    expect(names(json.assignees)).toEqual(['Priya Nair']);
  });

  it('stores a date without a time at 04:00 of that day where the user lives', async () => {
    const seed = (...args: Parameters<typeof harbourBikes>) => {
      harbourBikes(...args);
      args[0].state.users.patch(USERS.lena, { timezone: 'America/New_York' });
    };
    const { post } = harness({ seed });
    const due = async (due_date_time?: boolean) =>
      (await post(sprint, { name: 'x', due_date: 1_568_036_964_079, due_date_time })).json.due_date;
    expect([await due(), await due(false), await due(true)]).toEqual([
      '1568016000000',
      '1568016000000',
      '1568036964079',
    ]);
  });

  it('checks required fields only when asked', async () => {
    const { post } = harness();
    const path = `/v2/list/${LISTS.maintenance}/task`;
    expect((await post(path, { name: 'a' })).status).toBe(200);
    expect((await post(path, { name: 'b', check_required_custom_fields: true })).status).toBe(400);
  });
});

describe('UpdateTask', () => {
  const path = `/v2/task/${TASKS.greyButton}`;

  it('changes people by add and rem, and ignores a flat list', async () => {
    const { put } = harness();
    const added = await put(path, { assignees: { add: [Number(USERS.samuel), Number(USERS.yuki)] } });
    expect(names(added.json.assignees)).toEqual(['Samuel Okafor', 'Yuki Tanaka']);
    const removed = await put(path, { assignees: { rem: [Number(USERS.yuki)] } });
    expect(names(removed.json.assignees)).toEqual(['Samuel Okafor']);
    const flat = await put(path, { assignees: [Number(USERS.yuki)] });
    expect([flat.status, names(flat.json.assignees)]).toEqual([200, ['Samuel Okafor']]);
  });

  it('ignores tags, list_id and custom_fields, and says so in strict mode only', async () => {
    const body = { tags: ['x'], list_id: LISTS.backlog, custom_fields: [] };
    const silent = await harness().put(path, body);
    expect(silent.headers.has('x-sandbox-notes')).toBe(false);
    const { put, sandbox } = harness({ strict: true });
    const { json, headers } = await put(path, body);
    expect(json.list.id).toBe(LISTS.sprint24);
    expect(json.tags.map((tag: Json) => tag.name)).toEqual(['bug', 'frontend']);
    expect(headers.get('x-sandbox-notes')).toContain('tags has no effect');
    expect(sandbox.requests.at(-1)?.notes?.filter((note) => note.endsWith('has no effect on update'))).toHaveLength(3);
  });

  it('clears the text with one space, dates and priority with null', async () => {
    const { put } = harness();
    const { json } = await put(path, { description: ' ', due_date: null, priority: null, time_estimate: null });
    expect(json).toMatchObject({ description: '', due_date: null, priority: null, time_estimate: null });
  });

  it('dates the end of a task and clears it when it is opened again', async () => {
    const { put, clock } = harness();
    clock.advance(5000);
    const closed = await put(path, { status: 'closed' });
    expect(closed.json).toMatchObject({ date_closed: String(SEED_NOW + 5000), date_done: String(SEED_NOW + 5000) });
    const open = await put(path, { status: 'to do' });
    expect(open.json).toMatchObject({ date_closed: null, date_done: null });
  });

  it('re-parents within the List, never below itself, and keeps a parent against null', async () => {
    const { put, get } = harness();
    expect((await put(path, { parent: TASKS.offlineUnlock })).json.parent).toBe(TASKS.offlineUnlock);
    expect((await put(`/v2/task/${TASKS.offlineUnlock}`, { parent: TASKS.greyButton })).json.ECODE).toBe('ITEM_137');
    expect((await put(path, { parent: TASKS.secondRegion })).json.ECODE).toBe('ITEM_137');
    await put(path, { parent: null });
    expect((await get(path)).json.parent).toBe(TASKS.offlineUnlock);
  });

  it('refuses a status that the List does not have', async () => {
    const answer = await harness().put(path, { status: 'published' });
    expect([answer.status, answer.json]).toEqual([400, { err: 'Status not found', ECODE: 'CRTSK_001' }]);
  });
});

describe('DeleteTask', () => {
  it('takes subtasks and ties along', async () => {
    const { get, del } = harness();
    const { json } = await get(`/v2/task/${TASKS.secondRegion}?include_subtasks=true`);
    await del(`/v2/task/${TASKS.secondRegion}`);
    expect((await get(`/v2/task/${json.subtasks[0].id}`)).json.ECODE).toBe('ITEM_013');
    const waiting = json.dependencies[0].task_id;
    expect((await get(`/v2/task/${waiting}`)).json.dependencies).toEqual([]);
  });
});
