import { afterAll, beforeAll, expect, it } from 'vitest';
import { categoryOf } from '../../src/analytics/categories.js';
import { LISTS, USERS } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { recompute } from '../support/recompute.js';
import { failure } from '../support/sandbox-client.js';

// What the reports answer is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;
type Truth = ReturnType<typeof recompute>;
type Task = Truth['tasks'][number];

let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
let truth: Truth;
beforeAll(async () => {
  fixture = await analyticsFixture('embedded', { seed: { scale: 400 } });
  await fixture.sync();
  truth = recompute(fixture.sandbox);
});
afterAll(() => fixture.drop());

const zone = 'Europe/Berlin';
const category = (task: Task) => categoryOf(task.status, truth.statusType(task), []);
const isOpen = (task: Task) => ['not_started', 'active'].includes(category(task));
const isComplete = (task: Task) => ['done', 'closed'].includes(category(task));
const live = (where: (task: Task) => boolean = () => true) =>
  truth.tasks.filter((task) => !task.archived && where(task));
const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id).sort();
const idsOf = (tasks: Answer[]) => tasks.map(({ task_id }) => task_id).sort();
const count = <Item>(items: readonly Item[], keyOf: (item: Item) => string) => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
};

it('lists tasks of a place by status, person and tag', async () => {
  const all = await fixture.call<Answer>('get_tasks', { limit: 500 });
  expect(idsOf(all.tasks)).toEqual(ids(live(isOpen)));
  expect(all.by_status).toEqual(count(live(isOpen), ({ status }) => status));
  const some = await fixture.call<Answer>('get_project_tasks', {
    project: 'Bugs',
    include_closed: true,
    include_subtasks: false,
    limit: 500,
  });
  expect(idsOf(some.tasks)).toEqual(ids(live((task) => task.listId === LISTS.bugs && task.parentId === null)));
  const mine = await fixture.call<Answer>('get_tasks_by_assignee', { assignee: 'lena', limit: 500 });
  expect(idsOf(mine.tasks)).toEqual(ids(live((task) => isOpen(task) && task.assigneeIds.includes(USERS.lena))));
  const active = await fixture.call<Answer>('get_tasks_by_status', { status: 'active', limit: 500 });
  expect(idsOf(active.tasks)).toEqual(ids(live((task) => category(task) === 'active')));
  expect(active.total).toBeGreaterThan(10);
  const none = await fixture.call<Answer>('get_tasks', { statuses: ['Nonsense'] });
  expect(none).toMatchObject({ total: 0, by_status: { nonsense: 0 } });
});

it('finds tasks by their text, as a word where it is asked for', async () => {
  const { tasks } = await fixture.call<Answer>('search_tasks', { query: 'lock', limit: 500 });
  expect(idsOf(tasks)).toEqual(ids(live(({ name, text }) => /lock/i.test(`${name}\n${text}`))));
  const whole = await fixture.call<Answer>('search_tasks', { query: 'lock', whole_word: true, limit: 500 });
  expect(idsOf(whole.tasks)).toEqual(ids(live(({ name, text }) => /\block\b/i.test(name) || /\block\b/i.test(text))));
  expect(tasks.length).toBeGreaterThan(whole.tasks.length);
});

it('knows what is overdue: a day without a time from its end on', async () => {
  const { tasks } = await fixture.call<Answer>('get_overdue_tasks', { limit: 500 });
  const endOf = (due: number) => {
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'medium' }).format(due);
    return local === '04:00:00' ? due + 20 * 3_600_000 : due;
  };
  const late = live((task) => isOpen(task) && task.dueDate !== null && endOf(task.dueDate) <= fixture.clock.now());
  expect(idsOf(tasks)).toEqual(ids(late));
  expect(late.length).toBeGreaterThan(3);
  for (const { task_id, days_overdue } of tasks)
    expect(days_overdue).toBe(Math.floor((fixture.clock.now() - endOf(truth.taskOf(task_id)!.dueDate!)) / 86_400_000));
});

it('counts what a List has completed, without what was cancelled', async () => {
  const progress = await fixture.call<Answer>('get_list_progress', { list: LISTS.bugs });
  const inList = live(({ listId }) => listId === LISTS.bugs);
  const completed = inList.filter(isComplete);
  expect(progress).toMatchObject({
    total: inList.length,
    completed: completed.length,
    by_category: count(inList, category),
    completed_last_7_days: completed.filter(
      ({ dateDone, dateClosed }) => (dateDone ?? dateClosed ?? 0) >= fixture.clock.now() - 7 * 86_400_000,
    ).length,
  });
  const cancelled = inList.filter((task) => category(task) === 'cancelled').length;
  expect(progress.completion_rate).toBe(Math.round((completed.length / (inList.length - cancelled)) * 1000) / 1000);
});

