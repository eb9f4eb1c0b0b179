import * as z from 'zod';
import { burnupChart, flowChart } from '../charts/of-reports.js';
import { type FlowDay, flowOf, measureNames, scopeOf } from '../reports/flow.js';
import { warnOfUnknownStatuses } from '../reports/known-statuses.js';
import { defineReport, type Frame } from '../reports/report.js';
import { findPerson } from '../reports/tasks.js';

const input = {
  measure: z.enum(measureNames).default('tasks').describe('What is counted.'),
  assignee: z.string().optional().describe('Only tasks of this person: id, name, e-mail address or me.'),
};

async function flow(frame: Frame, { measure, assignee }: z.output<z.ZodObject<typeof input>>): Promise<FlowDay[]> {
  const userId = assignee === undefined ? undefined : (await findPerson(frame, assignee, 'assignee')).user_id;
  await warnOfUnknownStatuses(frame, 'before it, what was not completed counts as open');
  return flowOf(frame, { measure, userId });
}

const cumulativeFlow = defineReport({
  name: 'get_cumulative_flow',
  chart: flowChart,
  group: 'analytics',
  description:
    'Cumulative flow: how many tasks (or points, or ms of estimates) were completed, active and not started at the end of each local day. Cancelled ones count nowhere.',
  input,
  period: 'last_30_days',
  run: async (frame, given) => ({ measure: given.measure, days: await flow(frame, given) }),
});

const burnup = defineReport({
  name: 'get_burnup',
  chart: burnupChart,
  group: 'analytics',
  description:
    'Burnup: all work and completed work at the end of each local day, and how both grew in the period. Their difference is the burndown.',
  input,
  period: 'last_30_days',
  async run(frame, given) {
    const days = (await flow(frame, given)).map((day) => ({
      day: day.day,
      scope: scopeOf(day),
      completed: day.completed,
      remaining: scopeOf(day) - day.completed,
    }));
    const [first, last] = [days[0]!, days.at(-1)!];
    return {
      measure: given.measure,
      scope_growth: last.scope - first.scope,
      completed_growth: last.completed - first.completed,
      days,
    };
  },
});

export const flowReports = [cumulativeFlow, burnup];
