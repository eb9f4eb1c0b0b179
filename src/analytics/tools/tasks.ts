import * as z from 'zod';
import { invalidInput } from '../../runtime/errors.js';
import { categories } from '../categories.js';
import { workloadChart } from '../charts/of-reports.js';
import { totalOf, tracked } from '../reports/grouped-time.js';
import { daysOfEntry, readPeriod } from '../reports/period.js';
import { progressOf } from '../reports/progress.js';
import { defineReport, type Frame, hours } from '../reports/report.js';
import { projectKinds } from '../reports/scope.js';
import { Params, scopedTasks } from '../reports/sql.js';
import { statusSince } from '../reports/status-since.js';
import { type TreeRow, treeOf } from '../reports/task-tree.js';
import {
  completedAt,
  countTasks,
  dueEnd,
  findPerson,
  findTaskId,
  findTasks,
  isAssigned,
  isComplete,
  isOpen,
  readTasks,
  shownDate,
  shownTask,
} from '../reports/tasks.js';
import { workloadOf } from '../reports/workload.js';

const listInput = {
  include_archived: z.boolean().default(false).describe('Archived tasks too.'),
  limit: z.int().min(1).max(500).default(100).describe('Most tasks.'),
  offset: z.int().min(0).default(0).describe('How many to leave out first.'),
};

const priorities = ['urgent', 'high', 'normal', 'low', 'none'] as const;

const rangeOf = (what: string) =>
  z.string().optional().describe(`Only tasks ${what} then: a day, this_week, 2026-11-01..2026-11-15 and the like.`);

const filters = {
  statuses: z.array(z.string()).optional().describe('Only these statuses, by name.'),
  categories: z.array(z.enum(categories)).optional().describe('Only these kinds of status.'),
  assignee: z.string().optional().describe('Only tasks of this person: id, name, e-mail address or me.'),
  tag: z.string().optional().describe('Only tasks with this tag.'),
  priorities: z.array(z.enum(priorities)).optional().describe('Only these priorities.'),
  due: rangeOf('due'),
  created: rangeOf('created'),
  updated: rangeOf('changed'),
  completed: rangeOf('completed'),
  custom_field: z.string().optional().describe('Only tasks whose custom field has a value: Name=value.'),
  include_closed: z.boolean().default(false).describe('Done, closed and cancelled tasks too.'),
  include_subtasks: z.boolean().default(true).describe('Subtasks too.'),
};
type Filters = z.output<z.ZodObject<typeof filters & typeof listInput>>;

/** SQL of the filters by priority, dates and custom field. */
function conditionsOf(frame: Frame, params: Params, input: Filters): string[] {
  const within = (column: string, text: string, parameter: string): string => {
    const { from, to } = readPeriod(text, frame, parameter, { future: true });
    return `${column} >= ${params.add(from)} AND ${column} < ${params.add(to)}`;
  };
  const conditions: string[] = [];
  if (input.priorities) {
    const wanted = params.add(input.priorities.map((name) => priorities.indexOf(name) + 1));
    conditions.push(`coalesce(t.priority, ${priorities.length}) = ANY(${wanted}::int[])`);
  }
  // A day without a time stands for all of it.
  if (input.due !== undefined) conditions.push(within('t.due_at', input.due, 'due'));
  if (input.created !== undefined) conditions.push(within('t.created_at', input.created, 'created'));
  if (input.updated !== undefined) conditions.push(within('t.updated_at', input.updated, 'updated'));
  if (input.completed !== undefined) conditions.push(isComplete, within(completedAt, input.completed, 'completed'));
  if (input.custom_field !== undefined) {
    const [name, value] = fieldAndValue(input.custom_field);
    conditions.push(`t.task_id IN (SELECT v.task_id FROM cu.custom_fields f
      JOIN cu.custom_field_values v ON v.workspace_id = f.workspace_id AND v.field_id = f.field_id
      WHERE f.workspace_id = ${params.add(frame.workspaceId)} AND lower(f.name) = ${params.add(name)} AND lower(v.value_text) = ${params.add(value)})`);
  }
  return conditions;
}

