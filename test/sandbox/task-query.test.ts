import { describe, expect, it } from 'vitest';
import { FIELDS, LISTS, optionId, SEED_NOW, SPACES, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const team = `/v2/team/${WORKSPACE_ID}/task`;
const list = (id: string, query = '') => `/v2/list/${id}/task${query}`;
const ids = (json: Json): string[] => json.tasks.map((task: Json) => task.id);
const statuses = (json: Json): Set<string> => new Set(json.tasks.map((task: Json) => task.status.status));

describe('pages', () => {
  it('holds 100 tasks, newest first, and loses and repeats none', async () => {
    const { get } = harness();
    const query = '?include_closed=true&subtasks=true&limit=5';
    const pages = [];
    for (const page of [0, 1, 2, 3]) pages.push((await get(`${team}${query}&page=${page}`)).json);
    expect(pages.map((page) => [page.tasks.length, page.last_page])).toEqual([
      [100, false],
      [100, false],
      [40, true],
      [0, true],
    ]);
    const all = pages.flatMap(ids);
    expect(new Set(all).size).toBe(240);
    const dates = pages.flatMap((page) => page.tasks.map((task: Json) => Number(task.date_created)));
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    const reversed = (await get(`${team}${query}&reverse=true`)).json;
    expect(ids(reversed)[0]).toBe(all.at(-1));
  });

  it.each(['page=-1', 'page=x', 'order_by=priority', 'order_by=constructor', 'due_date_gt=soon'])(
    '%s is 500 ITEMV2_003',
    async (query) => {
      expect(await harness().get(`${team}?${query}`)).toMatchObject({ status: 500, json: { ECODE: 'ITEMV2_003' } });
    },
  );

  it.each(['id', 'created', 'updated', 'due_date'])('orders by %s both ways', async (order) => {
    const { get } = harness();
    const down = ids((await get(list(LISTS.backlog, `?order_by=${order}`))).json);
    const up = ids((await get(list(LISTS.backlog, `?order_by=${order}&reverse=true`))).json);
    expect(up).toEqual([...down].reverse());
  });
});

describe('filters', () => {
  it('leaves out closed tasks and subtasks unless asked, but shows a closed status that is named', async () => {
    const { get } = harness();
    const plain = (await get(list(LISTS.sprint24))).json;
    expect(statuses(plain)).not.toContain('closed');
    expect(statuses(plain)).toContain('done');
    expect(plain.tasks.every((task: Json) => task.parent === null)).toBe(true);
    expect(statuses((await get(list(LISTS.sprint24, '?include_closed=true'))).json)).toContain('closed');
    expect(statuses((await get(list(LISTS.sprint24, '?statuses[]=CLOSED'))).json)).toEqual(new Set(['closed']));
    const withSubtasks = (await get(list(LISTS.sprint24, '?subtasks=true'))).json;
    expect(withSubtasks.tasks.length).toBeGreaterThan(plain.tasks.length);
  });

  it('finds the open bugs of the sprint that nobody has', async () => {
    const { get } = harness();
    const { json } = await get(list(LISTS.sprint24, '?tags[]=frontend&tags[]=backend'));
    expect(json.tasks).toHaveLength(8);
    expect(json.tasks.every((task: Json) => task.assignees.length === 0 && task.custom_item_id === 1001)).toBe(true);
  });

  it('filters by people, type, place and parent', async () => {
    const { get } = harness();
    const mine = (await get(`${team}?assignees[]=${USERS.priya}&assignees[]=${USERS.yuki}`)).json;
    const people = mine.tasks.flatMap((task: Json) => task.assignees.map((user: Json) => String(user.id)));
    expect(new Set(people)).toEqual(new Set([USERS.priya, USERS.yuki]));
    expect((await get(`${team}?assignees[]=1`)).json.tasks).toEqual([]);
    const milestones = (await get(`${team}?custom_items[]=1`)).json;
    expect(milestones.tasks.length).toBeGreaterThan(3);
    const inSpace = (await get(`${team}?space_ids[]=${SPACES.marketing}`)).json;
    expect(new Set(inSpace.tasks.map((task: Json) => task.space.id))).toEqual(new Set([SPACES.marketing]));
    const children = (await get(`${team}?parent=${TASKS.offlineUnlock}`)).json;
    expect(children.tasks).toHaveLength(4);
  });

  it('compares dates strictly', async () => {
    const { get } = harness();
    const { json } = await get(list(LISTS.sprint24, '?order_by=due_date'));
    const due = Number(json.tasks[0].due_date);
    const after = (await get(list(LISTS.sprint24, `?due_date_gt=${due}`))).json;
    expect(after.tasks).toEqual([]);
    const before = (await get(list(LISTS.sprint24, `?due_date_gt=${due - 1}&due_date_lt=${due + 1}`))).json;
    expect(ids(before)).toContain(json.tasks[0].id);
    const overdue = (await get(`${team}?due_date_lt=${SEED_NOW}`)).json;
    expect(overdue.tasks.every((task: Json) => Number(task.due_date) < SEED_NOW)).toBe(true);
  });

  it.each([
    ['statuses=closed', 'OAUTH_040'],
    ['assignees=1', 'OAUTH_043'],
    ['custom_items=1', 'PUBAPITASK_008'],
    ['custom_items[]=bug', 'PUBAPITASK_009'],
    ['custom_fields=x', 'ITEM_155'],
    ['custom_fields={}', 'ITEM_156'],
  ])('%s is 400 %s', async (query, ecode) => {
    expect(await harness().get(list(LISTS.sprint24, `?${query}`))).toMatchObject({
      status: 400,
      json: { ECODE: ecode },
    });
  });

  it('gives tags without brackets no effect', async () => {
    const { get } = harness();
    const all = (await get(list(LISTS.sprint24))).json;
    expect(ids((await get(list(LISTS.sprint24, '?tags=backend'))).json)).toEqual(ids(all));
  });

  it('shows archived tasks only when asked, and then nothing else', async () => {
    const { get, put } = harness();
    await put(`/v2/task/${TASKS.greyButton}`, { archived: true });
    expect(ids((await get(list(LISTS.sprint24))).json)).not.toContain(TASKS.greyButton);
    expect(ids((await get(list(LISTS.sprint24, '?archived=true'))).json)).toEqual([TASKS.greyButton]);
  });

  it('adds tasks of other Lists with include_timl', async () => {
    const { get } = harness();
    expect(ids((await get(list(LISTS.sprint24))).json)).not.toContain(TASKS.certificates);
    const { json } = await get(list(LISTS.sprint24, '?include_timl=true'));
    const task = json.tasks.find((one: Json) => one.id === TASKS.certificates);
    expect(task).toMatchObject({
      list: { id: LISTS.apiPlatform },
      locations: [{ id: LISTS.sprint24, name: 'Sprint 24' }],
    });
  });

  it('takes parent on the route of the Workspace only, and include_timl on that of a List only', async () => {
    const { get, sandbox } = harness({ strict: true });
    const plain = ids((await get(list(LISTS.sprint24))).json);
    expect(ids((await get(list(LISTS.sprint24, `?parent=${TASKS.offlineUnlock}`))).json)).toEqual(plain);
    expect(sandbox.requests.at(-1)?.notes).toContainEqual(expect.stringMatching(/^parent has no effect here/));
    const query = `list_ids[]=${LISTS.sprint24}&include_timl=true`;
    expect(ids((await get(`${team}?${query}`)).json)).toEqual(plain);
    expect(sandbox.requests.at(-1)?.notes).toContainEqual(expect.stringMatching(/^include_timl has no effect here/));
  });
});

describe('custom field filters', () => {
  const count = async (conditions: Json): Promise<number> => {
    const { get } = harness();
    const query = `include_closed=true&subtasks=true&custom_fields=${encodeURIComponent(JSON.stringify(conditions))}`;
    const pages = await Promise.all([0, 1, 2].map((page) => get(`${team}?${query}&page=${page}`)));
    return pages.reduce((sum, page) => sum + page.json.tasks.length, 0);
  };
  const one = (field: keyof typeof FIELDS, operator: string, value?: unknown) =>
    count([{ field_id: FIELDS[field], operator, ...(value === undefined ? {} : { value }) }]);

  it('compares numbers', async () => {
    expect(await one('reports', '>', 40)).toBe(2);
    expect(await one('reports', '>=', 41)).toBe(2);
    expect(await one('reports', '==', 41)).toBe(1);
    expect(await one('reports', 'RANGE', [40, 42])).toBe(1);
    expect(await one('reports', 'RANGE', { low_value: 43, high_value: 45 })).toBe(1);
  });

  it('knows set from unset', async () => {
    const set = await one('reports', 'IS NOT NULL');
    const unset = await one('reports', 'IS NULL');
    expect(set + unset).toBe(240);
  });

  it('matches options by id or index, labels and people', async () => {
    const critical = await one('severity', '==', optionId('severity', 'Critical'));
    expect(critical).toBeGreaterThan(2);
    expect(await one('severity', '==', 0)).toBe(critical);
    expect(await one('severity', 'ANY', [optionId('severity', 'Critical')])).toBe(critical);
    const both = [optionId('platforms', 'iOS'), optionId('platforms', 'Android')];
    expect(await one('platforms', 'ANY', both)).toBeGreaterThan(await one('platforms', 'ALL', both));
    expect(await one('platforms', 'NOT ANY', both)).toBe(240 - (await one('platforms', 'ANY', both)));
    expect(await one('reviewer', 'ANY', [Number(USERS.tomas)])).toBe(1);
  });

  it('contains text with =, equals it with ==', async () => {
    expect(await one('build', '=', '8.2')).toBe(2);
    expect(await one('build', '==', '8.23.4')).toBe(1);
    expect(await one('build', '!=', '8.2')).toBe(238);
  });

  it('joins conditions by AND', async () => {
    const narrow = [
      { field_id: FIELDS.reports, operator: '>', value: 20 },
      { field_id: FIELDS.severity, operator: '==', value: optionId('severity', 'Critical') },
    ];
    expect(await count(narrow)).toBeLessThan(await count(narrow.slice(0, 1)));
  });
});
