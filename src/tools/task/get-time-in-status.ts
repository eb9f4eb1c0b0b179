import type { TaskGetTimeInStatusData, TaskGetTimeInStatusInput } from '../../../generated/contracts.js';
import { withTool } from '../../clickup/advice.js';
import { member, readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { formatDuration } from '../../clickup/dates/durations.js';
import { atLeastOne } from '../../clickup/task/get-task.js';
import { taskIds } from '../../clickup/task/ids.js';
import { TaskRefs } from '../../clickup/task/task-refs.js';
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

/** Time in status of one task by the single route, of several in one request by the bulk route. */
export async function taskGetTimeInStatus(
  ctx: Context,
  input: TaskGetTimeInStatusInput,
): Promise<TaskGetTimeInStatusData> {
  const ids = [...new Set(await taskIds(ctx, atLeastOne(input.task_ids), 'task_ids'))];
  const times = await readTimes(ctx, ids);
  const found = ids.flatMap((id) => times.get(id) ?? []);
  const missing = ids.filter((id) => !times.has(id));
  if (found.length === 0) throw noTimes(ids);
  const refs = await new TaskRefs(ctx).of(found.map(({ id }) => id));
  const format = await ctx.times();
  const tasks = found.map(({ id, current }, index) => {
    const { custom_id, name } = refs[index]!;
    return { task_id: id, ...(custom_id && { custom_id }), ...(name && { name }), ...inWords(current, format) };
  });
  const history = found.flatMap(({ id, earlier }) =>
    earlier.map((stay) => ({ task_id: id, ...inWords(stay, format) })),
  );
  return { tasks, history, ...(missing.length > 0 && { missing }) };
}

interface TaskTimes {
  id: string;
  current: WireStatusTime;
  earlier: WireStatusTime[];
}

/** The tasks that ClickUp shows, by id. */
async function readTimes(ctx: Context, ids: readonly string[]): Promise<Map<string, TaskTimes>> {
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) {
    const params = { path: { task_id: only } };
    const answer = await unwrap(ctx.api.GET('/v2/task/{task_id}/time_in_status', { params }));
    return new Map([[only, timesOf(ctx, only, answer as unknown as WireTimeInStatus)]]);
  }
  const params = { query: { task_ids: [...ids] } };
  const answer = await unwrap(ctx.api.GET('/v2/task/bulk_time_in_status/task_ids', { params }));
  const times = Object.entries(answer as Record<string, WireTimeInStatus | undefined>);
  return new Map(times.flatMap(([id, found]) => (found ? [[id, timesOf(ctx, id, found)]] : [])));
}

/** The history repeats the current status, mostly with the same time. */
function timesOf(ctx: Context, id: string, answer: WireTimeInStatus): TaskTimes {
  const current = member(answer, 'current_status');
  const stays = readable(ctx, rows(answer, 'status_history'), 'statuses', 'status');
  const minutes = ({ total_time }: WireStatusTime) => total_time?.by_minute;
  const earlier = stays.filter((stay) => stay.status !== current.status || minutes(stay) !== minutes(current));
  return { id, current, earlier: earlier.sort((a, b) => (a.orderindex ?? 0) - (b.orderindex ?? 0)) };
}

function inWords({ status, total_time }: WireStatusTime, { instant }: TimeFormat) {
  const minutes = Number(total_time?.by_minute ?? Number.NaN);
  const since = instant(total_time?.since);
  return {
    status,
    ...(Number.isFinite(minutes) && { duration: formatDuration(minutes * 60_000) }),
    ...(since && { since }),
  };
}

/** ClickUp leaves out tasks that it does not show; an answer without a single one may be no answer to the question. */
const noTimes = (ids: readonly string[]) =>
  clickUpError('INVALID_RESPONSE', `ClickUp answered, but without any of the ${ids.length} tasks`, {
    suggestion: advice`Check the ids${withTool('task.get', (name) => ` with ${name}`)}; if they are right, repeat the call.`,
    details: { parameter: 'task_ids', value: ids },
  });
