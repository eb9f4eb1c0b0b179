import fc from 'fast-check';
import { expect } from 'vitest';
import { type SeedFunction, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { emptySeed } from '../../src/sandbox/seed/index.js';
import { engineeringFlow, folder, list, space } from '../../src/sandbox/seed/places.js';
import type { Harness } from './sandbox.js';

/** What the test believes about one task. */
export interface Belief {
  id: string;
  created: number;
  home: string;
  extra: Set<string>;
  parent: string | null;
  status: string;
  archived: boolean;
  tags: Set<string>;
  assignees: Set<string>;
  comments: number;
}

/** What the test believes about everything; deleted tasks and Lists are remembered apart. */
export interface Model {
  readonly tasks: Map<string, Belief>;
  readonly deleted: Set<string>;
  readonly lists: Set<string>;
  readonly deletedLists: Set<string>;
  /** `waiting>waited on`. */
  readonly waits: Set<string>;
}

const FOLDERS = ['901791000001', '901791000002'];
export const PLACES = {
  spaces: ['901790000001', '901790000002'],
  folders: FOLDERS,
  lists: ['901792000001', '901792000002', '901792000003', '901792000004', '901792000005'],
} as const;

/** Two Spaces, each with a Folder of two Lists; the first has a folderless List as well. No tasks. */
export const bareSeed: SeedFunction = (seed) => {
  emptySeed(seed);
  const [first, second] = PLACES.spaces;
  for (const [i, id] of PLACES.spaces.entries()) {
    seed.state.spaces.put(space(id, `Space ${i}`, '#0f766e', engineeringFlow, {}));
    seed.state.folders.put(folder(FOLDERS[i] ?? '', id, `Folder ${i}`, 0));
  }
  const [a, b, c, d, e] = PLACES.lists;
  for (const [id, where, around] of [
    [a, first, FOLDERS[0]],
    [b, first, FOLDERS[0]],
    [c, first, null],
    [d, second, FOLDERS[1]],
    [e, second, FOLDERS[1]],
  ] as const) {
    seed.state.lists.put(list(id, where, around ?? null, `List ${id.slice(-1)}`, 0));
  }
};

export const emptyModel = (): Model => ({
  tasks: new Map(),
  deleted: new Set(),
  lists: new Set(PLACES.lists),
  deletedLists: new Set(),
  waits: new Set(),
});

const people = [USERS.lena, USERS.priya, USERS.samuel];
const tagNames = ['red', 'green', 'blue'];
const statusNames = ['to do', 'in progress', 'done', 'closed', 'nonsense'];

type Step =
  | { do: 'create'; list: number; count: number; under: number | null }
  | { do: 'status' | 'assign' | 'unassign' | 'tag' | 'untag'; task: number; value: number }
  | { do: 'parent' | 'waitOn' | 'noLongerWaitOn'; task: number; other: number }
  | { do: 'addTo' | 'removeFrom' | 'move'; task: number; list: number }
  | { do: 'archive'; task: number; on: boolean }
  | { do: 'comment' | 'delete'; task: number }
  | { do: 'deleteList'; list: number }
  | { do: 'later' };

// Mostly the same few tasks, the first or the last ones, so that steps meet; now and then any.
const some = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 2 }) },
  { weight: 2, arbitrary: fc.integer({ min: -2, max: -1 }) },
  { weight: 1, arbitrary: fc.nat({ max: 300 }) },
);
const one = fc.nat({ max: 4 });
const doing = <T extends string>(...names: T[]) => fc.constantFrom(...names);