function fieldAndValue(text: string): [name: string, value: string] {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name.trim().toLowerCase(), value.trim().toLowerCase()];
  throw invalidInput(`"${text}" names no custom field with a value`, {
    parameter: 'custom_field',
    value: text,
    suggestion: 'Write Name=value, such as Impact=3.',
  });
}

async function filteredTasks(frame: Frame, input: Filters, order = 't.created_at, t.task_id') {
  const person = input.assignee === undefined ? undefined : await findPerson(frame, input.assignee, 'assignee');
  const where = (params: Params): string =>
    [
      input.include_closed || input.statuses || input.categories || input.completed ? 'true' : isOpen,
      input.include_subtasks ? 'true' : 't.parent_id IS NULL',
      input.statuses
        ? `t.status = ANY(${params.add(input.statuses.map((name) => name.trim().toLowerCase()))}::text[])`
        : 'true',
      input.categories ? `t.category = ANY(${params.add(input.categories)}::text[])` : 'true',
      person ? isAssigned(params, frame, person.user_id) : 'true',
      input.tag === undefined
        ? 'true'
        : `EXISTS (SELECT 1 FROM cu.task_tags g WHERE g.workspace_id = t.workspace_id AND g.task_id = t.task_id AND lower(g.tag) = ${params.add(input.tag.toLowerCase())})`,
      ...conditionsOf(frame, params, input),
    ].join(' AND ');
  const { include_archived: includeArchived, limit, offset } = input;
  const found = await readTasks<{ status: string; tasks: number }>(frame, 't.status, count(*) AS tasks', {
    where: (params) => `${where(params)} GROUP BY t.status ORDER BY min(t.status_order), t.status`,
    includeArchived,
  });
  const page = await findTasks(frame, { where, order, limit, offset, includeArchived });
  const total = found.reduce((sum, { tasks }) => sum + tasks, 0);
  const counts: Record<string, number> = Object.fromEntries(
    (input.statuses ?? []).map((name) => [name.trim().toLowerCase(), 0]),
  );
  for (const { status, tasks } of found) counts[status] = tasks;
  const next = offset + page.length;
  return {
    total,
    by_status: counts,
    tasks: page.map((task) => shownTask(frame, task)),
    ...(next < total && { truncated: true, next_offset: next }),
  };
}

const getTasks = defineReport({
  name: 'get_tasks',
  group: 'tasks',
  description:
    'Tasks of a List, Folder, Space or project by status, person and tag, with how many there are in each status.',
  input: { ...filters, ...listInput },
  run: (frame, input) => filteredTasks(frame, input),
});

const projectInput = {
  project: z
    .string()
    .describe('Project, Folder, List or Space, by alias, name, path or id; or tag:NAME, field:NAME=VALUE.'),
};
const byProject = { parameter: 'project', kinds: projectKinds } as const;

const getProjectTasks = defineReport({
  name: 'get_project_tasks',
  group: 'tasks',
  description: 'All tasks of a project, each once, with how many there are in each status.',
  input: { ...projectInput, ...filters, ...listInput },
  scopedBy: byProject,
  run: (frame, input) => filteredTasks(frame, input),
});

const tasksByAssignee = defineReport({
  name: 'get_tasks_by_assignee',
  group: 'tasks',
  description: "A person's tasks, open ones unless all are asked for.",
  input: { ...filters, assignee: z.string().describe('Id, name, e-mail address or me.'), ...listInput },
  run: (frame, input) => filteredTasks(frame, input),
});