it.each(['full', 'split'])('gives each person what is left to do (%s)', async (shared) => {
  const { people } = await fixture.call<Answer>('get_workload', { shared });
  const remaining: Record<string, number> = {};
  const tasks: Record<string, number> = {};
  for (const task of live(isOpen)) {
    const left = Math.max(0, truth.estimateOf(task) - truth.ownTime(task.id));
    const among: (string | null)[] = task.assigneeIds.length > 0 ? task.assigneeIds : [null];
    const parts = among.map((_, position) =>
      shared === 'full' ? left : Math.floor(left / among.length) + (position < left % among.length ? 1 : 0),
    );
    for (const [position, id] of among.entries()) {
      remaining[String(id)] = (remaining[String(id)] ?? 0) + parts[position]!;
      tasks[String(id)] = (tasks[String(id)] ?? 0) + (shared === 'full' ? 1 : 1 / among.length);
    }
  }
  expect(Object.fromEntries(people.map((each: Answer) => [String(each.user_id), each.remaining_ms]))).toEqual(
    remaining,
  );
  for (const each of people) expect(each.tasks).toBeCloseTo(tasks[String(each.user_id)]!, 2);
});

it('keeps the time of a task apart from that of what is below it', async () => {
  const parents = [...new Set(truth.tasks.flatMap(({ parentId }) => parentId ?? []))].filter((id) => truth.taskOf(id));
  const below = (id: string): string[] => [
    id,
    ...truth.tasks.filter(({ parentId }) => parentId === id).flatMap((task) => below(task.id)),
  ];
  let withTime = 0;
  for (const id of parents.slice(0, 12)) {
    const { tree } = await fixture.call<Answer>('get_task_hierarchy', { task: id, depth: 64 });
    expect(idsOf(tree)).toEqual(below(id).sort());
    for (const row of tree) {
      expect(row.own_ms).toBe(truth.ownTime(row.task_id));
      expect(row.subtree_ms).toBe(below(row.task_id).reduce((sum, each) => sum + truth.ownTime(each), 0));
    }
    withTime += tree[0].subtree_ms > tree[0].own_ms ? 1 : 0;
    const { people, entries } = await fixture.call<Answer>('get_task_time_breakdown', { task: id, entries: true });
    expect(people.reduce((sum: number, each: Answer) => sum + each.tracked_ms, 0)).toBe(tree[0].subtree_ms);
    expect(entries.reduce((sum: number, each: Answer) => sum + each.duration_ms, 0)).toBe(tree[0].subtree_ms);
    const { task, subtasks } = await fixture.call<Answer>('get_task', { task: id });
    expect(task).toMatchObject({ task_id: id, own_ms: tree[0].own_ms, subtree_ms: tree[0].subtree_ms });
    expect(subtasks).toHaveLength(tree.length - 1);
  }
  expect(withTime).toBeGreaterThan(0);
});

it('says what it cannot find, and what is near it', async () => {
  const noList = await failure(fixture.call('get_list_progress', { list: 'Bgus' }));
  expect(noList).toMatchObject({ code: 'RESOURCE_NOT_FOUND', suggested_action: 'Did you mean "Bugs"?' });
  expect(await failure(fixture.call('get_tasks_by_assignee', { assignee: 'Nobody' }))).toMatchObject({
    code: 'RESOURCE_NOT_FOUND',
  });
  expect(await failure(fixture.call('get_task', { task: 'zzz' }))).toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  const future = await failure(fixture.call('get_weekly_timesheet', { period: '2099-W01' }));
  expect(future).toMatchObject({ code: 'INVALID_PARAMETER', message: 'The period 2099-W01 has not begun yet' });
  expect(await failure(fixture.call('get_weekly_timesheet', { period: 'soon' }))).toMatchObject({
    code: 'INVALID_PARAMETER',
  });
  expect(await failure(fixture.call('get_weekly_timesheet', { time_zone: 'Mars' }))).toMatchObject({
    code: 'INVALID_PARAMETER',
  });
});
