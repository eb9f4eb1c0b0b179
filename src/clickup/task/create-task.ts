import { ClickUpError, clickUpError } from '../../runtime/errors.js';
import { unknownOutcome } from '../../runtime/failures.js';
import { withHint } from '../advice.js';
import { isId, omitUndefined, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { type NewTags, tagsOfList } from '../new-tags.js';
import { userIds } from '../people/ids.js';
import type { Id } from '../references.js';
import { newFieldValues } from './new-field-values.js';
import { namingStatuses } from './status.js';
import { separateTags } from './tag-names.js';
import { type TaskFields, wireFields } from './task-body.js';
import { notApplied, type WrittenTask } from './verify-write.js';

/** A task to be created, as callers describe it. */
export interface NewTask extends TaskFields {
  name: string;
  assignees?: readonly Id[] | undefined;
  tags?: readonly string[] | undefined;
  custom_fields?: Readonly<Record<string, unknown>> | undefined;
  /** Own id of the parent, where the call made it itself; it is not looked up then. */
  parent_id?: string | undefined;
}

export interface Created {
  task: WrittenTask;
  /** Arguments that ClickUp took without applying them. */
  not_applied: string[];
}

/** Creates one task in a List. `prefix` leads to its arguments in errors, such as `tasks[2].`; `newTags` hears of its tags. */
export async function writeNewTask(
  ctx: Context,
  list_id: string,
  wanted: NewTask,
  { newTags, prefix = '' }: { newTags: NewTags; prefix?: string },
): Promise<Created> {
  const tags = separateTags(ctx, wanted.tags, `${prefix}tags`)
    ?.map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  const [fields, assignees, custom_fields, knownTags] = await Promise.all([
    wireFields(ctx, wanted, prefix),
    userIds(ctx, wanted.assignees, `${prefix}assignees`),
    newFieldValues(ctx, list_id, wanted.custom_fields, `${prefix}custom_fields`),
    tags?.length ? tagsOfList(ctx, list_id) : undefined,
  ]);
  const { description, ...rest } = fields;
  const body = {
    ...withoutNulls(rest),
    ...(description?.trim() && { description }),
    ...omitUndefined({ assignees, tags, custom_fields, parent: wanted.parent_id ?? rest.parent }),
    name: wanted.name,
  };
  let sent: typeof body & { status?: string } = body;
  const answer = await namingStatuses(
    ctx,
    { name: fields.status, parameter: `${prefix}status`, listId: () => list_id },
    (status) => {
      sent = status === undefined ? body : { ...body, status };
      const params = { path: { list_id } };
      return unwrap(ctx.api.POST('/v2/list/{list_id}/task', { params, body: sent })).catch(explainParent);
    },
  );
  const task = answer as unknown as WrittenTask;
  if (!isId(task.id)) {
    throw unknownOutcome('POST', '/v2/list/{list_id}/task', 'there was no task in it');
  }
  newTags.add(knownTags, tags);
  if (ctx.dryRun) return { task, not_applied: [] };
  const shown = {
    ...withoutNulls(rest),
    ...(sent.status !== undefined && { status: sent.status }),
    ...(wanted.parent_id && { parent: wanted.parent_id }),
    ...(assignees && { assignees: { add: assignees, rem: [] } }),
  };
  return { task, not_applied: notApplied(ctx, shown, task, prefix) };
}

/** A new task has nothing to clear, so "none" means the same as leaving the argument out. */
function withoutNulls<T extends object>(body: T) {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) as {
    [K in keyof T]: Exclude<T[K], null>;
  };
}

function explainParent(error: unknown): never {
  if (!(error instanceof ClickUpError) || error.details?.ecode !== 'ITEM_137') throw error;
  throw clickUpError('INVALID_PARAMETER', 'The parent is a task of another List', {
    suggestion: withHint('A subtask is created in the List of its parent', 'task.get', 'shows its list_id'),
    details: { parameter: 'parent', ...error.details },
    cause: error,
  });
}
