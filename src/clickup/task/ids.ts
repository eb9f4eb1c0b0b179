import { identified, unwrap } from '../api.js';
import { taskIdKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import type { Given } from '../given.js';
import { type Id, parseTaskReference } from '../references.js';
import { workspaceId } from '../workspace.js';
import { rememberRef } from './task-refs.js';

/** A task as operations that take custom ids want it: the path argument, and the query that goes with a custom one. */
export interface TaskRef {
  id: string;
  query: { custom_task_ids?: boolean; team_id?: string };
}

/** A task for operations that accept custom ids themselves. */
export async function taskRef(ctx: Context, value: Id, parameter: string): Promise<TaskRef> {
  const reference = parseTaskReference(String(value), { parameter });
  if (reference.kind === 'id') return { id: reference.value, query: {} };
  const team_id = reference.workspaceId ?? (await workspaceId(ctx));
  return { id: reference.value, query: { custom_task_ids: true, team_id } };
}

/** A task's own id; a custom id is resolved with one read, remembered because it never changes its task. */
export async function taskId<Value extends Id | undefined>(
  ctx: Context,
  value: Value,
  parameter: string,
): Promise<Given<Value, string>> {
  return (value === undefined ? undefined : await ownId(ctx, value, parameter)) as Given<Value, string>;
}

async function ownId(ctx: Context, value: Id, parameter: string): Promise<string> {
  const { id, query } = await taskRef(ctx, value, parameter);
  if (!query.custom_task_ids) return id;
  return ctx.cache.get(taskIdKey(String(query.team_id), id), async () => {
    const params = { path: { task_id: id }, query };
    const task = identified(await unwrap(ctx.api.GET('/v2/task/{task_id}', { params })));
    rememberRef(ctx, task);
    return String(task.id);
  });
}

export async function taskIds(ctx: Context, values: readonly Id[], parameter: string): Promise<string[]> {
  return Promise.all(values.map((value, index) => taskId(ctx, value, `${parameter}[${index}]`)));
}
