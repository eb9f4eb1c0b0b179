import { keptSums, keptTime } from './day-time.js';
import type { Frame } from './report.js';
import { hours } from './report.js';
import { dailyTime, Params, reachOf, scopedTasks, spentTime } from './sql.js';

/** What time can be grouped by: the column that has its id, and its name, where that is another one. */
const dimensions = {
  user: { id: 'c.user_id', ofEntry: 'user_id' },
  billable: { id: 'c.billable', ofEntry: 'billable' },
  day: { id: 'c.day', ofEntry: 'day' },
  /** By its first day; an entry that crosses midnight is counted on each of its days. */
  week: { id: 'c.day', ofEntry: 'day' },
  project: {
    id: 'coalesce(f.folder_id, t.home_list_id)',
    name: "CASE WHEN t.task_id IS NOT NULL THEN coalesce(f.name, l.name, '') END",
  },
  space: { id: 't.space_id', name: 's.name' },
  list: { id: 't.home_list_id', name: 'l.name' },
  task: { id: 't.task_id', name: 't.name' },
  status: { id: 't.status', name: 't.status' },
  /** Time of a task with several tags is in each of them. */
  tag: { id: 'g.tag', name: 'g.tag' },
} as const;
export type Dimension = keyof typeof dimensions;
export const groupings = Object.keys(dimensions) as [Dimension, ...Dimension[]];

/**
 * Joins the tasks of cells, and their places, as `scopedTasks` does. What it finds out of each task would be found out for all of
 * them before any is joined. Of a part of the Workspace there are no cells without a task.
 */
function tasksOfCells(params: Params, { workspaceId, scope }: Frame): string {
  const workspace = params.add(workspaceId);
  const ofTask = (table: string, id: string, is: string) =>
    `LEFT JOIN cu.${table} ON ${id}.workspace_id = ${workspace} AND ${is}`;
  const tasks =
    scope.kind === 'workspace'
      ? `${ofTask('tasks t', 't', 't.task_id = c.task_id')} AND t.deleted_at IS NULL`
      : 'JOIN scoped t ON t.task_id = c.task_id';
  return `${tasks}
     ${ofTask('lists l', 'l', 'l.list_id = t.home_list_id')}
     ${ofTask('folders f', 'f', 'f.folder_id = t.folder_id')}
     ${ofTask('spaces s', 's', 's.space_id = t.space_id')}`;
}

/** The column of an entry by which it is grouped; undefined for what its task has. */
const columnOf = (by: Dimension): string | undefined => {
  const dimension = dimensions[by];
  return 'ofEntry' in dimension ? dimension.ofEntry : undefined;
};

/** Time of one group. Of no task, or of somebody unknown, the id is null. */
export interface TimeGroup {
  ids: (string | null)[];
  names: (string | null)[];
  ms: number;
  billable_ms: number;
  tasks: number;
  entries: number;
}

/**
 * `cells`: the time of each task by what is asked of its entries, so that whatever a task has is joined to few rows, and counts of tasks
 * are counts of rows. Without `tasks` the time of all tasks together. And `scoped`, the tasks of the place.
 */
export async function timeCells(
  params: Params,
  frame: Frame,
  columns: readonly string[],
  { tasks }: { tasks: boolean },
): Promise<string> {
  const isDaily = columns.includes('day');
  const keys = [...(tasks ? ['task_id'] : []), ...columns].join(', ');
  const scoped = scopedTasks(params, frame);
  const sums = columns.includes('billable') ? undefined : await keptSums(frame);
  if (sums)
    return `${scoped}, ${keptTime(params, frame, frame.period, isDaily ? 'days' : sums)},
     cells AS NOT MATERIALIZED (
       SELECT ${keys}, sum(ms)::bigint AS ms, sum(billable_ms)::bigint AS billable_ms, sum(${isDaily ? 'entries_of_day' : 'entries'})::bigint AS entries
       FROM kept GROUP BY ${keys})`;
  const reach = await reachOf(frame, frame.workspaceId, frame.period);
  return [
    scoped,
    spentTime(params, frame, { ...frame.period, reach }),
    ...(isDaily ? [dailyTime(params, frame.period)] : []),
    // An entry has one row, or one for each of its days: either way one in a group.
    `cells AS NOT MATERIALIZED (
       SELECT ${keys}, sum(ms)::bigint AS ms, coalesce(sum(ms) FILTER (WHERE billable), 0)::bigint AS billable_ms, count(*) AS entries
       FROM ${isDaily ? 'daily' : 'spent'} GROUP BY ${keys} HAVING sum(ms) > 0)`,
  ].join(', ');
}

