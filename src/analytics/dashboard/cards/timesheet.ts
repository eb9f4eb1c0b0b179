import { shown } from '../../charts/plots.js';
import { hours } from '../../reports/report.js';
import { heatMap } from '../heat-map.js';
import { card, detail, figure, placeAndPeriod, type Tracked, text } from './card.js';

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

export const timesheet = card<Timesheet>({
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
    const [from, to] = isLong ? heldIn(rows.map(({ values }) => values)) : [0, columns.length];
    const total = mine.reduce((sum, { tracked_ms }) => sum + tracked_ms, 0);
    return {
      summary: `${shown(hours(total), 1)} hours of ${mine.length} ${mine.length === 1 ? 'person' : 'people'}, by ${isLong ? 'week' : 'local day'}.`,
      chart: heatMap({
        columns: columns.slice(from, to),
        rows: rows.map(({ name, values, each }) => ({ name, values: values.slice(from, to), total: each.tracked_ms })),
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
          ...Object.fromEntries(columns.map((day, index) => [day, hours(values[index]!)])),
          hours: each.tracked_hours,
          tracked_ms: each.tracked_ms,
        })),
      },
    };
  },
});

/** From the first column that holds something to after the last; a year of empty weeks would push the others out of sight. */
function heldIn(rows: readonly (readonly number[])[]): [from: number, to: number] {
  const held = (rows[0] ?? []).map((_, index) => rows.some((values) => values[index]! > 0));
  return [Math.max(0, held.indexOf(true)), held.lastIndexOf(true) + 1];
}
