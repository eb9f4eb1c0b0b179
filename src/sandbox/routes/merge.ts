import { type Context, param, type Routes } from '../context.js';
import { findTaskById } from '../domain/locate.js';
import { removeTask } from '../domain/task-delete.js';
import { saveTask } from '../domain/task-events.js';
import { apiError } from '../errors.js';
import { presentTask } from '../present/task.js';
import type { TaskRow } from '../state/tasks.js';

const union = (...parts: ReadonlyArray<readonly string[]>): string[] => [...new Set(parts.flat())];

const joined = (texts: ReadonlyArray<string | null>): string => texts.filter(Boolean).join('\n\n');

function isBelow(ctx: Context, task: TaskRow, above: TaskRow): boolean {
  let at = ctx.state.tasks.get(task.id);
  while (at && at.parentId !== null) {
    if (at.parentId === above.id) return true;
    at = ctx.state.tasks.get(at.parentId);
  }
  return false;
}

/** What hangs on the source goes over to the target. */
function handOver(ctx: Context, source: TaskRow, target: TaskRow): void {
  const { state } = ctx;
  // A target below the source rises to the source's place first, or it would end up below itself.
  if (isBelow(ctx, target, source)) {
    const above = source.parentId === null ? undefined : state.tasks.get(source.parentId);
    state.tasks.patch(target.id, { parentId: above?.listId === target.listId ? above.id : null });
  }
  for (const child of state.tasks.by('parent', source.id)) state.tasks.patch(child.id, { parentId: target.id });
  for (const row of state.checklists.by('task', source.id)) state.checklists.patch(row.id, { taskId: target.id });
  for (const row of state.attachments.by('parent', `task:${source.id}`)) {
    state.attachments.patch(row.id, { parent: `task:${target.id}` });
  }
  for (const row of state.comments.by('parent', `task:${source.id}`)) {
    state.comments.patch(row.id, { parent: `task:${target.id}` });
  }
  for (const row of state.timeEntries.by('task', source.id)) state.timeEntries.patch(row.id, { taskId: target.id });
}

/** Merging: the sources are gone afterwards. */
export const merging = {
  mergeTasks: (ctx) => {
    const target = findTaskById(ctx, param(ctx, 'task_id'), 'edit');
    const ids = ctx.body.source_task_ids;
    if (!Array.isArray(ids) || ids.length === 0) throw apiError(400, 'INPUT_006', 'source_task_ids must be an array');
    const sources = [...new Set(ids.map(String))].map((id) => findTaskById(ctx, id, 'edit'));
    if (sources.some((source) => source.id === target.id)) {
      throw apiError(400, 'INPUT_006', 'A task cannot be merged into itself');
    }
    const all = [target, ...sources];
    for (const source of sources) handOver(ctx, source, target);
    const merged = saveTask(ctx, target, {
      text: joined(all.map((task) => task.text)),
      markdown: all.some((task) => task.markdown !== null)
        ? joined(all.map((task) => task.markdown ?? task.text))
        : null,
      assigneeIds: union(...all.map((task) => task.assigneeIds)),
      watcherIds: union(...all.map((task) => task.watcherIds)),
      tags: union(target.tags, ...sources.filter((task) => task.spaceId === target.spaceId).map((task) => task.tags)),
    });
    for (const source of sources) removeTask(ctx, source);
    return presentTask(ctx, merged, { single: true });
  },
} satisfies Routes;
