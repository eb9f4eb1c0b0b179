import { expect } from 'vitest';
import { type Category, categoryOf } from '../../../src/analytics/categories.js';
import { readPeriod } from '../../../src/analytics/reports/period.js';
import { FOLDERS, LISTS, SPACES, TASKS } from '../../../src/sandbox/index.js';
import { analyticsFixture } from '../../support/analytics.js';
import type { kinds } from '../../support/databases.js';
import { recompute } from '../../support/recompute.js';

// What the tools answer, and what the sandbox holds, is read by name: a type for each would only repeat them.
export type Answer = ReturnType<typeof JSON.parse>;
export type Truth = ReturnType<typeof recompute>;
export type Task = Truth['tasks'][number] & { creatorId: string; points: number | null; extraListIds: string[] };

/** A change of a status that the world itself made, as it happened. */
export interface Move {
  id: string;
  at: number;
  from: Category;
  fromStatus: string;
  to: Category;
  toStatus: string;
}

export const zone = 'Europe/Berlin';
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const project = SPACES.engineering;

/** A run of local days. */
export interface Span {
  from: number;
  to: number;
  timeZone: string;
  firstDay: string;
  lastDay: string;
}

/** Milliseconds as answers show them in hours. */
export const hours = (ms: number): number => Math.round(ms / 36_000) / 100;
export const round = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits;
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Between the two nearest values, as spreadsheets do. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)]!;
  return low + (sorted[Math.ceil(place)]! - low) * (place % 1);
}

export function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

/** Rows of an answer as a record, by a key and one figure. */
export const figures = (rows: readonly Answer[], key: string, figure: string): Record<string, number> =>
  Object.fromEntries(rows.map((row) => [String(row[key]), row[figure]]));

/** Time entries where sums go wrong first: across midnight, months and changes of the clock, and of a millisecond. */
export function withOddEntries({ sandbox, clock }: Awaited<ReturnType<typeof analyticsFixture>>): void {
  const snapshot = sandbox.snapshot();
  const rows = snapshot.rows as unknown as Record<'tasks' | 'timeEntries', Answer[]>;
  const year = new Date(clock.now()).getUTCFullYear();
  const spans: [number, number][] = [
    [Date.UTC(year, 8, 1) - 7_200_001, Date.UTC(year, 8, 1) + 5_400_003],
    [Date.UTC(year, 8, 30, 20), Date.UTC(year, 9, 1, 9)],
    [Date.UTC(year, 8, 10, 22, 59, 59, 999), Date.UTC(year, 8, 12, 3, 0, 0, 1)],
    [Date.UTC(year, 8, 15, 18, 15), Date.UTC(year, 8, 15, 18, 15, 0, 1)],
    [Date.UTC(year, 2, 28, 22), Date.UTC(year, 2, 30, 2)],
  ];
  const odd = spans.map(([start, end], index) => ({
    ...rows.timeEntries[0],
    ...{ id: `77${index}`, taskId: index === 3 ? null : rows.tasks[index].id, start, end, at: end },
  }));
  sandbox.restore({ ...snapshot, rows: { ...snapshot.rows, timeEntries: [...rows.timeEntries, ...odd] } as never });
}

