import { html } from 'hono/html';
import type { Scope } from '../reports/scope.js';
import { areas, bar, colours, type Html, legend, lines, shown } from './charts.js';
import { heatMap } from './heat-map.js';
import type { Cell, Column, Table } from './table.js';

/** What a page is narrowed to. */
export interface Filters {
  period: string;
  /** A place by path or id; undefined for the whole Workspace. */
  scope?: string | undefined;
  /** Id of a person; undefined for everybody. */
  person?: number | undefined;
}

/** What every report says of itself. */
export interface Meta {
  workspace: string;
  scope: Scope;
  period?: { from: string; to: string };
  time_zone: string;
  synced_at: string | null;
  warnings?: string[];
}

interface View {
  /** The answer in a sentence. */
  summary: string;
  chart?: Html | undefined;
  table: Table;
  /** Whether the chart is a table of these figures already. */
  isShown?: boolean;
}

/** A part of the dashboard: a report, by the tool that gives its figures, and how it looks. */
export interface Card {
  id: string;
  title: string;
  /** The tool whose answer is shown. */
  tool: string;
  /** Takes the whole width. */
  isWide?: boolean;
  /** The filters that its figures follow. */
  follows: readonly (keyof Filters)[];
  input(filters: Filters): object;
  // The answer of the tool, which nothing but this card reads.
  show(data: never, filters: Filters): View;
}

const card = <Data>(definition: Omit<Card, 'show'> & { show(data: Data, filters: Filters): View }): Card => definition;

const place = ({ scope }: Filters) => (scope === undefined ? {} : { scope });
const placeAndPeriod = (filters: Filters) => ({ period: filters.period, ...place(filters) });

const text = (key: string, label: string): Column => ({ key, label });
const figure = (key: string, label: string, decimals = 0): Column => ({ key, label, decimals });
const detail = (key: string, label: string): Column => ({ key, label, decimals: 0, isDetail: true });

interface Tracked {
  tracked_ms: number;
  tracked_hours: number;
}

interface Timesheet {
  people: (Tracked & {
    user_id: number;
    name: string | null;
    days: Record<string, number>;
    weeks_from: Record<string, number>;
    target_hours: number;
  })[];
}

/** From so many days on, a timesheet has a column for each week. */
const mostDays = 45;
const hourMs = 3_600_000;
const hoursOf = (ms: number): number => Math.round(ms / 36_000) / 100;

const timesheet = card<Timesheet>({
  id: 'timesheet',
  title: 'Timesheet',
  tool: 'get_monthly_timesheet',
  isWide: true,
  follows: ['period', 'scope', 'person'],
  input: placeAndPeriod,
  show({ people }, { person }) {
    const mine = people.filter(({ user_id }) => person === undefined || user_id === person);
    const isLong = Object.keys(mine[0]?.days ?? {}).length > mostDays;
    const columns = Object.keys(mine[0]?.[isLong ? 'weeks_from' : 'days'] ?? {});
    const rows = mine.map((each) => ({
      name: each.name ?? String(each.user_id),
      values: columns.map((day) => (isLong ? each.weeks_from : each.days)[day] ?? 0),
      each,
    }));
    const total = mine.reduce((sum, { tracked_ms }) => sum + tracked_ms, 0);
    return {
      summary: `${shown(hoursOf(total), 1)} hours of ${mine.length} ${mine.length === 1 ? 'person' : 'people'}, by ${isLong ? 'week' : 'local day'}.`,
      chart: heatMap({
        columns,
        rows: rows.map(({ name, values, each }) => ({ name, values, total: each.tracked_ms })),
        full: (isLong ? 40 : 8) * hourMs,
        isLong,
      }),
      isShown: true,
      table: {
        columns: [
          text('person', 'Person'),
          detail('user_id', 'User id'),
          ...columns.map((day) => figure(day, day, 2)),
          figure('hours', 'Hours', 2),
          detail('tracked_ms', 'Milliseconds'),
        ],
        rows: rows.map(({ name, values, each }) => ({
          person: name,
          user_id: each.user_id,
          ...Object.fromEntries(columns.map((day, index) => [day, hoursOf(values[index]!)])),
          hours: each.tracked_hours,
          tracked_ms: each.tracked_ms,
        })),
      },
    };
  },
});

interface Employees {
  employees: (Tracked & {
    user_id: number;
    name: string | null;
    projects: (Tracked & { project_id: string | null; project: string; tasks: number })[];
  })[];
}

