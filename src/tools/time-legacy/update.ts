import type { TimeLegacyUpdateData, TimeLegacyUpdateInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';
import { taskRef } from '../../clickup/task/ids.js';
import { oneInterval, readStretch } from '../../clickup/time/intervals.js';
import { invalidInput } from '../../runtime/errors.js';

/** Corrects an interval. It is read first, since ClickUp counts a length that comes alone from the present. */
export async function timeLegacyUpdate(ctx: Context, input: TimeLegacyUpdateInput): Promise<TimeLegacyUpdateData> {
  const { start, end, duration } = input;
  if (start === undefined && end === undefined && duration === undefined) throw nothingToDo();
  const interval_id = objectId('time_entry', input.interval_id, 'interval_id');
  const { id: task_id, query } = await taskRef(ctx, input.task_id, 'task_id');
  const before = await oneInterval(ctx, { id: task_id, query }, interval_id);
  const body = await readStretch(ctx, { start, end, duration }, before);
  const params = { path: { task_id, interval_id }, query };
  await unwrap(ctx.api.PUT('/v2/task/{task_id}/time/{interval_id}', { params, body }));
  return { interval: await ctx.project('time_interval', { ...body, id: interval_id }) };
}

const nothingToDo = () =>
  invalidInput('Nothing to change is given', {
    code: 'MISSING_PARAMETER',
    parameter: 'duration',
    suggestion: 'Give duration, start or end.',
  });
