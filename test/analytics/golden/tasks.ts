import { expect } from 'vitest';
import { USERS } from '../../../src/sandbox/index.js';
import { type Answer, type Check, countBy, dayMs, hours, sum, type Task, type World } from './world.js';

const all = { limit: 500 };

/** What `get_list_progress` and what is like it count of some tasks. */
export function progressOf({ category, isComplete, completedAt, now }: World, tasks: readonly Task[]) {
  const completed = tasks.filter(isComplete);
  const by_category = countBy(tasks, category);
  const counted = tasks.length - (by_category.cancelled ?? 0);
  return {
    total: tasks.length,
    completed: completed.length,
    cancelled: by_category.cancelled ?? 0,
    completion_rate: counted > 0 ? Math.round((completed.length / counted) * 1000) / 1000 : null,
    by_category,
    completed_last_7_days: completed.filter((task) => completedAt(task) >= now - 7 * dayMs).length,
  };
}

export function expectProgress(world: World, found: Answer, tasks: readonly Task[]): void {
  expect(found).toMatchObject(progressOf(world, tasks));
  expect(Object.fromEntries(found.by_status.map(({ status, tasks: count }: Answer) => [status, count]))).toEqual(
    countBy(tasks, ({ status }) => status),
  );
}

/** Work left for each person, of nobody under `null`. */
export function expectWorkload(world: World, found: Answer, tasks: readonly Task[], shared: 'full' | 'split') {
  const { truth, isOverdue, category } = world;
  const people: Record<string, { remaining: number; tasks: number; overdue: number; active: number }> = {};
  for (const task of tasks.filter(world.isOpen)) {
    const left = Math.max(0, truth.estimateOf(task) - truth.ownTime(task.id));
    const among = task.assigneeIds.length > 0 ? task.assigneeIds : [null];
    for (const [position, id] of among.entries()) {
      people[String(id)] ??= { remaining: 0, tasks: 0, overdue: 0, active: 0 };
      const person = people[String(id)]!;
      const part = Math.floor(left / among.length) + (position < left % among.length ? 1 : 0);
      person.remaining += shared === 'full' ? left : part;
      person.tasks += shared === 'full' ? 1 : 1 / among.length;
      person.overdue += isOverdue(task) ? 1 : 0;
      person.active += category(task) === 'active' ? 1 : 0;
    }
  }
  expect(found.people.map(({ user_id }: Answer) => String(user_id)).sort()).toEqual(Object.keys(people).sort());
  for (const row of found.people) {
    const person = people[String(row.user_id)]!;
    expect(row).toMatchObject({ remaining_ms: person.remaining, overdue: person.overdue, active: person.active });
    expect(row.tasks).toBeCloseTo(person.tasks, 2);
    const weeks = hours(person.remaining) / found.week_hours;
    expect(row.load).toBe(weeks > 1 ? 'overloaded' : weeks < 0.5 ? 'has capacity' : 'fits');
  }
}

/** Every row of a tree of tasks, own figures and those with all below. */
export function expectTree({ truth, below, tasks, isOpen }: World, rows: readonly Answer[], top: string): void {
  expect(rows.map(({ task_id }) => task_id).sort()).toEqual(below(top).sort());
  for (const row of rows) {
    const ids = below(row.task_id);
    const inside = tasks.filter(({ id }) => ids.includes(id));
    expect(row).toMatchObject({
      own_ms: truth.ownTime(row.task_id),
      subtree_ms: sum(ids.map(truth.ownTime)),
      own_estimate_hours: hours(truth.estimateOf(truth.taskOf(row.task_id)!)),
      subtree_estimate_hours: hours(sum(inside.map(truth.estimateOf))),
      subtasks: ids.length - 1,
      open: inside.filter(isOpen).length,
    });
  }
}

/** The tasks with the most below them. */
export const largeTrees = ({ tasks, below }: World): string[] =>
  tasks
    .filter(({ parentId }) => parentId === null)
    .map(({ id }) => id)
    .sort((a, b) => below(b).length - below(a).length || (a < b ? -1 : 1))
    .slice(0, 6);

