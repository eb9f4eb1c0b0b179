import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import {
  additionOf,
  createKeyResult,
  type GoalChange,
  type KeyResultSpec,
  keyResultBody,
  stepsReached,
} from '../../clickup/goal/key-results.js';
import type { WireKeyResult } from '../../clickup/goal/progress.js';
import { clickUpError } from '../../runtime/errors.js';
import type { Change } from '../changes.js';

/** Key results to create, each followed by the progress to record of it: the API takes no value at creation. */
export async function keyResultAdditions(
  ctx: Context,
  goalId: () => string,
  specs: readonly KeyResultSpec[] = [],
  parameter: string,
): Promise<Change<GoalChange>[]> {
  const additions = specs.map(async (spec, index) => {
    const body = await keyResultBody(ctx, spec, `${parameter}[${index}]`);
    const row = additionOf(body);
    const send = async () => {
      row.key_result_id = await createKeyResult(ctx, goalId(), body);
    };
    const { current } = spec;
    const reached = { id: () => row.key_result_id, current, parameter: `${parameter}[${index}].current` };
    return [{ row, outcome: 'created', send }, ...(current === undefined ? [] : [progressOf(ctx, body, reached)])];
  });
  return (await Promise.all(additions)).flat();
}

interface Reached {
  /** Undefined until the key result is there. */
  id: () => string | undefined;
  current: unknown;
  note?: string | undefined;
  parameter: string;
}

/** What a key result has reached, which is checked against its type at once. */
export function progressOf(
  ctx: Context,
  keyResult: Omit<WireKeyResult, 'id'>,
  { id, current, note, parameter }: Reached,
): Change<GoalChange> {
  const steps_current = stepsReached(keyResult, current, parameter);
  const { name } = keyResult;
  const row: GoalChange = { action: 'progress', name, ...withId(id()) };
  return {
    row,
    outcome: `recorded ${steps_current}`,
    blocked: () => (id() === undefined ? notCreated(name) : undefined),
    send: () => {
      const { key_result_id = '' } = Object.assign(row, withId(id()));
      const body = omitUndefined({ steps_current, note });
      return unwrap(ctx.api.PUT('/v2/key_result/{key_result_id}', { params: { path: { key_result_id } }, body }));
    },
  };
}

const withId = (key_result_id: string | undefined) => (key_result_id === undefined ? {} : { key_result_id });

const notCreated = (name: string) =>
  clickUpError('INVALID_PARAMETER', `Not tried: the key result ${JSON.stringify(name)} was not created`, {
    suggestion: 'Record its progress once it is there.',
  });
