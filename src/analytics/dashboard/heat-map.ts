import { html } from 'hono/html';
import { type Html, shown } from '../charts/plots.js';

interface HeatMap {
  /** Days, or the first days of weeks. */
  columns: readonly string[];
  /** Milliseconds for each column. */
  rows: readonly { name: string; values: readonly number[]; total: number }[];
  /** A full column, in ms. */
  full: number;
  isLong: boolean;
}

const hours = (ms: number): string => (ms === 0 ? '' : shown(ms / 3_600_000, 1));

/** A table whose cells are the darker the more they hold: nothing, a quarter of the full, half, three quarters, all, more. */
export function heatMap({ columns, rows, full, isLong }: HeatMap): Html {
  const level = (ms: number): number => (ms === 0 ? 0 : Math.min(5, Math.ceil((ms / full) * 4)));
  const sums = columns.map((_, index) => rows.reduce((sum, { values }) => sum + values[index]!, 0));
  const total = sums.reduce((sum, each) => sum + each, 0);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Timesheet, hours by person and ${isLong ? 'week' : 'day'}"><table class="heat">
    <thead><tr><th scope="col">Person</th>${columns.map((day) => html`<th scope="col"><abbr title="${isLong ? `week from ${day}` : day}">${heading(day, isLong)}</abbr></th>`)}<th scope="col">Hours</th></tr></thead>
    <tbody>${rows.map(
      ({ name, values, total: own }) =>
        html`<tr><th scope="row">${name}</th>${values.map(
          (ms) => html`<td class="h${level(ms)}">${hours(ms)}</td>`,
        )}<td class="n">${shown(own / 3_600_000, 1)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">All</th>${sums.map((ms) => html`<td>${hours(ms)}</td>`)}<td class="n">${shown(total / 3_600_000, 1)}</td></tr></tfoot>
  </table></div>`;
}

/** The day of the month, with the weekday's letters above; of a week its month and day. */
function heading(day: string, isLong: boolean): Html | string {
  if (isLong) return day.slice(5);
  const weekday = new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { weekday: 'short', timeZone: 'UTC' });
  return html`<small>${weekday.slice(0, 2)}</small><br>${Number(day.slice(8))}`;
}