/** What was tracked in the period, by one or more dimensions, most first. The sums over all groups are that of the entries. */
export async function groupedTime(frame: Frame, ...by: Dimension[]): Promise<TimeGroup[]> {
  const params = new Params();
  const columns = [...new Set(by.flatMap((each) => columnOf(each) ?? []))];
  const ctes = await timeCells(params, frame, columns, { tasks: true });
  const idOf = (each: Dimension): string =>
    each === 'week'
      ? `c.day - (extract(dow FROM c.day)::int - ${params.add(frame.weekStart)}::int + 7) % 7`
      : dimensions[each].id;
  const ids = by.map((each, index) => `${idOf(each)} AS id${index}`);
  const names = by.map((each, index) => {
    const dimension = dimensions[each];
    return 'name' in dimension ? `max(${dimension.name}) AS name${index}` : `NULL AS name${index}`;
  });
  const keys = by.map((_, index) => `id${index}`).join(', ');
  const isOfTask = by.some((each) => columnOf(each) === undefined);
  // Only a week has several cells of one task.
  const tasks = by.includes('week') ? 'count(DISTINCT c.task_id)' : 'count(c.task_id)';
  const tags = `LEFT JOIN cu.task_tags g ON g.workspace_id = ${by.includes('tag') ? params.add(frame.workspaceId) : ''} AND g.task_id = c.task_id`;
  const rows = await frame.rows<Record<string, string | number | null>>(
    `WITH ${ctes}
     SELECT ${[...ids, ...names].join(', ')}, sum(c.ms)::bigint AS ms, sum(c.billable_ms)::bigint AS billable_ms,
       ${tasks} AS tasks, sum(c.entries)::bigint AS entries
     FROM cells c ${isOfTask ? tasksOfCells(params, frame) : ''} ${by.includes('tag') ? tags : ''}
     GROUP BY ${keys} ORDER BY ms DESC, ${keys}`,
    params,
  );
  const people = by.includes('user') ? await namesOfPeople(frame) : undefined;
  const nameOf = (each: Dimension, id: string | null, name: string | null): string | null => {
    if (each === 'user') return people!.get(Number(id)) ?? null;
    if (each === 'billable') return id === 'true' ? 'billable' : 'not billable';
    return each === 'day' || each === 'week' ? id : name;
  };
  return rows.map((row) => {
    const ids = by.map((_, index) => (row[`id${index}`] == null ? null : String(row[`id${index}`])));
    return {
      ids,
      names: by.map((each, index) => nameOf(each, ids[index]!, row[`name${index}`] as string | null)),
      ms: Number(row.ms),
      billable_ms: Number(row.billable_ms),
      tasks: Number(row.tasks),
      entries: Number(row.entries),
    };
  });
}

/** Everybody's name by id, also of those who have left. */
export async function namesOfPeople({ query, workspaceId }: Frame): Promise<Map<number, string | null>> {
  const sql = 'SELECT user_id, username FROM cu.members WHERE workspace_id = $1';
  const people = await query<{ user_id: number; username: string | null }>(sql, [workspaceId]);
  return new Map(people.map(({ user_id, username }) => [user_id, username]));
}

/** Each person's time on each local day. */
export async function timeByDay(
  frame: Frame,
): Promise<{ user_id: number; day: string; ms: number; billable_ms: number }[]> {
  const params = new Params();
  return frame.rows(
    `WITH ${await timeCells(params, frame, ['user_id', 'day'], { tasks: false })} SELECT user_id, day, ms, billable_ms FROM cells ORDER BY user_id, day`,
    params,
  );
}

/** On how many local days each person has time. */
export async function daysWithTime(frame: Frame): Promise<Map<number, number>> {
  const params = new Params();
  const people = await frame.rows<{ user_id: number; days: number }>(
    `WITH ${await timeCells(params, frame, ['user_id', 'day'], { tasks: false })} SELECT user_id, count(*) AS days FROM cells GROUP BY user_id`,
    params,
  );
  return new Map(people.map(({ user_id, days }) => [user_id, days]));
}

/** The tasks on which each person spent most, and how many there are in all. */
export async function largestTasks(
  frame: Frame,
  most: number,
): Promise<
  { user_id: number; task_id: string | null; name: string | null; ms: number; billable_ms: number; of: number }[]
> {
  const params = new Params();
  const ctes = await timeCells(params, frame, ['user_id'], { tasks: true });
  return frame.rows(
    `WITH ${ctes}, ranked AS (
       SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY ms DESC, task_id COLLATE "C") AS place, count(*) OVER (PARTITION BY user_id) AS of
       FROM cells)
     SELECT r.user_id, r.task_id, r.ms, r.billable_ms, r.of,
       (SELECT t.name FROM cu.tasks t WHERE t.workspace_id = ${params.add(frame.workspaceId)} AND t.task_id = r.task_id) AS name
     FROM ranked r WHERE r.place <= ${params.add(most)} ORDER BY r.user_id, r.place`,
    params,
  );
}

/** Tracked time as reports show it: exact, and in hours. */
export const tracked = ({ ms, billable_ms }: Pick<TimeGroup, 'ms' | 'billable_ms'>) => ({
  tracked_ms: ms,
  tracked_hours: hours(ms),
  billable_ms,
});

export const totalOf = (groups: readonly Pick<TimeGroup, 'ms' | 'billable_ms'>[]) => ({
  ms: groups.reduce((sum, { ms }) => sum + ms, 0),
  billable_ms: groups.reduce((sum, each) => sum + each.billable_ms, 0),
});

/** Groups of groups, in the order in which they come. */
export function nested<Group>(groups: readonly Group[], keyOf: (group: Group) => string | number): Group[][] {
  const found = new Map<string | number, Group[]>();
  for (const group of groups) {
    const key = keyOf(group);
    const known = found.get(key);
    if (known) known.push(group);
    else found.set(key, [group]);
  }
  return [...found.values()];
}
