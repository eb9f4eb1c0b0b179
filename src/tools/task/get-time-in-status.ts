import type { TaskGetTimeInStatusData, TaskGetTimeInStatusInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { formatDuration } from '../../clickup/dates/durations.js';
import { atLeastOne } from '../../clickup/task/get-task.js';
import { taskIds } from '../../clickup/task/ids.js';
import { toIso } from '../../runtime/scalars.js';

/** One status as ClickUp reports it: whole minutes, and since when in ms. */
interface WireStatusTime {
  status: string;
  orderindex?: number;
  total_time: { by_minute: number; since?: string | null };
}

interface WireTimeInStatus {
  current_status: WireStatusTime;
  status_history: WireStatusTime[];
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
    return { tasks: [readable(only, times as WireTimeInStatus)] };
  }
  const params = { query: { task_ids: ids } };
  const answer = await unwrap(ctx.api.GET('/v2/task/bulk_time_in_status/task_ids', { params }));
  const times = new Map(Object.entries(answer as Record<string, WireTimeInStatus | undefined>));
  const missing = ids.filter((id) => !times.get(id));
  const tasks = ids.flatMap((id) => {
    const found = times.get(id);
    return found ? [readable(id, found)] : [];
  });
  return { tasks, ...(missing.length > 0 && { missing }) };
}

function readable(taskId: string, { current_status, status_history }: WireTimeInStatus): TaskTimes {
  const history = [...status_history].sort((a, b) => (a.orderindex ?? 0) - (b.orderindex ?? 0));
  return { task_id: taskId, current: statusTime(current_status), history: history.map(statusTime) };
}

function statusTime({ status, total_time: { by_minute, since } }: WireStatusTime): TaskTimes['current'] {
  const minutes = Number(by_minute);
  const start = toIso(since);
  return { status, duration: formatDuration(minutes * 60_000), minutes, ...(start && { since: start }) };
}