const projects = card<Employees>({
  id: 'projects',
  title: 'Hours by project and person',
  tool: 'get_employee_time_report',
  follows: ['period', 'scope', 'person'],
  input: placeAndPeriod,
  show({ employees }, { person }) {
    const mine = employees.filter(({ user_id }) => person === undefined || user_id === person);
    const people = mine.map(({ user_id, name }) => name ?? String(user_id));
    // The last colour is that of all the others.
    const series = (index: number): number => Math.min(index, colours - 1);
    const names = people.length > colours ? [...people.slice(0, colours - 1), 'Others'] : people;
    const rows = mine.flatMap((employee, index) => employee.projects.map((project) => ({ ...project, index })));
    const found = new Map<string, { name: string; ms: number; parts: typeof rows }>();
    for (const row of rows) {
      const known = found.get(String(row.project_id)) ?? { name: row.project, ms: 0, parts: [] };
      found.set(String(row.project_id), {
        name: row.project,
        ms: known.ms + row.tracked_ms,
        parts: [...known.parts, row],
      });
    }
    const all = [...found.values()].sort((a, b) => b.ms - a.ms);
    const most = all[0]?.ms ?? 0;
    return {
      summary: `${shown(hoursOf(all.reduce((sum, { ms }) => sum + ms, 0)), 1)} hours in ${all.length} projects.`,
      chart: html`${legend(names.map((name) => ({ name })))}${barTable(
        ['Project', 'Hours'],
        all.map(({ name, ms, parts }) => ({
          name,
          value: shown(hoursOf(ms), 1),
          bar: bar(
            parts.map(({ index, tracked_ms }) => ({
              value: tracked_ms,
              series: series(index),
              label: `${people[index]}: ${shown(hoursOf(tracked_ms), 1)} h`,
            })),
            most,
          ),
        })),
      )}`,
      table: {
        columns: [
          text('project', 'Project'),
          detail('project_id', 'Project id'),
          text('person', 'Person'),
          detail('user_id', 'User id'),
          figure('tasks', 'Tasks'),
          figure('hours', 'Hours', 2),
          detail('tracked_ms', 'Milliseconds'),
        ],
        rows: all.flatMap(({ parts }) =>
          parts.map(({ index, project, project_id, tasks, tracked_ms, tracked_hours }) => ({
            project,
            project_id,
            person: people[index]!,
            user_id: mine[index]!.user_id,
            tasks,
            hours: tracked_hours,
            tracked_ms,
          })),
        ),
      },
    };
  },
});

interface BarRow {
  name: string;
  value: string;
  bar: Html;
}

/** Bars as a table, with a figure beside each. */
const barTable = ([name, value]: readonly [string, string], rows: readonly BarRow[]): Html =>
  html`<table class="bars"><thead class="sr"><tr><th scope="col">${name}</th><th scope="col">${value}</th><td></td></tr></thead><tbody>${rows.map(
    (row) => html`<tr><th scope="row">${row.name}</th><td class="n">${row.value}</td><td>${row.bar}</td></tr>`,
  )}</tbody></table>`;

interface Burnup {
  scope_growth: number;
  completed_growth: number;
  days: { day: string; scope: number; completed: number; remaining: number }[];
}

const ofPerson = (filters: Filters) => ({
  ...placeAndPeriod(filters),
  ...(filters.person !== undefined && { assignee: String(filters.person) }),
});

const burnup = card<Burnup>({
  id: 'burnup',
  title: 'Burnup',
  tool: 'get_burnup',
  follows: ['period', 'scope', 'person'],
  input: ofPerson,
  show({ days, scope_growth, completed_growth }) {
    const last = days.at(-1)!;
    const summary = `${shown(last.completed)} of ${shown(last.scope)} tasks are completed: ${shown(completed_growth)} more since ${days[0]!.day}, while ${shown(scope_growth)} were added.`;
    const series = [
      { name: 'All', values: days.map(({ scope }) => scope) },
      { name: 'Completed', colour: 1, values: days.map(({ completed }) => completed) },
    ];
    return {
      summary,
      chart: html`${legend(series)}${lines({ label: `Burnup. ${summary}`, days: days.map(({ day }) => day), series })}`,
      table: {
        columns: [
          text('day', 'Day'),
          figure('scope', 'All'),
          figure('completed', 'Completed'),
          figure('remaining', 'Remaining'),
        ],
        rows: days,
      },
    };
  },
});

interface Flow {
  days: { day: string; completed: number; active: number; not_started: number; open: number }[];
}

const flow = card<Flow>({
  id: 'flow',
  title: 'Cumulative flow',
  tool: 'get_cumulative_flow',
  follows: ['period', 'scope', 'person'],
  input: ofPerson,
  show({ days }) {
    const last = days.at(-1)!;
    const bands = [
      ['completed', 'Completed', 1],
      ['active', 'Active', 0],
      ['not_started', 'Not started', 2],
      ['open', 'Open, before the first sync', 7],
    ] as const;
    const used = bands.filter(([key]) => days.some((day) => day[key] > 0));
    const summary = `On ${last.day}: ${used
      .filter(([key]) => last[key] > 0)
      .map(([key, label]) => `${shown(last[key])} ${label.toLowerCase()}`)
      .join(', ')}.`;
    const series = used.map(([key, name, colour]) => ({ name, colour, values: days.map((day) => day[key]) }));
    return {
      summary,
      chart: html`${legend(series)}${areas({ label: `Cumulative flow. ${summary}`, days: days.map(({ day }) => day), series })}`,
      table: {
        columns: [text('day', 'Day'), ...used.map(([key, label]) => figure(key, label))],
        rows: days.map((day) => ({ ...day })),
      },
    };
  },
});