const tasksByStatus = defineReport({
  name: 'get_tasks_by_status',
  group: 'tasks',
  description:
    'Tasks in a status by name, or in a kind of status (not_started, active, done, closed, cancelled), and since when where that is known.',
  input: { status: z.string().describe('Name of a status, or a kind of status.'), ...listInput },
  async run(frame, { status, ...input }) {
    const word = status.trim().toLowerCase();
    const isCategory = categories.some((each) => each === word.replaceAll(' ', '_'));
    const wanted = isCategory
      ? { categories: [word.replaceAll(' ', '_') as (typeof categories)[number]] }
      : { statuses: [word] };
    const all = { ...input, ...wanted, include_closed: true, include_subtasks: true };
    const found = await filteredTasks(frame, all, 't.status_order, t.status, t.created_at, t.task_id');
    const since = await statusSince(
      frame,
      found.tasks.map(({ task_id }) => task_id),
    );
    return {
      ...found,
      tasks: found.tasks.map((task) => ({ ...task, in_status_since: shownDate(frame, since(task.task_id)) })),
    };
  },
});

const searchTasks = defineReport({
  name: 'search_tasks',
  group: 'tasks',
  description: 'Tasks whose name or description holds a text; those with it in the name come first.',
  input: {
    query: z.string().min(1).describe('What to look for.'),
    whole_word: z.boolean().default(false).describe('Only as a word of its own.'),
    include_closed: z.boolean().default(true).describe('Done, closed and cancelled tasks too.'),
    ...listInput,
  },
  async run(frame, { query, whole_word, include_closed, include_archived, limit, offset }) {
    const escaped = query.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const pattern = whole_word ? `(^|\\W)${escaped}(\\W|$)` : escaped;
    const order = 'in_name DESC, t.updated_at DESC, t.task_id';
    // All texts are looked through once: what is shown is then read by its ids.
    const params = new Params();
    const scoped = scopedTasks(params, frame, include_archived ? '' : 'AND NOT t.archived');
    const text = params.add(pattern);
    const [hits] = await frame.rows<{ total: number; ids: string[] }>(
      `WITH ${scoped}, hits AS MATERIALIZED (
         SELECT t.task_id, t.updated_at, t.name ~* ${text} AS in_name FROM scoped t
         WHERE (t.name ~* ${text} OR t.description ~* ${text}) AND ${include_closed ? 'true' : isOpen})
       SELECT (SELECT count(*) FROM hits) AS total,
         ARRAY(SELECT t.task_id FROM hits t ORDER BY ${order} LIMIT ${params.add(limit)} OFFSET ${params.add(offset)}) AS ids`,
      params,
    );
    const { total, ids } = hits!;
    const found = await findTasks<{ in_name: boolean; description: string | null }>(frame, {
      includeArchived: true,
      where: (more) => `t.task_id = ANY(${more.add(ids)}::text[])`,
      select: (more) => `t.name ~* ${more.add(pattern)} AS in_name, left(t.description, 300) AS description`,
      order,
    });
    return {
      total,
      tasks: found.map((task) => ({
        ...shownTask(frame, task),
        match: task.in_name ? 'name' : 'description',
        description: task.description,
      })),
      ...(offset + limit < total && { truncated: true, next_offset: offset + limit }),
    };
  },
});

const overdueTasks = defineReport({
  name: 'get_overdue_tasks',
  group: 'tasks',
  description: 'Open tasks past their due date, with how many days late; a day without a time is over at its midnight.',
  input: listInput,
  async run(frame, { include_archived, limit, offset }) {
    const now = new Date(frame.now);
    const where = (params: Params) => `${isOpen} AND ${dueEnd(params, frame)} <= ${params.add(now)}`;
    const total = await countTasks(frame, { where, includeArchived: include_archived });
    const found = await findTasks<{ days_overdue: number }>(frame, {
      includeArchived: include_archived,
      where,
      select: (params) =>
        `floor(extract(epoch FROM ${params.add(now)}::timestamptz - ${dueEnd(params, frame)}) / 86400)::int AS days_overdue`,
      order: 't.due_at, t.task_id',
      limit,
      offset,
    });
    return {
      total,
      tasks: found.map((task) => ({ ...shownTask(frame, task), days_overdue: task.days_overdue })),
      ...(offset + limit < total && { truncated: true, next_offset: offset + limit }),
    };
  },
});

