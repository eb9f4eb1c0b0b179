import { describe, expect, it } from 'vitest';
import { createSandbox, LISTS, readSnapshot, type Snapshot, TASKS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const saved = (): Json => JSON.parse(JSON.stringify(createSandbox().snapshot()));

describe('a sandbox that starts from a snapshot', () => {
  it('holds what was saved, and goes back to it on reset', async () => {
    const first = harness();
    await first.put(`/v2/task/${TASKS.greyButton}`, { name: 'Saved' });
    const data = readSnapshot(JSON.parse(JSON.stringify(first.sandbox.snapshot())));
    const second = harness({ data });
    expect(second.sandbox.snapshot()).toEqual(data);
    await second.put(`/v2/task/${TASKS.greyButton}`, { name: 'Changed' });
    second.sandbox.reset();
    expect((await second.get(`/v2/task/${TASKS.greyButton}`)).json.name).toBe('Saved');
  });

  const problemOf = (change: (data: Json) => void): string => {
    const data = saved();
    change(data);
    try {
      readSnapshot(data);
    } catch (error) {
      return (error as Error).message;
    }
    return 'none';
  };

  it.each<[string, (data: Json) => void, string]>([
    ['another version', (data) => (data.version = 2), 'version is 2, wanted 1'],
    ['no rows', (data) => (data.rows = []), 'rows is [], wanted an object'],
    ['no ids', (data) => delete data.ids, 'ids is undefined, wanted { sequence, random }'],
    ['no windows', (data) => (data.windows = {}), 'windows is {}, wanted a list'],
    ['no faults', (data) => (data.faults = { seen: 1 }), 'faults is {"seen":1}'],
    ['an unknown table', (data) => (data.rows.task = []), 'rows.task is no table; there are users,'],
    ['a table that is no list', (data) => (data.rows.tasks = {}), 'rows.tasks is {}, wanted a list'],
    ['a row that is none', (data) => (data.rows.lists[2] = 5), 'rows.lists[2] is 5, wanted an object'],
    ['a numeric id', (data) => (data.rows.lists[2].id = 5), 'rows.lists[2].id is 5, wanted a string'],
    ['an id twice', (data) => (data.rows.tags[1].id = data.rows.tags[0].id), 'which an earlier row has'],
    [
      'a task nowhere',
      (data) => (data.rows.tasks[0].listId = '1'),
      'rows.tasks[0].listId names 1, which is not among lists',
    ],
    [
      'a place of a wrong type',
      (data) => (data.rows.tasks[0].listId = 7),
      'rows.tasks[0].listId is 7, wanted an id of lists',
    ],
    ['a stranger assigned', (data) => data.rows.tasks[3].assigneeIds.push('1'), 'rows.tasks[3].assigneeIds names 1'],
    ['a task within itself', (data) => (data.rows.tasks[0].parentId = data.rows.tasks[0].id), 'lies within itself'],
  ])('refuses %s', (_, change, problem) => {
    expect(problemOf(change)).toContain(`- ${problem}`.replace('- which', 'which').replace('- lies', 'lies'));
  });

  it('names the first ten problems', () => {
    const message = problemOf((data) => {
      for (const row of data.rows.tasks) row.listId = '1';
    });
    expect(message.split('\n')).toHaveLength(12);
    expect(message).toContain('and more');
    expect(() => readSnapshot(null)).toThrow('is null, wanted an object');
  });
});

describe('a Workspace of any size', () => {
  it('has exactly so many tasks, the same every time, and the company in it', async () => {
    const { sandbox, get } = harness({ seed: { scale: 1300 } });
    const { rows } = sandbox.snapshot();
    expect(rows.tasks).toHaveLength(1300);
    expect(() => readSnapshot(sandbox.snapshot())).not.toThrow();
    expect(harness({ seed: { scale: 1300 } }).sandbox.snapshot()).toEqual(sandbox.snapshot());
    const shown = async (list: string) => {
      const pages = [];
      for (let page = 0; pages.at(-1)?.last_page !== true; page++) {
        pages.push((await get(`/v2/list/${list}/task?subtasks=true&include_closed=true&page=${page}`)).json);
      }
      return pages.flatMap((page: Json) => page.tasks.map((task: Json) => task.id));
    };
    const all = await Promise.all(['901820000001', '901820000002', '901820000003'].map(shown));
    expect(all.map((ids) => ids.length)).toEqual([500, 500, 60]);
    expect(new Set(all.flat()).size).toBe(1060);
    expect((await get(`/v2/list/${LISTS.sprint24}/task`)).json.tasks.length).toBeGreaterThan(0);
    expect((await get(`/v2/team/${WORKSPACE_ID}/space`)).json.spaces.at(-1).name).toBe('Region 1');
  });

  it.each([[239], [1.5], [1_000_001], ['5000']])('refuses %s', (scale) => {
    expect(() => createSandbox({ seed: { scale: scale as number } })).toThrow('whole numbers from 240 to 1000000');
  });
});

it('a snapshot type-checks as what restore takes', () => {
  const snapshot: Snapshot = readSnapshot(saved());
  const sandbox = createSandbox();
  sandbox.restore(snapshot);
  expect(sandbox.snapshot()).toEqual(snapshot);
});