/** A step names objects by numbers, taken modulo how many there are when it runs, so that shrinking keeps it meaningful. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: doing('create'), list: one, count: fc.nat({ max: 40 }), under: fc.option(some) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: doing('status', 'assign', 'unassign', 'tag', 'untag'), task: some, value: one }),
  },
  { weight: 4, arbitrary: fc.record({ do: doing('parent', 'waitOn', 'noLongerWaitOn'), task: some, other: some }) },
  { weight: 4, arbitrary: fc.record({ do: doing('addTo', 'removeFrom', 'move'), task: some, list: one }) },
  { weight: 1, arbitrary: fc.record({ do: doing('archive'), task: some, on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: doing('comment', 'delete'), task: some }) },
  { weight: 1, arbitrary: fc.record({ do: doing('deleteList'), list: one }) },
  { weight: 2, arbitrary: fc.record({ do: doing('later') }) },
);

const pick = <T>(from: Iterable<T>, index: number): T | undefined => {
  const all = [...from];
  return all.at(index % Math.max(1, all.length));
};

export const below = (model: Model, id: string): string[] =>
  [...model.tasks.values()].filter((task) => task.parent === id).flatMap((task) => [task.id, ...below(model, task.id)]);

function forget(model: Model, id: string): void {
  model.tasks.delete(id);
  model.deleted.add(id);
  for (const pair of model.waits) if (pair.split('>').includes(id)) model.waits.delete(pair);
}

const reaches = (model: Model, from: string, target: string): boolean =>
  from === target ||
  [...model.waits].some((pair) => pair.startsWith(`${from}>`) && reaches(model, pair.split('>')[1] ?? '', target));

/** Takes one step on the sandbox and in the model, and holds the answer's status against what the model expects. */
export async function take(h: Harness, model: Model, next: Step): Promise<void> {
  if (next.do === 'later') return h.clock.advance(1000);
  if (next.do === 'deleteList') return deleteList(h, model, pick(PLACES.lists, next.list) ?? '');
  if (next.do === 'create') return create(h, model, next);
  const task = pick(model.tasks.values(), next.task);
  if (!task) return;
  const path = `/v2/task/${task.id}`;
  switch (next.do) {
    case 'status': {
      const name = statusNames[next.value] ?? '';
      const { status, json } = await h.put(path, { status: name });
      expect([status, json.ECODE]).toEqual(name === 'nonsense' ? [400, 'CRTSK_001'] : [200, undefined]);
      if (status === 200) task.status = name;
      return;
    }
    case 'assign':
    case 'unassign': {
      const id = pick(people, next.value) ?? '';
      await h.put(path, { assignees: { [next.do === 'assign' ? 'add' : 'rem']: [Number(id)] } });
      task.assignees[next.do === 'assign' ? 'add' : 'delete'](id);
      return;
    }
    case 'tag':
    case 'untag': {
      const name = pick(tagNames, next.value) ?? '';
      await h.call(next.do === 'tag' ? 'POST' : 'DELETE', `${path}/tag/${name}`);
      task.tags[next.do === 'tag' ? 'add' : 'delete'](name);
      return;
    }
    case 'archive':
      await h.put(path, { archived: next.on });
      task.archived = next.on;
      return;
    case 'comment':
      expect((await h.post(`${path}/comment`, { comment_text: 'Noted' })).status).toBe(200);
      task.comments += 1;
      return;
    case 'delete':
      expect((await h.del(path)).status).toBe(204);
      for (const id of [task.id, ...below(model, task.id)]) forget(model, id);
      return;
    case 'parent':
    case 'waitOn':
    case 'noLongerWaitOn':
      return tie(h, model, task, next.do, pick(model.tasks.values(), next.other) ?? task);
    default:
      return place(h, model, task, next.do, pick(PLACES.lists, next.list) ?? '');
  }
}

async function create(h: Harness, model: Model, step: Extract<Step, { do: 'create' }>): Promise<void> {
  const home = pick(PLACES.lists, step.list) ?? '';
  const parent = step.under === null ? undefined : pick(model.tasks.values(), step.under);
  for (let i = 0; i <= step.count; i++) {
    const { status, json } = await h.post(`/v2/list/${home}/task`, {
      name: `Task ${i}`,
      ...(parent ? { parent: parent.id } : {}),
    });
    const possible = model.lists.has(home) && (!parent || parent.home === home);
    expect(status === 200, `${status} ${json.ECODE}`).toBe(possible);
    if (!possible) return;
    const none = { extra: new Set<string>(), tags: new Set<string>(), assignees: new Set<string>() };
    const fresh = { id: json.id, created: h.clock.now(), home, parent: parent?.id ?? null, status: 'to do' };
    model.tasks.set(json.id, { ...none, ...fresh, archived: false, comments: 0 });
  }
}

async function deleteList(h: Harness, model: Model, id: string): Promise<void> {
  // The last two stay, so that a run does not end with nothing.
  if (model.lists.size <= 2 && model.lists.has(id)) return;
  expect((await h.del(`/v2/list/${id}`)).status).toBe(200);
  model.lists.delete(id);
  model.deletedLists.add(id);
  for (const task of [...model.tasks.values()]) {
    task.extra.delete(id);
    if (task.home === id) forget(model, task.id);
  }
}

async function tie(h: Harness, model: Model, task: Belief, how: string, other: Belief): Promise<void> {
  const path = `/v2/task/${task.id}`;
  if (how === 'parent') {
    const possible = other.home === task.home && other.id !== task.id && !below(model, task.id).includes(other.id);
    const { status } = await h.put(path, { parent: other.id });
    expect(status).toBe(possible ? 200 : 400);
    if (possible) task.parent = other.id;
  } else if (how === 'waitOn') {
    const possible = !reaches(model, other.id, task.id);
    expect((await h.post(`${path}/dependency`, { depends_on: other.id })).status).toBe(possible ? 200 : 400);
    if (possible) model.waits.add(`${task.id}>${other.id}`);
  } else {
    await h.del(`${path}/dependency?depends_on=${other.id}`);
    model.waits.delete(`${task.id}>${other.id}`);
  }
}

async function place(h: Harness, model: Model, task: Belief, how: string, to: string): Promise<void> {
  const there = model.lists.has(to);
  if (how === 'addTo') {
    expect((await h.post(`/v2/list/${to}/task/${task.id}`)).status === 200).toBe(there);
    if (there && to !== task.home) task.extra.add(to);
  } else if (how === 'removeFrom') {
    const { status } = await h.del(`/v2/list/${to}/task/${task.id}`);
    expect(status === 200).toBe(there && to !== task.home);
    if (status === 200) task.extra.delete(to);
  } else {
    const { status } = await h.put(`/v3/workspaces/${WORKSPACE_ID}/tasks/${task.id}/home_list/${to}`, {});
    expect(status === 200).toBe(there);
    if (!there || to === task.home) return;
    for (const id of [task.id, ...below(model, task.id)]) {
      const moved = model.tasks.get(id);
      if (moved) moved.home = to;
      moved?.extra.delete(to);
    }
    task.parent = null;
  }
}