const listProgress = defineReport({
  name: 'get_list_progress',
  group: 'tasks',
  description:
    'How far a List is: completed among all but cancelled tasks, counts by status and kind, and what was completed in the last seven days.',
  input: { list: z.string().describe('Name, path or id of the List.') },
  scopedBy: { parameter: 'list', kinds: ['list'] },
  run: (frame) => progressOf(frame),
});

export const weekInput = {
  week_hours: z.number().min(1).max(168).optional().describe('Default: five working days.'),
};

const workload = defineReport({
  name: 'get_workload',
  chart: workloadChart,
  group: 'tasks',
  description:
    'Open tasks of each person, overdue ones, and what is left of their estimates against the hours of a week. A task of several people counts for each, or in parts with shared: split.',
  input: {
    shared: z.enum(['full', 'split']).default('full').describe('How tasks of several people count.'),
    ...weekInput,
  },
  run: (frame, { shared, week_hours }) => workloadOf(frame, shared, week_hours),
});

const shownTree = ({ own_ms, own_estimate_ms, subtree_ms, subtree_estimate_ms, ...row }: TreeRow) => ({
  ...row,
  own_ms,
  own_hours: hours(own_ms),
  subtree_ms,
  subtree_hours: hours(subtree_ms),
  own_estimate_hours: hours(own_estimate_ms),
  subtree_estimate_hours: hours(subtree_estimate_ms),
});

const taskInput = { task: z.string().describe('Id, custom id or link of the task.') };

const taskHierarchy = defineReport({
  name: 'get_task_hierarchy',
  isOfTask: true,
  group: 'tasks',
  description:
    'A task with all subtasks as a tree in reading order: time and estimates of each alone and with all below it.',
  input: { ...taskInput, depth: z.int().min(0).max(64).default(10).describe('Levels below the task.') },
  async run(frame, { task, depth }) {
    return { tree: (await treeOf(frame, await findTaskId(frame, task), depth)).map(shownTree) };
  },
});

/** The custom fields in which a task has something, as people read them. */
async function customFieldsOf(frame: Frame, taskId: string) {
  const rows = await frame.query<{
    name: string;
    type: string;
    value_text: string | null;
    value_num: string | null;
    value_at: Date | null;
  }>(
    `SELECT f.name, f.type, v.value_text, v.value_num, v.value_at FROM cu.custom_field_values v
     JOIN cu.custom_fields f ON f.workspace_id = v.workspace_id AND f.field_id = v.field_id
     WHERE v.workspace_id = $1 AND v.task_id = $2 ORDER BY f.name COLLATE "C", f.field_id COLLATE "C"`,
    [frame.workspaceId, taskId],
  );
  return rows.map(({ name, type, value_text, value_num, value_at }) => ({
    name,
    type,
    value: value_at ? shownDate(frame, value_at) : value_num === null ? value_text : Number(value_num),
  }));
}

