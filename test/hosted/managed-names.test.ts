import { describe, expect, it } from 'vitest';
import { LISTS, SPACES, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { hostedServer, manager } from '../support/hosted.js';
import { rowsIn } from '../support/shown-table.js';

type Data = Record<string, Record<string, unknown>[]>;

/** What a model gets: rows that are alike come as a table. */
const unfolded = (data: object): Data =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, isTable(value) ? rowsIn(value) : value]),
  ) as Data;

const isTable = (value: unknown): boolean => typeof value === 'object' && value !== null && 'columns' in value;

/** Lena's link with the names that a managed server has, and calls through it. */
async function managed(methods: readonly string[], tags: readonly string[] = ['truto']) {
  const server = await hostedServer();
  const { create } = await manager(server, USERS.lena);
  const { body } = await create({ config: { methods, tags } });
  const { pathname } = new URL(body.url);
  const send = async (method: string, params: object) => {
    const response = await server.send(pathname, { json: { jsonrpc: '2.0', id: 1, method, params } });
    return ((await response.json()) as { result: unknown }).result;
  };
  const call = async (name: string, input: object) => {
    const { isError, structuredContent } = (await send('tools/call', { name, arguments: input })) as {
      isError?: boolean;
      structuredContent: { data?: object };
    };
    return { isError, data: unfolded(structuredContent.data ?? {}) };
  };
  const list = async () => ((await send('tools/list', {})) as { tools: { name: string; inputSchema: object }[] }).tools;
  return { server, call, list };
}

