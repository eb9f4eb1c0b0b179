import { describe, expect, it } from 'vitest';
import { heroTools, withoutHeroName } from '../../src/hosted/access/hero-tools.js';
import { DOCS, GOALS, LISTS, SPACES, USERS } from '../../src/sandbox/index.js';
import { hostedServer, manager } from '../support/hosted.js';
import { type ShownList, shownRows } from '../support/shown-rows.js';

interface Answer {
  result?: {
    isError?: boolean;
    tools?: {
      name: string;
      description: string;
      inputSchema: { properties: Record<string, { description?: string }>; required?: string[] };
    }[];
    structuredContent?: { success: boolean; data: Record<string, never> };
  };
}

/** A link with the names of the managed server, as its article makes one. */
async function link(methods: readonly string[] = ['read', 'write']) {
  const server = await hostedServer();
  const { create } = await manager(server, USERS.lena);
  const { body } = await create({ config: { methods, tags: ['truto'] } });
  const ask = async (method: string, params: object) => {
    const json = { jsonrpc: '2.0', id: 1, method, params };
    return (await (await server.send(new URL(body.url).pathname, { json })).json()) as Answer;
  };
  const call = async (name: string, input: object) => {
    const { result } = await ask('tools/call', { name, arguments: input });
    expect(result?.isError, JSON.stringify(result)).toBeFalsy();
    return expanded(result!.structuredContent!.data) as never;
  };
  return { server, ask, call };
}

/** Lists as columns and rows, as objects. */
function expanded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expanded);
  if (typeof value !== 'object' || value === null) return value;
  if ('columns' in value && 'rows' in value) return shownRows(value as ShownList).map(expanded);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, expanded(each)]));
}

interface Task {
  id: string;
  name: string;
  status: string;
  priority?: string;
  assignees?: { id: string }[];
}

describe('the names of the managed server', () => {
  it('are listed where their tag is, with their own arguments explained', async () => {
    const { ask } = await link();
    const { tools = [] } = (await ask('tools/list', {})).result!;
    expect(tools.map(({ name }) => name)).toEqual(Object.keys(heroTools));
    const of = (name: string) => tools.find((tool) => tool.name === name)!;
    const tasks = of('list_all_click_up_tasks');
    expect(tasks.description).toContain('next_cursor');
    expect(Object.keys(tasks.inputSchema.properties)).toContain('next_cursor');
    expect(Object.keys(tasks.inputSchema.properties)).not.toContain('cursor');
    expect(of('create_a_click_up_time_entry').inputSchema.properties.duration?.description).toContain('negative');
    expect(of('update_a_click_up_task_by_id').inputSchema.required).toEqual(['id']);
  });

  it('are narrowed like all others', async () => {
    const { ask } = await link(['read']);
    const { tools = [] } = (await ask('tools/list', {})).result!;
    expect(tools.map(({ name }) => name).filter((name) => /create|update/.test(name))).toEqual([]);
    const refused = await ask('tools/call', {
      name: 'create_a_click_up_task',
      arguments: { list_id: LISTS.bugs, name: 'x' },
    });
    expect(refused.result?.isError).toBe(true);
  });

  it('page by next_cursor', async () => {
    const { call } = await link();
    const first: { tasks: Task[]; next_cursor: string } = await call('list_all_click_up_tasks', {
      list_id: LISTS.bugs,
      limit: 3,
    });
    const second: { tasks: Task[] } = await call('list_all_click_up_tasks', {
      list_id: LISTS.bugs,
      limit: 3,
      next_cursor: first.next_cursor,
    });
    expect(first.tasks).toHaveLength(3);
    expect(second.tasks[0]?.id).not.toBe(first.tasks[0]?.id);
  });

  it('take time in milliseconds, and say what a negative duration is', async () => {
    const { call, server } = await link();
    await call('create_a_click_up_time_entry', {
      start: '2026-10-05T08:00:00Z',
      duration: 7_200_000,
      billable: true,
      description: 'Updated OAuth flows',
    });
    const entries = Object.values(server.sandbox.snapshot().rows).flat() as {
      description?: string;
      duration?: number;
      start?: number;
      end?: number;
    }[];
    const entry = entries.find(({ description }) => description === 'Updated OAuth flows');
    expect(entry).toBeDefined();
    expect(() => withoutHeroName('create_a_click_up_time_entry', { duration: -3600 })).toThrow(
      'duration is not above 0',
    );
  });

  it('triage a sprint: unassigned tasks of a List go to people, each with one call', async () => {
    const { call, server } = await link();
    const { lists }: { lists: { id: string; name: string }[] } = await call('list_all_click_up_lists', {
      space_id: SPACES.engineering,
    });
    const bugs = lists.find(({ name }) => name === 'Bugs')!;
    const { tasks }: { tasks: Task[] } = await call('list_all_click_up_tasks', { list_id: bugs.id });
    const unassigned = tasks.filter(({ assignees }) => !assignees?.length).slice(0, 4);
    expect(unassigned.length).toBeGreaterThan(1);
    await Promise.all(
      unassigned.map(({ id, name }) =>
        call('update_a_click_up_task_by_id', {
          id,
          assignees: [/app|button|screen|page/i.test(name) ? USERS.samuel : USERS.priya],
        }),
      ),
    );
    const after: { tasks: Task[] } = await call('list_all_click_up_tasks', { list_id: bugs.id });
    for (const { id } of unassigned) expect(after.tasks.find((task) => task.id === id)?.assignees).toHaveLength(1);
    const entries = await server.deps.audit.list('9011234567', 100);
    expect(entries.filter(({ event }) => event === 'call_ended')).toHaveLength(unassigned.length);
  });

  it('follow a goal: its key results beside the tasks that block it', async () => {
    const { call } = await link(['read']);
    const { goal }: { goal: { name: string; key_results: object[]; owners?: object[] } } = await call(
      'get_single_click_up_goal_by_id',
      { id: GOALS.unlock },
    );
    expect(goal.key_results.length).toBeGreaterThan(1);
    const { tasks }: { tasks: Task[] } = await call('list_all_click_up_tasks', { list_id: LISTS.apiPlatform });
    const blocked = tasks.filter(({ status }) =>
      /blocked/i.test(typeof status === 'string' ? status : JSON.stringify(status)),
    );
    expect(blocked.length).toBeGreaterThan(0);
    const docs: { docs: { id: string }[] } = await call('list_all_click_up_search_docs', { query: 'unlock' });
    expect(docs.docs.map(({ id }) => id)).toContain(DOCS.unlockDesign);
  });
});