const getTask = defineReport({
  name: 'get_task',
  isOfTask: true,
  group: 'tasks',
  description:
    'One task: status, people, dates, place, tags, custom fields, time and estimate of itself and with its subtasks, and these subtasks.',
  input: taskInput,
  async run(frame, { task }) {
    const id = await findTaskId(frame, task);
    const [found] = await findTasks<{
      description: string | null;
      space_name: string;
      folder_name: string | null;
      tags: string[];
      teams: string[];
      start_at: Date | null;
    }>(frame, {
      includeArchived: true,
      where: (params) => `t.task_id = ${params.add(id)}`,
      select: () => `t.description, t.space_name, t.folder_name, t.start_at,
        ARRAY(SELECT g.tag FROM cu.task_tags g WHERE g.workspace_id = t.workspace_id AND g.task_id = t.task_id ORDER BY 1) AS tags,
        ARRAY(SELECT coalesce(n.name, g.team_id) FROM cu.task_teams g LEFT JOIN cu.teams n USING (workspace_id, team_id)
          WHERE g.workspace_id = t.workspace_id AND g.task_id = t.task_id ORDER BY g.position) AS teams`,
    });
    const [top, ...subtasks] = await treeOf(frame, id, 64);
    return {
      task: {
        ...shownTask(frame, found!),
        description: found!.description,
        space: found!.space_name,
        folder: found!.folder_name,
        teams: found!.teams,
        tags: found!.tags,
        start: shownDate(frame, found!.start_at),
        created: shownDate(frame, found!.created_at),
        completed: shownDate(frame, found!.completed_at),
        parent_id: found!.parent_id,
        custom_fields: await customFieldsOf(frame, id),
        own_ms: top!.own_ms,
        subtree_ms: top!.subtree_ms,
        subtree_hours: hours(top!.subtree_ms),
        subtree_estimate_hours: hours(top!.subtree_estimate_ms),
      },
      subtasks: subtasks.map(shownTree),
    };
  },
});

const taskTimeBreakdown = defineReport({
  name: 'get_task_time_breakdown',
  isOfTask: true,
  group: 'analytics',
  description:
    'Where the time of a task and its subtasks went: the tree in reading order, sums by person and by local day; with its entries where asked.',
  input: { ...taskInput, entries: z.boolean().default(false).describe('Each time entry too.') },
  async run(frame, { task, entries }) {
    const id = await findTaskId(frame, task);
    const tree = await treeOf(frame, id, 64);
    const ids = tree.map(({ task_id }) => task_id);
    const all = await frame.query<{
      entry_id: string;
      task_id: string;
      user_id: number;
      name: string | null;
      start_at: Date;
      duration_ms: number;
      description: string | null;
      billable: boolean;
    }>(
      `SELECT e.entry_id, e.task_id, e.user_id, m.username AS name, e.start_at, e.duration_ms, e.description, e.billable
       FROM cu.time_entries e LEFT JOIN cu.members m USING (workspace_id, user_id)
       WHERE e.workspace_id = $1 AND e.deleted_at IS NULL AND NOT e.is_running AND e.task_id = ANY($2::text[]) ORDER BY e.start_at, e.entry_id`,
      [frame.workspaceId, ids],
    );
    const people = new Map<number, { user_id: number; name: string | null; ms: number; billable_ms: number }>();
    const days: Record<string, number> = {};
    for (const { user_id, name, start_at, duration_ms, billable } of all) {
      const known = people.get(user_id) ?? { user_id, name, ms: 0, billable_ms: 0 };
      people.set(user_id, known);
      known.ms += duration_ms;
      if (billable) known.billable_ms += duration_ms;
      for (const [day, ms] of daysOfEntry(start_at.getTime(), duration_ms, frame.timeZone))
        days[day] = (days[day] ?? 0) + ms;
    }
    const byPerson = [...people.values()].sort((a, b) => b.ms - a.ms || a.user_id - b.user_id);
    return {
      total: tracked(totalOf(byPerson)),
      tasks: tree.map(shownTree),
      people: byPerson.map(({ user_id, name, ...sum }) => ({ user_id, name, ...tracked(sum) })),
      days: Object.fromEntries(Object.entries(days).sort(([a], [b]) => (a < b ? -1 : 1))),
      ...(entries && {
        entries: all.map(({ start_at, ...entry }) => ({ ...entry, start: shownDate(frame, start_at) })),
      }),
    };
  },
});

export const taskTools = [
  ...[getTasks, getTask, searchTasks, getProjectTasks, listProgress, workload, overdueTasks],
  ...[taskHierarchy, tasksByAssignee, tasksByStatus, taskTimeBreakdown],
];
