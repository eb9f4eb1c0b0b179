/** The parts of ClickUp's goal that progress is read from. */
export interface WireKeyResult {
  id: string;
  name: string;
  type: string;
  percent_completed?: number | string | null;
  steps_start?: unknown;
  steps_current?: unknown;
  steps_end?: unknown;
}

export interface WireGoal {
  id: string;
  name: string;
  percent_completed?: number | string | null;
  due_date?: string | number | null;
  owners?: readonly { id: number }[];
  key_results?: readonly WireKeyResult[];
}

/**
 * The same goal with progress in per cent throughout. ClickUp does not say whether its figures are per cent or parts of
 * one, and both have been seen; the steps of key results leave no doubt, so they come first.
 */
export function withProgress<Goal extends WireGoal>(goal: Goal) {
  const key_results = goal.key_results?.map((keyResult) => ({
    ...keyResult,
    steps_start: asNumber(keyResult.steps_start),
    steps_current: asNumber(keyResult.steps_current),
    steps_end: asNumber(keyResult.steps_end),
    percent_completed: fromSteps(keyResult) ?? asPercent(keyResult.percent_completed),
  }));
  const known = (key_results ?? []).flatMap(({ percent_completed: percent }) => percent ?? []);
  const mean = known.length > 0 ? round(known.reduce((sum, percent) => sum + percent, 0) / known.length) : undefined;
  return { ...goal, ...(key_results && { key_results }), percent_completed: mean ?? asPercent(goal.percent_completed) };
}

/** How far a key result is on its way from start to target, in per cent; undefined where it has no steps. */
function fromSteps({ type, steps_start, steps_current, steps_end }: WireKeyResult): number | undefined {
  if (type === 'automatic') return undefined;
  const [start, current, end] = [asNumber(steps_start) ?? 0, asNumber(steps_current), asNumber(steps_end)];
  if (current === undefined || end === undefined || end === start) return undefined;
  return round(Math.min(100, Math.max(0, ((current - start) / (end - start)) * 100)));
}

/** Steps come as numbers, as text, and as true or false. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || value === undefined || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function asPercent(value: unknown): number | undefined {
  const number = asNumber(value);
  if (number === undefined) return undefined;
  return round(number > 0 && number <= 1 ? number * 100 : number);
}

const round = (value: number) => Math.round(value * 10) / 10;