interface Workload {
  week_hours: number;
  people: {
    user_id: number | null;
    name: string;
    tasks: number;
    active: number;
    overdue: number;
    remaining_hours: number;
    weeks_of_work: number;
    load: string;
  }[];
}

const workload = card<Workload>({
  id: 'workload',
  title: 'Workload against capacity',
  tool: 'get_workload',
  follows: ['scope', 'person'],
  input: (filters) => ({ shared: 'split', ...place(filters) }),
  show({ week_hours, people }, { person }) {
    const mine = people
      .filter(({ user_id }) => person === undefined || user_id === person)
      .sort((a, b) => b.remaining_hours - a.remaining_hours);
    const most = Math.max(week_hours * 1.25, ...mine.map(({ remaining_hours }) => remaining_hours));
    const everybody = mine.filter(({ user_id }) => user_id !== null);
    const over = everybody.filter(({ load }) => load === 'overloaded').length;
    return {
      summary: `${over} of ${everybody.length} have more than a week of ${shown(week_hours, 1)} hours to do, the line. What is left of estimates counts; shared tasks in parts.`,
      chart: barTable(
        ['Person', 'Hours left'],
        mine.map(({ user_id, name, remaining_hours, load }) => ({
          name,
          value: shown(remaining_hours, 1),
          bar: bar(
            [
              {
                value: remaining_hours,
                series: user_id === null ? 7 : load === 'overloaded' ? 3 : 0,
                label: `${shown(remaining_hours, 1)} h: ${load}`,
              },
            ],
            most,
            {
              at: week_hours,
              label: `${shown(week_hours, 1)} h in a week`,
            },
          ),
        })),
      ),
      table: {
        columns: [
          text('name', 'Person'),
          detail('user_id', 'User id'),
          figure('tasks', 'Open tasks', 2),
          figure('active', 'Active'),
          figure('overdue', 'Overdue'),
          figure('remaining_hours', 'Hours left', 2),
          figure('weeks_of_work', 'Weeks', 2),
          text('load', 'Load'),
        ],
        rows: mine.map(({ ...row }) => row),
      },
    };
  },
});

interface AtRisk {
  total: number;
  tasks: {
    task_id: string;
    name: string;
    status: string;
    list: string | null;
    assignees: string[];
    due: string | null;
    score: number;
    tracked_hours: number;
    estimate_hours: number;
    reasons: { reason: string; points: number }[];
  }[];
}

const atRisk = card<AtRisk>({
  id: 'at-risk',
  title: 'Tasks at risk',
  tool: 'get_at_risk_tasks',
  isWide: true,
  follows: ['scope', 'person'],
  input: (filters) => ({
    ...place(filters),
    ...(filters.person !== undefined && { assignee: String(filters.person) }),
    limit: 500,
  }),
  show({ total, tasks }) {
    const columns: Column[] = [
      { ...text('task', 'Task'), link: ({ task_id }) => `https://app.clickup.com/t/${task_id}` },
      detail('task_id', 'Task id'),
      text('list', 'List'),
      text('assignees', 'Assignees'),
      text('status', 'Status'),
      { ...text('due', 'Due'), isShort: true },
      figure('score', 'Score'),
      text('reasons', 'Why'),
      detail('tracked_hours', 'Tracked hours'),
      detail('estimate_hours', 'Estimated hours'),
    ];
    return {
      summary:
        total === 0
          ? 'None.'
          : `${shown(total)} open ${total === 1 ? 'task is' : 'tasks are'} late, about to be, over the estimate or held up; the most pressing first.`,
      table: {
        columns,
        rows: tasks.map(
          (task): Record<string, Cell> => ({
            task_id: task.task_id,
            task: task.name,
            list: task.list,
            assignees: task.assignees.join(', '),
            status: task.status,
            due: task.due?.slice(0, 10) ?? null,
            score: task.score,
            reasons: task.reasons.map(({ reason }) => reason).join('; '),
            tracked_hours: task.tracked_hours,
            estimate_hours: task.estimate_hours,
          }),
        ),
      },
    };
  },
});

/** The dashboard, from top to bottom. */
export const cards: readonly Card[] = [timesheet, projects, workload, burnup, flow, atRisk];
