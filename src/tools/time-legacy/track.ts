import type { TimeLegacyTrackData, TimeLegacyTrackInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { taskRef } from '../../clickup/task/ids.js';
import { readStretch } from '../../clickup/time/intervals.js';

/** Adds time to a task by the older route, which also takes a length alone. */
export async function timeLegacyTrack(ctx: Context, input: TimeLegacyTrackInput): Promise<TimeLegacyTrackData> {
  const body = await readStretch(ctx, input);
  const { id: task_id, query } = await taskRef(ctx, input.task_id, 'task_id');
  const { id } = await unwrap(ctx.api.POST('/v2/task/{task_id}/time', { params: { path: { task_id }, query }, body }));
  return { interval: await ctx.project('time_interval', { ...body, id }) };
}
