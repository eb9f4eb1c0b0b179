import * as z from 'zod';
import { employeesChart, groupsChart, projectsChart } from '../charts/of-reports.js';
import { daysWithTime, groupedTime, groupings, nested, timeCells, totalOf, tracked } from '../reports/grouped-time.js';
import { defineReport, type Frame, hours } from '../reports/report.js';
import { projectKinds } from '../reports/scope.js';
import { Params, scopedTasks } from '../reports/sql.js';

/** Estimates of the tasks on which time was tracked in the period, and how many tasks there are, by project. */
async function projectFacts(frame: Frame) {
  const params = new Params();
  const ctes = await timeCells(params, frame, [], { tasks: true });
  return frame.rows<{
    id: string;
    kind: string;
    name: string;
    tasks: number;
    worked: number;
    estimate_ms: number;
    last: Date | null;
  }>(
    `WITH ${ctes}
     SELECT t.project_id AS id, max(t.project_kind) AS kind, max(t.project) AS name, count(*) AS tasks, count(w.task_id) AS worked,
       coalesce(sum(t.time_estimate_ms) FILTER (WHERE w.task_id IS NOT NULL), 0)::bigint AS estimate_ms
     FROM scoped t LEFT JOIN cells w USING (task_id) GROUP BY t.project_id ORDER BY name, id`,
    params,
  );
}

const spaceProjectTimeReport = defineReport({
  name: 'get_space_project_time_report',
  chart: projectsChart,
  group: 'analytics',
  description:
    'Time by project and person in a Space. A project is a Folder, or a List that lies in none. Time belongs to who tracked it; estimates are those of the tasks that were worked on.',
  input: { space: z.string().describe('Name or id of the Space.') },
  scopedBy: { parameter: 'space', kinds: ['space'] },
  period: 'this_month',
  async run(frame) {
    const [groups, facts] = [await groupedTime(frame, 'project', 'user'), await projectFacts(frame)];
    const people = new Map(nested(groups, ({ ids }) => String(ids[0])).map((all) => [all[0]!.ids[0], all]));
    const projects = facts
      .filter(({ worked }) => worked > 0)
      .map((fact) => {
        const mine = people.get(fact.id) ?? [];
        return {
          project_id: fact.id,
          kind: fact.kind,
          project: fact.name,
          ...tracked(totalOf(mine)),
          estimate_ms: fact.estimate_ms,
          estimate_hours: hours(fact.estimate_ms),
          tasks: fact.tasks,
          tasks_with_time: fact.worked,
          people: mine.map((each) => ({
            user_id: Number(each.ids[1]),
            name: each.names[1],
            ...tracked(each),
            tasks: each.tasks,
          })),
        };
      });
    projects.sort((a, b) => b.tracked_ms - a.tracked_ms);
    const estimate_ms = projects.reduce((sum, each) => sum + each.estimate_ms, 0);
    return {
      total: { ...tracked(totalOf(groups)), estimate_ms, estimate_hours: hours(estimate_ms) },
      projects,
      idle_projects: facts
        .filter(({ worked }) => worked === 0)
        .map(({ id, kind, name, tasks }) => ({ project_id: id, kind, project: name, tasks })),
    };
  },
});

const spaceTaskTimeReport = defineReport({
  name: 'get_space_task_time_report',
  group: 'analytics',
  description:
    'Time in a Space by project, in each by task, and on each task by person; with the estimates of the tasks. Time belongs to who tracked it.',
  input: {
    space: z.string().describe('Name or id of the Space.'),
    tasks_per_project: z.int().min(1).max(500).default(20).describe('Most tasks shown of each project.'),
  },
  scopedBy: { parameter: 'space', kinds: ['space'] },
  period: 'this_month',
  async run(frame, { tasks_per_project: most }) {
    const groups = await groupedTime(frame, 'project', 'task', 'user');
    const estimates = await estimatesBy(frame, 't.task_id');
    const projects = nested(groups, ({ ids }) => String(ids[0])).map((ofProject) => {
      const tasks = nested(ofProject, ({ ids }) => String(ids[1])).map((ofTask) => {
        const [first] = ofTask;
        const estimate_ms = estimates.get(String(first!.ids[1])) ?? 0;
        return {
          task_id: first!.ids[1],
          task: first!.names[1],
          ...tracked(totalOf(ofTask)),
          estimate_ms,
          estimate_hours: hours(estimate_ms),
          people: ofTask.map((each) => ({ user_id: Number(each.ids[2]), name: each.names[2], ...tracked(each) })),
        };
      });
      tasks.sort((a, b) => b.tracked_ms - a.tracked_ms || (String(a.task_id) < String(b.task_id) ? -1 : 1));
      const [first] = ofProject;
      return {
        project_id: first!.ids[0],
        project: first!.names[0],
        ...tracked(totalOf(ofProject)),
        tasks: tasks.slice(0, most),
        ...(tasks.length > most && { more_tasks: tasks.length - most }),
      };
    });
    projects.sort((a, b) => b.tracked_ms - a.tracked_ms || (String(a.project_id) < String(b.project_id) ? -1 : 1));
    return { total: tracked(totalOf(groups)), projects };
  },
});

