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
export async function groupedTime(frame: Frame, ...by: Dimension[]): Promise<TimeGroup[]> {
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
  // The tasks of a whole Workspace are looked at only where something of them is asked for.
  const ofTask = by.some((each) => dimensions[each][0].startsWith('t.'))
    ? 'LEFT JOIN scoped t ON t.task_id = s.task_id'
    : '';
  const rows = await frame.rows<Record<string, string | number | null>>(
    `WITH ${ctes.join(', ')}
     SELECT ${[...ids, ...names].map((column) => `${column},`).join(' ')} sum(s.ms)::bigint AS ms,
       coalesce(sum(s.ms) FILTER (WHERE s.billable), 0)::bigint AS billable_ms,
       count(DISTINCT s.task_id) AS tasks, ${isDaily ? 'count(DISTINCT s.entry_id)' : 'count(*)'} AS entries
     FROM ${isDaily ? 'daily' : 'spent'} s ${ofTask}
     LEFT JOIN cu.members m ON m.workspace_id = ${params.add(frame.workspaceId)} AND m.user_id = s.user_id
     GROUP BY ${keys} HAVING sum(s.ms) > 0 ORDER BY ms DESC, ${keys}`,
    params,
  );
  return rows.map((row) => ({
    ids: by.map((_, index) => row[`id${index}`] as string | null),
    names: by.map((_, index) => row[`name${index}`] as string | null),
    ms: Number(row.ms),
    billable_ms: Number(row.billable_ms),
    tasks: Number(row.tasks),
    entries: Number(row.entries),
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
