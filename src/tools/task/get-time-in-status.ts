import type { TaskGetTimeInStatusData, TaskGetTimeInStatusInput } from '../../../generated/contracts.js';
import { withTool } from '../../clickup/advice.js';
import { member, readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { formatDuration } from '../../clickup/dates/durations.js';
import { atLeastOne } from '../../clickup/task/get-task.js';
import { taskIds } from '../../clickup/task/ids.js';
import { advice } from '../../runtime/advice.js';
import { clickUpError } from '../../runtime/errors.js';
import type { TimeFormat } from '../../runtime/scalars.js';

/** One status as ClickUp reports it: whole minutes, and since when in ms. */
interface WireStatusTime {
  status: string;
  orderindex?: number;
  total_time?: { by_minute?: number; since?: string | null } | null;
}

interface WireTimeInStatus {
  current_status: WireStatusTime;
  status_history: (WireStatusTime | null)[] | null;
}

type TaskTimes = TaskGetTimeInStatusData['tasks'][number];

/** Time in status of one task by the single route, of several in one request by the bulk route. */
export async function taskGetTimeInStatus(
  ctx: Context,
  input: TaskGetTimeInStatusInput,
): Promise<TaskGetTimeInStatusData> {
  const ids = [...new Set(await taskIds(ctx, atLeastOne(input.task_ids), 'task_ids'))];
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) {
    const params = { path: { task_id: only } };
    const times = await unwrap(ctx.api.GET('/v2/task/{task_id}/time_in_status', { params }));
    return { tasks: [await timesOf(ctx, only, times as unknown as WireTimeInStatus)] };
  }
  const params = { query: { task_ids: ids } };
  const answer = await unwrap(ctx.api.GET('/v2/task/bulk_time_in_status/task_ids', { params }));
  const times = new Map(Object.entries(answer as Record<string, WireTimeInStatus | undefined>));
  const missing = ids.filter((id) => !times.get(id));
  if (missing.length === ids.length) throw noTimes(ids);
  const tasks = await Promise.all(
    ids.flatMap((id) => {
      const found = times.get(id);
      return found ? [timesOf(ctx, id, found)] : [];
    }),
  );
  return { tasks, ...(missing.length > 0 && { missing }) };
}

async function timesOf(ctx: Context, taskId: string, answer: WireTimeInStatus): Promise<TaskTimes> {
  const format = await ctx.times();
  const stays = readable(ctx, rows(answer, 'status_history'), 'statuses');
  const history = [...stays].sort((a, b) => (a.orderindex ?? 0) - (b.orderindex ?? 0));
  const inWords = (stay: WireStatusTime) => statusTime(stay, format);
  return { task_id: taskId, current: inWords(member(answer, 'current_status')), history: history.map(inWords) };
}

function statusTime({ status, total_time }: WireStatusTime, format: TimeFormat): TaskTimes['current'] {
  const minutes = Number(total_time?.by_minute ?? Number.NaN);
  const start = format.instant(total_time?.since);
  return {
    status,
    ...(Number.isFinite(minutes) && { duration: formatDuration(minutes * 60_000), minutes }),
    ...(start && { since: start }),
  };
}

/** ClickUp leaves out tasks that it does not show; an answer without a single one may be no answer to the question. */
const noTimes = (ids: readonly string[]) =>
  clickUpError('INVALID_RESPONSE', `ClickUp answered, but without any of the ${ids.length} tasks`, {
    suggestion: advice`Check the ids${withTool('task.get', (name) => ` with ${name}`)}; if they are right, repeat the call.`,
    details: { parameter: 'task_ids', value: ids },
  });
