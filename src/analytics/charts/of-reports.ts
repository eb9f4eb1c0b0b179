import { hours } from '../reports/hours.js';
import type { Chart } from './picture.js';

interface Tracked {
  name: string | null;
  tracked_ms: number;
}

interface Meta {
  scope: { name: string };
  period?: { from: string; to: string };
}

const about = (what: string, { scope, period }: Meta): string =>
  `${what}: ${scope.name}${period ? `, ${period.from} to ${period.to}` : ''}`;

const named = (name: string | null | undefined): string => name ?? '(nobody)';

/** Hours of each person on each day. */
export const timesheetChart = ({
  people,
  meta,
}: {
  people: readonly { name: string | null; user_id: number; days: Record<string, number> }[];
  meta: Meta;
}): Chart => ({
  kind: 'heat',
  title: about('Timesheet, hours', meta),
  columns: Object.keys(people[0]?.days ?? {}),
  rows: people.map(({ name, user_id, days }) => ({
    name: name ?? String(user_id),
    values: Object.values(days).map(hours),
  })),
  full: 8,
});

/** Hours of groups. */
export const groupsChart = ({ groups, meta }: { groups: readonly Tracked[]; meta: Meta }): Chart => ({
  kind: 'bars',
  title: about('Tracked time', meta),
  unit: 'h',
  rows: groups.map(({ name, tracked_ms }) => ({
    name: named(name),
    parts: [{ name: 'Tracked', value: hours(tracked_ms) }],
  })),
});

/** Hours of projects, by person. */
export const projectsChart = ({
  projects,
  meta,
}: {
  projects: readonly { project: string | null; people: readonly Tracked[] }[];
  meta: Meta;
}): Chart => ({
  kind: 'bars',
  title: about('Hours by project and person', meta),
  unit: 'h',
  rows: projects.map(({ project, people }) => ({
    name: named(project),
    parts: people.map(({ name, tracked_ms }) => ({ name: named(name), value: hours(tracked_ms) })),
  })),
});

/** Hours of people, by project. */
export const employeesChart = ({
  employees,
  meta,
}: {
  employees: readonly { name: string | null; projects: readonly { project: string; tracked_ms: number }[] }[];
  meta: Meta;
}): Chart => ({
  kind: 'bars',
  title: about('Hours by person and project', meta),
  unit: 'h',
  rows: employees.map(({ name, projects }) => ({
    name: named(name),
    parts: projects.map(({ project, tracked_ms }) => ({ name: project, value: hours(tracked_ms) })),
  })),
});

/** What is left for each person, beside the hours of a week. */
export const workloadChart = ({
  people,
  week_hours,
  meta,
}: {
  people: readonly { name: string; remaining_hours: number; load: string; user_id: number | null }[];
  week_hours: number;
  meta: Meta;
}): Chart => ({
  kind: 'bars',
  title: about('Hours left of estimates', meta),
  unit: 'h',
  mark: { at: week_hours, label: `${week_hours} hours of a week` },
  rows: people.map(({ name, remaining_hours, load, user_id }) => ({
    name,
    parts: [
      user_id === null
        ? { name: 'of nobody', value: remaining_hours, colour: 7 }
        : load === 'overloaded'
          ? { name: 'more than a week', value: remaining_hours, colour: 3 }
          : { name: 'fits into a week', value: remaining_hours, colour: 0 },
    ],
  })),
});

interface FlowDays {
  measure: string;
  meta: Meta;
}

export const burnupChart = ({
  days,
  meta,
}: FlowDays & { days: readonly { day: string; scope: number; completed: number }[] }): Chart => ({
  kind: 'lines',
  title: about('Burnup', meta),
  days: days.map(({ day }) => day),
  series: [
    { name: 'All', values: days.map(({ scope }) => scope) },
    { name: 'Completed', values: days.map(({ completed }) => completed) },
  ],
});

export const flowChart = ({
  days,
  meta,
}: FlowDays & {
  days: readonly { day: string; completed: number; active: number; not_started: number; open: number }[];
}): Chart => ({
  kind: 'areas',
  title: about('Cumulative flow', meta),
  days: days.map(({ day }) => day),
  series: [
    { name: 'Completed', colour: 1, values: days.map(({ completed }) => completed) },
    { name: 'Active', colour: 0, values: days.map(({ active }) => active) },
    { name: 'Not started', colour: 2, values: days.map((day) => day.not_started) },
    { name: 'Open, before the first sync', colour: 7, values: days.map(({ open }) => open) },
  ].filter(({ values }) => values.some((value) => value > 0)),
});

/** Tasks completed in each week, the present one too. */
export const velocityChart = ({
  weeks,
  current_week,
  meta,
}: {
  weeks: readonly { week_from: string; completed: number }[];
  current_week: { week_from: string; completed: number };
  meta: Meta;
}): Chart => ({
  kind: 'bars',
  title: about('Tasks completed by week', meta),
  rows: [
    ...weeks.map((week) => ({ ...week, name: 'Completed' })),
    { ...current_week, name: 'This week so far', colour: 5 },
  ].map(({ week_from, completed, ...part }) => ({ name: week_from, parts: [{ ...part, value: completed }] })),
});

/** Tasks by status; of groups, by kind of status. */
export const statusesChart = ({
  groups,
  group_by,
  meta,
}: {
  group_by: string;
  groups: readonly {
    name?: string | null;
    by_category: Record<string, number>;
    statuses: readonly { status: string; tasks: number }[];
  }[];
  meta: Meta;
}): Chart => ({
  kind: 'bars',
  title: about('Tasks by status', meta),
  rows:
    group_by === 'none'
      ? (groups[0]?.statuses ?? []).map(({ status, tasks }) => ({
          name: status,
          parts: [{ name: 'Tasks', value: tasks }],
        }))
      : groups.map(({ name, by_category }) => ({
          name: named(name),
          parts: Object.entries(by_category).map(([category, value]) => ({
            name: category.replace('_', ' '),
            value,
          })),
        })),
});

export const timeInStatusChart = ({
  statuses,
  meta,
}: {
  statuses: readonly { status: string; mean_hours: number }[];
  meta: Meta;
}): Chart => ({
  kind: 'bars',
  title: about('Mean hours of a task in each status', meta),
  unit: 'h',
  rows: statuses.map(({ status, mean_hours }) => ({ name: status, parts: [{ name: 'Mean', value: mean_hours }] })),
});
