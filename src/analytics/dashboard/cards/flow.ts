import { html } from 'hono/html';
import { areas, legend, lines, shown } from '../../charts/plots.js';
import { card, figure, ofPerson, text } from './card.js';

interface Burnup {
  scope_growth: number;
  completed_growth: number;
  days: { day: string; scope: number; completed: number; remaining: number }[];
}

export const burnup = card<Burnup>({
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

export const flow = card<Flow>({
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