/** The estimates of the tasks of the scope by a column of theirs. */
async function estimatesBy(frame: Frame, column: string): Promise<Map<string, number>> {
  const params = new Params();
  const rows = await frame.rows<{ id: string; estimate_ms: number }>(
    `WITH ${scopedTasks(params, frame)} SELECT ${column} AS id, sum(t.time_estimate_ms)::bigint AS estimate_ms
     FROM scoped t WHERE t.time_estimate_ms > 0 GROUP BY 1`,
    params,
  );
  return new Map(rows.map(({ id, estimate_ms }) => [id, estimate_ms]));
}

const groupBy = (usual: (typeof groupings)[number]) => ({
  group_by: z.enum(groupings).default(usual).describe('What the time is summed by.'),
});

async function timeGroupedBy(frame: Frame, dimension: (typeof groupings)[number]) {
  const groups = await groupedTime(frame, dimension);
  // A task may have several tags: their sums are more than all.
  const total = totalOf(dimension === 'tag' ? await groupedTime(frame, 'user') : groups);
  return {
    total: tracked(total),
    groups: groups.map((each) => ({
      id: each.ids[0],
      name: each.names[0] ?? (each.ids[0] === null ? (dimension === 'tag' ? '(no tag)' : '(no task)') : each.ids[0]),
      ...tracked(each),
      share: Math.round((each.ms / total.ms) * 1000) / 10,
      tasks: each.tasks,
      entries: each.entries,
    })),
  };
}

const folderTimeReport = defineReport({
  name: 'get_folder_time_report',
  chart: groupsChart,
  group: 'analytics',
  description:
    'Time tracked in a Folder, with the Folders below it, by person, List, task, status, tag, day, week or billable.',
  input: { folder: z.string().describe('Name, path or id of the Folder.'), ...groupBy('user') },
  scopedBy: { parameter: 'folder', kinds: ['folder'] },
  period: 'this_month',
  run: (frame, { group_by }) => timeGroupedBy(frame, group_by),
});

/** Tracked time beside the estimates of all tasks in the groups. */
async function withEstimates(frame: Frame, dimension: 'user' | 'status' | 'task' | 'list') {
  const report = await timeGroupedBy(frame, dimension);
  type Group = (typeof report.groups)[number] &
    Partial<{ estimate_ms: number; estimate_hours: number; tracked_to_estimate: number | null }>;
  const withoutEstimates: { groups: Group[] } = report;
  if (dimension === 'user') return { ...report, ...withoutEstimates };
  const column = { status: 't.status', task: 't.task_id', list: 't.home_list_id' }[dimension];
  const known = await estimatesBy(frame, column);
  const groups = report.groups.map((group): Group => {
    const estimate_ms = known.get(String(group.id)) ?? 0;
    return {
      ...group,
      estimate_ms,
      estimate_hours: hours(estimate_ms),
      tracked_to_estimate: estimate_ms > 0 ? Math.round((group.tracked_ms / estimate_ms) * 100) / 100 : null,
    };
  });
  return { ...report, groups };
}

const estimatedGroupings = {
  group_by: z.enum(['user', 'status', 'task', 'list']).default('user').describe('What the time is summed by.'),
};

const timeTrackingReport = defineReport({
  name: 'get_time_tracking_report',
  chart: groupsChart,
  group: 'analytics',
  description:
    'Tracked time against estimates, by person, status, task or List. Each task counts by itself alone, so that nothing counts twice.',
  input: estimatedGroupings,
  period: 'all_time',
  run: (frame, { group_by }) => withEstimates(frame, group_by),
});

const projectTimeTracking = defineReport({
  name: 'get_project_time_tracking',
  chart: groupsChart,
  group: 'intelligence',
  description: 'Tracked time of a project against estimates, by person, status, task or List.',
  input: {
    project: z
      .string()
      .describe('Project, Folder, List or Space, by alias, name, path or id; or tag:NAME, field:NAME=VALUE.'),
    ...estimatedGroupings,
  },
  scopedBy: { parameter: 'project', kinds: projectKinds },
  period: 'all_time',
  run: (frame, { group_by }) => withEstimates(frame, group_by),
});

const employeeTimeReport = defineReport({
  name: 'get_employee_time_report',
  chart: employeesChart,
  group: 'analytics',
  description: 'Time of each person by project: tracked, billable, tasks, share of all, and days with time.',
  input: {},
  period: 'this_month',
  async run(frame) {
    const groups = await groupedTime(frame, 'user', 'project');
    const days = await daysWithTime(frame);
    const total = totalOf(groups);
    const employees = nested(groups, ({ ids }) => String(ids[0])).map((mine) => {
      const sum = totalOf(mine);
      return {
        user_id: Number(mine[0]!.ids[0]),
        name: mine[0]!.names[0],
        ...tracked(sum),
        share: Math.round((sum.ms / total.ms) * 1000) / 10,
        days_with_time: days.get(Number(mine[0]!.ids[0])) ?? 0,
        projects: mine.map((each) => ({
          project_id: each.ids[1],
          project: each.names[1] ?? '(no task)',
          ...tracked(each),
          tasks: each.tasks,
        })),
      };
    });
    employees.sort((a, b) => b.tracked_ms - a.tracked_ms);
    return { total: tracked(total), employees };
  },
});

export const timeReports = [
  spaceProjectTimeReport,
  spaceTaskTimeReport,
  folderTimeReport,
  employeeTimeReport,
  timeTrackingReport,
  projectTimeTracking,
];
