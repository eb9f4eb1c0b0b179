import { bar, shown } from '../../charts/plots.js';
import { barTable, card, detail, figure, place, text } from './card.js';

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

export const workload = card<Workload>({
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
