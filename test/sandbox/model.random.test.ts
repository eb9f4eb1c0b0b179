import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSnapshot } from '../../src/sandbox/index.js';
import { type Harness, harness, type Json } from '../support/sandbox.js';
import { type Belief, bareSeed, emptyModel, type Model, PLACES, step, take } from '../support/workspace-model.js';

const all = 'subtasks=true&include_closed=true';

/** Every task of every page, in order; fails when a page is short without being the last. */
async function pages(h: Harness, path: string): Promise<Json[]> {
  const found: Json[] = [];
  for (let page = 0; ; page++) {
    const { tasks, last_page: last } = (await h.get(`${path}&page=${page}`)).json;
    found.push(...tasks);
    if (last) return found;
    expect(tasks).toHaveLength(100);
  }
}

const ids = (tasks: Iterable<{ id: string }>): string[] => [...tasks].map((task) => task.id).sort();

/** Newest first, and in the same millisecond in one fixed order. */
function expectOrdered(tasks: readonly Json[]): void {
  const keys = tasks.map((task) => [Number(task.date_created), task.id] as const);
  const sorted = keys.toSorted(([a, x], [b, y]) => b - a || (x < y ? 1 : -1));
  expect(keys).toEqual(sorted);
}

async function checkList(h: Harness, model: Model, id: string): Promise<number> {
  const known = [...model.tasks.values()];
  const here = (task: Belief) => task.home === id || task.extra.has(id);
  const shown = await pages(h, `/v2/list/${id}/task?${all}&include_timl=true`);
  expect(ids(shown)).toEqual(ids(known.filter((task) => here(task) && !task.archived)));
  expectOrdered(shown);
  const archived = await pages(h, `/v2/list/${id}/task?${all}&include_timl=true&archived=true`);
  expect(ids(archived)).toEqual(ids(known.filter((task) => here(task) && task.archived)));
  const open = await pages(h, `/v2/list/${id}/task?include_closed=false`);
  const isOpen = (task: Belief) =>
    task.home === id && !task.archived && task.parent === null && task.status !== 'closed';
  expect(ids(open)).toEqual(ids(known.filter(isOpen)));
  const { json } = await h.get(`/v2/list/${id}`);
  expect(json.deleted).toBe(false);
  expect(json.task_count).toBe(known.filter((task) => here(task) && !task.archived && task.parent === null).length);
  return json.task_count;
}

/** A task as its own route shows it, and its tree, ties and comments. */
async function checkTask(h: Harness, model: Model, task: Belief): Promise<void> {
  const { json } = await h.get(`/v2/task/${task.id}?include_subtasks=true`);
  let top = task.parent;
  for (let above = top; above !== null; above = model.tasks.get(above)?.parent ?? null) top = above;
  expect({
    home: json.list.id,
    extra: json.locations.map((place: Json) => place.id).sort(),
    parent: json.parent,
    top: json.top_level_parent,
    status: json.status.status,
    archived: json.archived,
    tags: json.tags.map((tag: Json) => tag.name).sort(),
    assignees: json.assignees.map((user: Json) => String(user.id)).sort(),
    below: json.subtasks.map((child: Json) => child.id).sort(),
    ties: json.dependencies.map((row: Json) => `${row.task_id}>${row.depends_on}`).sort(),
    closed: json.date_closed !== null,
  }).toEqual({
    home: task.home,
    extra: [...task.extra].sort(),
    parent: task.parent,
    top,
    status: task.status,
    archived: task.archived,
    tags: [...task.tags].sort(),
    assignees: [...task.assignees].sort(),
    below: ids([...model.tasks.values()].filter((child) => child.parent === task.id)),
    ties: [...model.waits].filter((pair) => pair.split('>').includes(task.id)).sort(),
    closed: task.status === 'closed',
  });
  const { comments } = (await h.get(`/v2/task/${task.id}/comment`)).json;
  expect(comments).toHaveLength(Math.min(25, task.comments));
}

async function checkAll(h: Harness, model: Model): Promise<void> {
  const counts = new Map<string, number>();
  for (const id of model.lists) counts.set(id, await checkList(h, model, id));
  for (const id of model.deletedLists) expect((await h.get(`/v2/list/${id}`)).json.deleted).toBe(true);
  for (const [i, id] of PLACES.folders.entries()) {
    const inside = i === 0 ? PLACES.lists.slice(0, 2) : PLACES.lists.slice(3);
    const sum = inside.reduce((total, list) => total + (counts.get(list) ?? 0), 0);
    expect((await h.get(`/v2/folder/${id}`)).json.task_count).toBe(String(sum));
  }
  const everywhere = await pages(h, `/v2/team/9011234567/task?${all}`);
  expect(ids(everywhere)).toEqual(ids([...model.tasks.values()].filter((task) => !task.archived)));
  const changed = [...model.tasks.values()].filter(
    (task) => task.parent !== null || task.extra.size + task.tags.size + task.assignees.size + task.comments > 0,
  );
  for (const task of changed.slice(0, 25)) await checkTask(h, model, task);
  for (const id of [...model.deleted].slice(0, 5)) {
    expect((await h.get(`/v2/task/${id}`)).json.ECODE).toBe('ITEM_013');
  }
  const snapshot = readSnapshot(JSON.parse(JSON.stringify(h.sandbox.snapshot())));
  h.sandbox.restore(snapshot);
  expect(h.sandbox.snapshot()).toEqual(snapshot);
}

it('keeps its invariants under any sequence of operations', async () => {
  const start = harness({ seed: bareSeed });
  const known = emptyModel();
  // So many that the next few tasks start a second page.
  await take(start, known, { do: 'create', list: 0, count: 96, under: null });
  const data = start.sandbox.snapshot();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), async (steps) => {
      const h = harness({ data });
      const model = structuredClone(known);
      for (const next of steps) await take(h, model, next);
      await checkAll(h, model);
    }),
    { seed: 20261005, numRuns: 60 },
  );
}, 120_000);
