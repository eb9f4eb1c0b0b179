import type { Frame } from './report.js';
import { hours } from './report.js';
import { dailyTime, Params, scopedTasks, spentTime } from './sql.js';

/** What time can be grouped by: the id of a group, and its name. */
const dimensions = {
  user: ['s.user_id::text', 'm.username'],
  project: ['t.project_id', 't.project'],
  space: ['t.space_id', 't.space_name'],
  list: ['t.home_list_id', 't.list_name'],
  task: ['t.task_id', 't.name'],
  status: ['t.status', 't.status'],
  billable: ['s.billable::text', "CASE WHEN s.billable THEN 'billable' ELSE 'not billable' END"],
  day: ['s.day::text', 's.day::text'],
} as const;
export type Dimension = keyof typeof dimensions;
export const groupings = Object.keys(dimensions) as [Dimension, ...Dimension[]];

/** Time of one group. Of no task, or of somebody unknown, the id is null. */
export interface TimeGroup {
  ids: (string | null)[];
  names: (string | null)[];
  ms: number;
  billable_ms: number;
  tasks: number;
  entries: number;
}

/** What was tracked in the period, by one or more dimensions, most first. The sums over all groups are that of the entries. */
export const groupedTime = (frame: Frame, ...by: Dimension[]): Promise<TimeGroup[]> =>
  timeGroups(frame, by, (keys) => `SELECT * FROM groups ORDER BY ms DESC, ${keys}`);

/** Of each group of the first dimension the largest few of the second, and how many there are. */
export const largestTimes = (frame: Frame, by: [Dimension, Dimension], most: number): Promise<RankedGroup[]> =>
  timeGroups(
    frame,
    by,
    (keys, params) => `
     SELECT * FROM (
       SELECT *, row_number() OVER (PARTITION BY id0 ORDER BY ms DESC, id1) AS place, count(*) OVER (PARTITION BY id0) AS siblings
       FROM groups) ranked
     WHERE place <= ${params.add(most)} ORDER BY ms DESC, ${keys}`,
  );

/** A group of those that share its first dimension; `siblings` is how many these are. */
export interface RankedGroup extends TimeGroup {
  siblings: number;
}

/** Runs a statement over `groups`: the time of each combination that has some. */
async function timeGroups(
  frame: Frame,
  by: readonly Dimension[],
  select: (keys: string, params: Params) => string,
): Promise<RankedGroup[]> {
  const params = new Params();
  const isDaily = by.includes('day');
  const ctes = [
    scopedTasks(params, frame),
    spentTime(params, frame, frame.period),
    ...(isDaily ? [dailyTime(params, frame.timeZone)] : []),
  ];
  const ids = by.map((each, index) => `${dimensions[each][0]} AS id${index}`);
  const names = by.map((each, index) => `max(${dimensions[each][1]}) AS name${index}`);
  const keys = by.map((_, index) => `id${index}`).join(', ');
  const workspace = params.add(frame.workspaceId);
  // An entry has one row, or one for each of its days: either way one in a group.
  const rows = await frame.rows<Record<string, string | number | null>>(
    `WITH ${ctes.join(', ')}, groups AS (
       SELECT ${[...ids, ...names].map((column) => `${column},`).join(' ')} sum(s.ms)::bigint AS ms,
         coalesce(sum(s.ms) FILTER (WHERE s.billable), 0)::bigint AS billable_ms,
         count(DISTINCT s.task_id) AS tasks, count(*) AS entries
       FROM ${isDaily ? 'daily' : 'spent'} s LEFT JOIN scoped t ON t.task_id = s.task_id
       LEFT JOIN cu.members m ON m.workspace_id = ${workspace} AND m.user_id = s.user_id
       GROUP BY ${keys} HAVING sum(s.ms) > 0)
     ${select(keys, params)}`,
    params,
  );
  return rows.map((row) => ({
    ids: by.map((_, index) => row[`id${index}`] as string | null),
    names: by.map((_, index) => row[`name${index}`] as string | null),
    ms: Number(row.ms),
    billable_ms: Number(row.billable_ms),
    tasks: Number(row.tasks),
    entries: Number(row.entries),
    siblings: Number(row.siblings ?? 0),
  }));
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
export function nested<Group>(groups: readonly Group[], keyOf: (group: Group) => string): Group[][] {
  const found = new Map<string, Group[]>();
  for (const group of groups) {
    const key = keyOf(group);
    const known = found.get(key);
    if (known) known.push(group);
    else found.set(key, [group]);
  }
  return [...found.values()];
}
