import type { GoalCreateInput } from '../../../generated/contracts.js';
import { invalidInput } from '../../runtime/errors.js';
import { omitUndefined, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { userIds } from '../people/ids.js';
import { objectId } from '../references.js';
import { taskIds } from '../task/ids.js';
import { asNumber, type WireKeyResult } from './progress.js';

export type KeyResultSpec = NonNullable<GoalCreateInput['key_results']>[number];
type KeyResultType = NonNullable<KeyResultSpec['type']>;

/** A change of a goal or of one of its key results, as results repeat it. */
export interface GoalChange {
  action: string;
  name: string;
  key_result_id?: string;
  type?: string;
  start?: number;
  target?: number;
  unit?: string;
}

/** A key result that is to be added, as its result shows it. */
export function additionOf({ name, type, steps_start, steps_end, unit }: KeyResultBody): GoalChange {
  return {
    action: 'add',
    name,
    type,
    ...(typeof steps_start === 'number' && { start: steps_start }),
    ...(typeof steps_end === 'number' && { target: steps_end }),
    ...(unit !== undefined && { unit }),
  };
}

/** The request for a new key result; fills in the steps that its type implies. */
export async function keyResultBody(ctx: Context, spec: KeyResultSpec, parameter: string) {
  const counted = (spec.task_ids?.length ?? 0) + (spec.list_ids?.length ?? 0) > 0;
  const type: KeyResultType = spec.type ?? (counted ? 'automatic' : 'number');
  if (type === 'automatic' && !counted) throw nothingToCount(parameter);
  if (type !== 'automatic' && counted) throw countedByHand(parameter, type);
  const [owners, task_ids] = await Promise.all([
    userIds(ctx, spec.owners, `${parameter}.owners`),
    spec.task_ids ? taskIds(ctx, spec.task_ids, `${parameter}.task_ids`) : undefined,
  ]);
  const list_ids = spec.list_ids?.map((id, index) => objectId('list', id, `${parameter}.list_ids[${index}]`));
  return omitUndefined({
    name: spec.name,
    type,
    ...steps(spec, type, parameter),
    unit: spec.unit,
    owners,
    task_ids,
    list_ids,
  });
}

export type KeyResultBody = Awaited<ReturnType<typeof keyResultBody>>;

export async function createKeyResult(ctx: Context, goal_id: string, body: KeyResultBody): Promise<string> {
  const { key_result } = await unwrap(
    ctx.api.POST('/v2/goal/{goal_id}/key_result', { params: { path: { goal_id } }, body }),
  );
  return String(key_result.id);
}

function steps({ start, target }: KeyResultSpec, type: KeyResultType, parameter: string) {
  if (type === 'boolean') return { steps_start: false, steps_end: true };
  if (type === 'automatic') return omitUndefined({ steps_start: start, steps_end: target });
  if (target === undefined && type !== 'percentage') throw noTarget(parameter, type);
  return { steps_start: start ?? 0, steps_end: target ?? 100 };
}

/**
 * What to record as progress: a value, "75%" of the way from start to target, or true and false for a key result of yes
 * or no. Throws ValidationError for anything else, and for automatic ones, which count by themselves.
 */
export function stepsReached(
  keyResult: Omit<WireKeyResult, 'id'>,
  current: unknown,
  parameter: string,
): number | boolean {
  const text = String(current).trim().toLowerCase();
  if (keyResult.type === 'automatic') {
    throw refuse(
      parameter,
      current,
      `${JSON.stringify(keyResult.name)} counts its tasks by itself`,
      'Close the tasks it counts instead.',
    );
  }
  if (keyResult.type === 'boolean') {
    if (/^(true|yes|done|1|100 ?%)$/.test(text)) return true;
    if (/^(false|no|0|0 ?%)$/.test(text)) return false;
    throw refuse(
      parameter,
      current,
      `${JSON.stringify(keyResult.name)} is either reached or not`,
      'Give true or false.',
    );
  }
  const [, percent] = /^(-?\d+(?:\.\d+)?) ?%$/.exec(text) ?? [];
  if (percent === undefined) {
    const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
    if (value !== undefined) return value;
    throw refuse(
      parameter,
      current,
      `${JSON.stringify(text)} is no value`,
      'Give a number such as 12, or a share of the way such as 75%.',
    );
  }
  // What is measured in per cent reaches 96 %, and not 96 % of the way there.
  if (keyResult.type === 'percentage') return Number(percent);
  const [start, end] = [asNumber(keyResult.steps_start) ?? 0, asNumber(keyResult.steps_end)];
  if (end === undefined) {
    throw refuse(
      parameter,
      current,
      `${JSON.stringify(keyResult.name)} has no target to take a share of`,
      'Give the value itself.',
    );
  }
  // Hundredths are finer than anything ClickUp shows, and keep 0.1 + 0.2 out of the records.
  return Math.round((start + ((end - start) * Number(percent)) / 100) * 100) / 100;
}

const refuse = (parameter: string, value: unknown, message: string, suggestion: string) =>
  invalidInput(message, { parameter, value, suggestion });

const nothingToCount = (parameter: string) =>
  invalidInput('An automatic key result needs tasks or Lists to count', {
    code: 'MISSING_PARAMETER',
    parameter: `${parameter}.task_ids`,
    suggestion: 'Give task_ids or list_ids, or another type.',
  });

const countedByHand = (parameter: string, type: string) =>
  refuse(
    `${parameter}.type`,
    type,
    `A key result of type ${type} counts no tasks`,
    'Use type automatic, or leave out task_ids and list_ids.',
  );

const noTarget = (parameter: string, type: string) =>
  invalidInput(`A key result of type ${type} needs a target`, {
    code: 'MISSING_PARAMETER',
    parameter: `${parameter}.target`,
    suggestion: 'Give a target, such as target: 10, or use type boolean or percentage.',
  });
