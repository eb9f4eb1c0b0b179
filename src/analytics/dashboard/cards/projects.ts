import { html } from 'hono/html';
import { bar, colours, legend, shown } from '../../charts/plots.js';
import { hours } from '../../reports/report.js';
import { barTable, card, detail, figure, placeAndPeriod, type Tracked, text } from './card.js';

interface Employees {
  employees: (Tracked & {
    user_id: number;
    name: string | null;
    projects: (Tracked & { project_id: string | null; project: string; tasks: number })[];
  })[];
}

export const projects = card<Employees>({
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
      summary: `${shown(hours(all.reduce((sum, { ms }) => sum + ms, 0)), 1)} hours in ${all.length} projects.`,
      chart: html`${legend(names.map((name) => ({ name })))}${barTable(
        ['Project', 'Hours'],
        all.map(({ name, ms, parts }) => ({
          name,
          value: shown(hours(ms), 1),
          bar: bar(
            parts.map(({ index, tracked_ms }) => ({
              value: tracked_ms,
              series: series(index),
              label: `${people[index]}: ${shown(hours(tracked_ms), 1)} h`,
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