/** A Workspace of 400 tasks in which people worked for a week between syncs, and the raw rows from which all is computed again. */
export async function openWorld(kind: (typeof kinds)[number]) {
  const fixture = await analyticsFixture(kind, { seed: { scale: 400 } });
  const { clock, clickup, sandbox } = fixture;
  withOddEntries(fixture);
  const since = clock.now();
  await fixture.sync();

  const statusesOf = (truth: Truth, task: Task) => {
    const list = truth.lists.get(task.listId);
    const rows = sandbox.snapshot().rows as unknown as { spaces: Answer[] };
    return (
      list?.statuses ??
      truth.folders.get(list?.folderId ?? '')?.statuses ??
      rows.spaces.find(({ id }) => id === task.spaceId).statuses
    );
  };
  const moves: Move[] = [];
  const set = (id: string, body: object) =>
    clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id: id } }, body: body as never });
  const move = async (id: string, to: Category) => {
    const truth = recompute(sandbox);
    const task = truth.taskOf(id) as Task;
    const kindOf = ({ status, type }: { status: string; type: string }) => categoryOf(status, type, []);
    const next = statusesOf(truth, task).find((each: Answer) => kindOf(each) === to && each.status !== task.status);
    const from = categoryOf(task.status, truth.statusType(task), []);
    clock.advance(61_007);
    moves.push({ id, at: clock.now(), from, fromStatus: task.status, to, toStatus: next.status });
    await set(id, { status: next.status });
  };
  const some = (category: Category, list: string) => {
    const truth = recompute(sandbox);
    return truth.tasks
      .filter((task) => task.listId === list && categoryOf(task.status, truth.statusType(task), []) === category)
      .map(({ id }) => id)
      .sort();
  };
  /** A day of work, ended by a sync. */
  const day = async (work: () => Promise<void>) => {
    clock.advance(dayMs - 3 * hourMs);
    await work();
    clock.advance(3 * hourMs);
    await fixture.sync();
  };
  const [one, two, three] = some('not_started', LISTS.bugs);
  const [begun] = some('active', LISTS.bugs);
  const [other, archived, deleted] = some('not_started', LISTS.sprint24);
  const [finished] = [...some('done', LISTS.bugs), ...some('closed', LISTS.bugs)];
  let made = '';
  await day(async () => {
    for (const id of [one!, two!, other!]) await move(id, 'active');
    const answer = await clickup.api.POST('/v2/list/{list_id}/task', {
      params: { path: { list_id: LISTS.bugs } },
      body: { name: 'Made between syncs', time_estimate: 5_400_000 } as never,
    });
    made = (answer.data as Answer).id;
  });
  await day(async () => {
    await move(made, 'active');
    await move(begun!, 'done');
    if (finished) await move(finished, 'active');
    await set(archived!, { archived: true });
    await clickup.api.DELETE('/v2/task/{task_id}', { params: { path: { task_id: deleted! } } });
  });
  await day(async () => {
    await move(two!, 'active');
    await move(one!, 'done');
    await move(made, 'closed');
    await move(three!, 'closed');
    await clickup.api.POST(
      '/v2/team/{team_Id}/time_entries' as never,
      {
        params: { path: { team_Id: '9011234567' } },
        body: { start: clock.now() - 5 * hourMs, duration: 3 * hourMs + 1, tid: one },
      } as never,
    );
  });

  // A deletion is found by the audits of a week, or by a full sync.
  await fixture.sync({ full: true });

  const truth = recompute(sandbox);
  const rows = sandbox.snapshot().rows as unknown as Record<string, Answer[]>;
  const tasks = truth.tasks as Task[];
  const now = clock.now();
  const category = (task: Task) => categoryOf(task.status, truth.statusType(task), []);
  const isOpen = (task: Task) => ['not_started', 'active'].includes(category(task));
  const isComplete = (task: Task) => ['done', 'closed'].includes(category(task));
  const nameOf = (userId: string | number) => rows.users!.find(({ id }) => id === String(userId))?.username ?? null;
  const priorities = [null, 'urgent', 'high', 'normal', 'low'];
  const local = (ms: number, style: object) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...style }).format(ms);
  const isDay = (ms: number) => local(ms, { timeStyle: 'medium' }) === '04:00:00';
  const dueEnd = ({ dueDate }: Task) =>
    dueDate === null ? Number.NaN : isDay(dueDate) ? dueDate + 20 * hourMs : dueDate;
  const below = (id: string): string[] => [
    id,
    ...tasks.filter(({ parentId }) => parentId === id).flatMap((task) => below(task.id)),
  ];
  const within = (folder: string, id: string | null | undefined): boolean =>
    id === folder || (id != null && within(folder, truth.folders.get(id)?.parentFolderId));
  const isRunning = (id: string) => rows.timeEntries!.some((entry) => entry.taskId === id && entry.end === null);
  const openDeps = (task: Task) =>
    truth.dependencies
      .filter(({ taskId, dependsOn }) => {
        const before = truth.taskOf(dependsOn) as Task | undefined;
        return taskId === task.id && before !== undefined && isOpen(before);
      })
      .map(({ dependsOn }) => dependsOn)
      .sort();
  const span = (period: string, timeZone = zone): Span => {
    const { from, to, firstDay, lastDay } = readPeriod(period, { now, timeZone, weekStart: 1 });
    return { from: from.getTime(), to: to.getTime(), timeZone, firstDay, lastDay };
  };
  const completedAt = ({ dateDone, dateClosed }: Task) => dateDone ?? dateClosed ?? Number.NaN;
  /** Where a date of an answer lies, or the day where it has no time. */
  const expectDate = (shown: string | null, ms: number | null) => {
    if (ms === null) expect(shown).toBeNull();
    else if (isDay(ms)) expect(shown).toBe(local(ms, { dateStyle: 'short' }));
    else expect(Math.floor(Date.parse(shown!) / 1000)).toBe(Math.floor(ms / 1000));
  };

  return {
    ...fixture,
    ...{ truth, rows, tasks, now, since, moves, project, category, isOpen, isComplete, nameOf, dueEnd, below, within },
    ...{
      isRunning,
      openDeps,
      span,
      completedAt,
      expectDate,
      local,
      statusesOf: (task: Task) => statusesOf(truth, task),
    },
    ask: (name: string, input: object = {}): Promise<Answer> => fixture.call<Answer>(name, input),
    live: (where: (task: Task) => boolean = () => true) => tasks.filter((task) => !task.archived && where(task)),
    inProject: ({ spaceId }: Task) => spaceId === project,
    isBlocked: (task: Task) => openDeps(task).length > 0 || task.status.includes('block'),
    isOverdue: (task: Task) => dueEnd(task) <= now,
    completedIn: (from: number, to: number) =>
      tasks.filter((task) => isComplete(task) && completedAt(task) >= from && completedAt(task) < to),
    /** Tasks of an answer are these, each with its own figures. */
    expectTasks(found: readonly Answer[], expected: readonly Task[]) {
      expect(found.map(({ task_id }) => task_id).sort()).toEqual(expected.map(({ id }) => id).sort());
      for (const row of found) {
        const task = truth.taskOf(row.task_id) as Task;
        expect(row).toMatchObject({
          name: task.name,
          status: task.status,
          category: category(task),
          list: truth.lists.get(task.listId)!.name,
          assignees: task.assigneeIds.map(nameOf),
          priority: priorities[task.priority ?? 0],
          tracked_hours: hours(truth.ownTime(task.id)),
          estimate_hours: hours(truth.estimateOf(task)),
        });
        expectDate(row.due, task.dueDate);
      }
    },
    places: { space: SPACES.engineering, folder: FOLDERS.platform, list: LISTS.bugs, task: TASKS.offlineUnlock },
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;

/** Computes what a tool answers once more, from the raw rows, and holds the two against each other. */
export type Check = (world: World) => Promise<void>;
