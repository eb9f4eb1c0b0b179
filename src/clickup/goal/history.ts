import type { Context } from '../context.js';
import { nameOf } from '../people/members.js';
import { asNumber, type WireGoal } from './progress.js';

/** An update of a key result, as ClickUp has it: figures as text, and as numbers beside it. */
interface WireStep {
  key_result_id?: string;
  userid?: number;
  date_modified?: string | number;
  note?: string | null;
  steps_before?: unknown;
  steps_before_float?: unknown;
  steps_current?: unknown;
  steps_current_float?: unknown;
}

/** Updates of a goal's progress, newest first, with the names of who made them. */
export function stepsOf(ctx: Context, goal: WireGoal & { history?: readonly WireStep[] }) {
  const { history = [], key_results = [] } = goal;
  const newestFirst = history.toSorted((a, b) => Number(b.date_modified) - Number(a.date_modified));
  return Promise.all(
    newestFirst.map(async (step) => ({
      date_modified: step.date_modified,
      key_result: key_results.find(({ id }) => id === step.key_result_id)?.name ?? step.key_result_id ?? '',
      by: step.userid === undefined ? undefined : await nameOf(ctx, step.userid),
      before: asNumber(step.steps_before_float ?? step.steps_before),
      after: asNumber(step.steps_current_float ?? step.steps_current),
      note: step.note ?? undefined,
    })),
  );
}