describe('a link with the tag truto', () => {
  it('lists the eight names and nothing else, narrowed by its methods', async () => {
    const all = await (await managed(['read', 'write'])).list();
    expect(all.map(({ name }) => name)).toEqual([
      'list_all_click_up_spaces',
      'list_all_click_up_lists',
      'list_all_click_up_tasks',
      'create_a_click_up_task',
      'update_a_click_up_task_by_id',
      'get_single_click_up_goal_by_id',
      'list_all_click_up_search_docs',
      'create_a_click_up_time_entry',
    ]);
    const said = JSON.stringify(all);
    expect(said).toContain('next_cursor of the last answer, unchanged');
    expect(said).toContain('Never negative');
    const { list, call, server } = await managed(['read']);
    expect(await list()).toHaveLength(5);
    const refused = await call('create_a_click_up_task', { list_id: LISTS.bugs, name: 'x' });
    expect(refused).toMatchObject({ isError: true });
    expect(server.sandbox.requests.filter(({ operation }) => operation === 'CreateTask')).toEqual([]);
  });

  it('answers Lists of a Space with their statuses, counts and the colours of their priorities', async () => {
    const { server, call } = await managed(['read']);
    const key = await (await manager(server, USERS.lena)).key({ methods: ['update'] });
    await server.send('/api/tools/list_update', { bearer: key, json: { list_id: LISTS.bugs, priority: 'high' } });
    const { data } = await call('list_all_click_up_lists', { space_id: SPACES.engineering });
    expect(data.lists!.find(({ id }) => id === LISTS.bugs)).toMatchObject({
      priority: 'high',
      priority_color: expect.stringMatching(/^#[\da-f]{6}$/i),
      task_count: expect.any(Number),
    });
    expect(JSON.stringify(data.lists)).toContain('in progress');
  });

  it('stands beside tools by their own names', async () => {
    const names = (await (await managed(['read'], ['truto', 'goals'])).list()).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['clickup_goal_list', 'clickup_goal_get', 'list_all_click_up_spaces']),
    );
    expect(names).not.toContain('clickup_space_list');
  });

  it('triages: unassigned tasks of a List are read, and given to people by what they describe', async () => {
    const { server, call } = await managed(['read', 'write']);
    const found = await call('list_all_click_up_spaces', {});
    const space = found.data.spaces!.find(({ id }) => id === SPACES.engineering)!;
    const { data: listed } = await call('list_all_click_up_lists', { space_id: space.id });
    const bugs = listed.lists!.find(({ id }) => id === LISTS.bugs)!;
    expect(bugs).toMatchObject({ task_count: expect.any(Number), statuses: expect.any(Array) });
    expect(listed.lists!.some(({ folder }) => folder !== undefined)).toBe(true);
    for (const [name, description] of [
      ['White page after login', 'The frontend shows nothing'],
      ['Slow query', 'The backend takes 9 s'],
    ])
      await call('create_a_click_up_task', { list_id: bugs.id, name, description });
    const tasks: Record<string, unknown>[] = [];
    for (let next_cursor: unknown; ; ) {
      const page = await call('list_all_click_up_tasks', {
        list_id: bugs.id,
        limit: 10,
        ...(next_cursor ? { next_cursor } : {}),
      });
      tasks.push(...page.data.tasks!);
      next_cursor = (page.data as Record<string, unknown>).next_cursor;
      if (next_cursor === undefined) break;
    }
    expect(tasks.length).toBeGreaterThan(10);
    expect(tasks.some(({ custom_fields }) => Object.keys(custom_fields ?? {}).length > 0)).toBe(true);
    const open = tasks.filter(
      ({ assignees, description }) => !assignees && /frontend|backend/.test(String(description)),
    );
    expect(open).toHaveLength(2);
    const assigned = await Promise.all(
      open.map(({ id, description }) =>
        call('update_a_click_up_task_by_id', {
          id,
          assignees: [/frontend/.test(String(description)) ? 'Priya' : 'Tomas'],
        }),
      ),
    );
    expect(
      assigned.map(({ data }) => (data.task as unknown as { assignees: string[] }).assignees[0]!.split(' ')[0]).sort(),
    ).toEqual(['Priya', 'Tomas']);
    // Each write is in the audit, by the name of the tool it is.
    const audit = await server.deps.audit.list(WORKSPACE_ID, 50);
    const ended = audit.filter(({ event }) => event === 'call_ended').map(({ data }) => data.tool);
    expect(ended.sort()).toEqual([...Array(2).fill('clickup_task_create'), ...Array(2).fill('clickup_task_update')]);
  });

  it('reports a risk: a goal with its history, and what is blocked among the tasks', async () => {
    const { call } = await managed(['read']);
    const { data } = await call('get_single_click_up_goal_by_id', { id: 'Q4: Unlocking works on the first try' });
    const goal = data.goal as unknown as Data;
    expect(goal).toMatchObject({ progress: expect.any(Number), owners: ['Lena Hoffmann', 'Tomas Rivera'] });
    expect(rowsIn(goal.key_results).every(({ progress }) => typeof progress === 'number')).toBe(true);
    expect(rowsIn(goal.history)).toMatchObject([
      { key_result: 'Unlocks that succeed on the first try', by: 'Yuki Tanaka', before: 91, after: 94 },
    ]);
    const { data: listed } = await call('list_all_click_up_tasks', { list_id: LISTS.sprint24 });
    const blocked = listed.tasks!.filter(({ status }) => status === 'blocked');
    expect(blocked.length).toBeGreaterThan(0);
    expect(blocked.every(({ description }) => typeof description === 'string' || description === undefined)).toBe(true);
  });

  it('finds Docs by a phrase of their pages, and logs two hours', async () => {
    const { server, call } = await managed(['read', 'write']);
    const { data } = await call('list_all_click_up_search_docs', { query: 'vendor certificates' });
    expect(data.docs!.length).toBeGreaterThan(0);
    const [task] = (await call('list_all_click_up_tasks', { list_id: LISTS.bugs, limit: 1 })).data.tasks!;
    const start = new Date(server.clock.now() - 3 * 3_600_000).toISOString();
    const logged = await call('create_a_click_up_time_entry', {
      task_id: task!.id,
      start,
      duration: 7_200_000,
      billable: true,
      description: 'Updated OAuth flows',
    });
    expect(logged.data.entry).toMatchObject({ billable: true, duration: '2h' });
    const negative = await call('create_a_click_up_time_entry', { task_id: task!.id, start, duration: -3600 });
    expect(negative).toMatchObject({ isError: true });
  });
});