export const tasks: Record<string, Check> = {
  async get_tasks(world) {
    const { ask, live, isOpen, expectTasks } = world;
    const found = await ask('get_tasks', all);
    expectTasks(found.tasks, live(isOpen));
    expect(found).toMatchObject({
      total: live(isOpen).length,
      by_status: countBy(live(isOpen), ({ status }) => status),
    });
    const every = await ask('get_tasks', { ...all, include_closed: true, include_archived: true });
    expectTasks(every.tasks, world.tasks);
    expect(await ask('get_tasks', { statuses: ['Nonsense'] })).toMatchObject({ total: 0, by_status: { nonsense: 0 } });
    const tag = world.tasks.flatMap(({ tags }) => tags)[0]!;
    const tagged = await ask('get_tasks', { ...all, tag, include_closed: true });
    expectTasks(
      tagged.tasks,
      live(({ tags }) => tags.includes(tag)),
    );
  },
  async get_task(world) {
    const { ask, truth, rows, expectDate } = world;
    for (const id of largeTrees(world)) {
      const task = truth.taskOf(id) as Task & { startDate: number | null };
      const found = await ask('get_task', { task: id });
      world.expectTasks([found.task], [task]);
      expect(found.task).toMatchObject({
        space: rows.spaces!.find((space) => space.id === task.spaceId).name,
        folder: truth.folders.get(truth.lists.get(task.listId)!.folderId ?? '')?.name ?? null,
        tags: [...task.tags].sort(),
        parent_id: task.parentId,
        own_ms: truth.ownTime(id),
        subtree_ms: sum(world.below(id).map(truth.ownTime)),
      });
      expectDate(found.task.start, task.startDate);
      expectDate(found.task.created, task.dateCreated);
      expect(found.subtasks.map(({ task_id }: Answer) => task_id).sort()).toEqual(world.below(id).slice(1).sort());
    }
  },
  async search_tasks({ ask, live, expectTasks }) {
    const found = await ask('search_tasks', { query: 'lock', ...all });
    const text = ({ name, text }: Task) => `${name}\n${text}`;
    expectTasks(
      found.tasks,
      live((task) => /lock/i.test(text(task))),
    );
    const whole = await ask('search_tasks', { query: 'lock', whole_word: true, ...all });
    expectTasks(
      whole.tasks,
      live((task) => /\block\b/i.test(text(task))),
    );
    expect(found.total).toBeGreaterThan(whole.total);
  },
  async get_project_tasks({ ask, live, expectTasks, places }) {
    const input = { project: places.list, include_closed: true, include_subtasks: false, ...all };
    const found = await ask('get_project_tasks', input);
    expectTasks(
      found.tasks,
      live(({ listId, parentId }) => listId === places.list && parentId === null),
    );
  },
  async get_list_progress(world) {
    const inList = world.live(({ listId }) => listId === world.places.list);
    expectProgress(world, await world.ask('get_list_progress', { list: world.places.list }), inList);
  },
  async get_workload(world) {
    for (const shared of ['full', 'split'] as const)
      expectWorkload(world, await world.ask('get_workload', { shared }), world.live(), shared);
  },
  async get_overdue_tasks({ ask, live, isOpen, isOverdue, dueEnd, expectTasks, truth, now }) {
    const found = await ask('get_overdue_tasks', all);
    expectTasks(
      found.tasks,
      live((task) => isOpen(task) && isOverdue(task)),
    );
    for (const { task_id, days_overdue } of found.tasks)
      expect(days_overdue).toBe(Math.floor((now - dueEnd(truth.taskOf(task_id) as Task)) / dayMs));
    expect(found.total).toBeGreaterThan(3);
  },
  async get_task_hierarchy(world) {
    for (const id of largeTrees(world))
      expectTree(world, (await world.ask('get_task_hierarchy', { task: id, depth: 64 })).tree, id);
  },
  async get_tasks_by_assignee({ ask, live, isOpen, expectTasks }) {
    const found = await ask('get_tasks_by_assignee', { assignee: 'lena', ...all });
    expectTasks(
      found.tasks,
      live((task) => isOpen(task) && task.assigneeIds.includes(USERS.lena)),
    );
    expect(await ask('get_tasks_by_assignee', { assignee: 'Me', ...all })).toEqual(found);
  },
  async get_tasks_by_status({ ask, live, category, expectTasks, statusesOf, truth }) {
    const active = await ask('get_tasks_by_status', { status: 'active', ...all });
    const places = active.tasks.map(({ task_id, status }: Answer) =>
      statusesOf(truth.taskOf(task_id) as Task).findIndex((each: Answer) => each.status === status),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expectTasks(
      active.tasks,
      live((task) => category(task) === 'active'),
    );
    const named = await ask('get_tasks_by_status', { status: 'In Review', ...all });
    expectTasks(
      named.tasks,
      live(({ status }) => status === 'in review'),
    );
  },
};
