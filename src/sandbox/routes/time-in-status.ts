import { type Context, param, type Routes } from '../context.js';
import { findTask } from '../domain/locate.js';
import { statusesOf, statusOf } from '../domain/places.js';
import { arrayParam } from '../domain/task-query.js';
import { apiError } from '../errors.js';
import type { TaskRow } from '../state/tasks.js';

/** Ids that one bulk request takes. https://developer.clickup.com/reference/getbulktaskstimeinstatus */
const MOST_IDS = 100;

/** Whole minutes per status, running on for the present one, and when each was entered last. */
function timeInStatus(ctx: Context, task: TaskRow) {
  if (!ctx.state.workspaces.get(task.workspaceId)?.timeInStatus) {
    throw apiError(400, 'TIS_027', 'Time in status is not enabled for this Workspace');
  }
  const list = ctx.state.lists.get(task.listId);
  const known = list ? statusesOf(ctx.state, list) : [];
  const totals = new Map<string, { ms: number; since: number }>();
  for (const span of task.statusHistory) {
    const before = totals.get(span.status)?.ms ?? 0;
    totals.set(span.status, { ms: before + (span.to ?? ctx.now) - span.from, since: span.from });
  }
  const wire = (name: string) => {
    const total = totals.get(name);
    return { by_minute: Math.floor((total?.ms ?? 0) / 60_000), since: String(total?.since ?? ctx.now) };
  };
  const current = statusOf(ctx.state, task);
  const history = [...totals.keys()].map((name) => {
    const status = known.find((one) => one.status === name);
    const { color = '#87909e', type = 'custom', orderindex = known.length } = status ?? {};
    return { status: name, color, type, total_time: wire(name), orderindex };
  });
  history.sort((a, b) => a.orderindex - b.orderindex);
  return {
    current_status: { status: current.status, color: current.color, total_time: wire(current.status) },
    status_history: history,
  };
}

/** Time in status of one task or up to a hundred. */
export const timesInStatus = {
  GetTasksTimeinStatus: (ctx) => timeInStatus(ctx, findTask(ctx, param(ctx, 'task_id'))),

  GetBulkTasksTimeinStatus: (ctx) => {
    const ids = [...ctx.query.getAll('task_ids'), ...arrayParam(ctx, 'task_ids')];
    if (ids.length === 0) throw apiError(400, 'INPUT_006', 'task_ids required');
    if (ids.length > MOST_IDS) throw apiError(400, 'INPUT_006', `At most ${MOST_IDS} task_ids`);
    const tasks = ids.map((id) => findTask(ctx, id));
    return Object.fromEntries(tasks.map((task) => [task.id, timeInStatus(ctx, task)]));
  },
} satisfies Routes;
