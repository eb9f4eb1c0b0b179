import type { TaskUpdateBulkData, TaskUpdateBulkInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { CommentBlock } from '../../clickup/comment/blocks.js';
import { commentText } from '../../clickup/comment/comment-text.js';
import type { Context } from '../../clickup/context.js';
import type { Id } from '../../clickup/references.js';
import { parseTaskReference } from '../../clickup/references.js';
import { taskRef } from '../../clickup/task/ids.js';
import { nameChange, type TaskChange, writeTaskChanges } from '../../clickup/task/update-task.js';
import { invalidInput } from '../../runtime/errors.js';
import { runBulk } from '../bulk.js';
import { partialFailure } from '../partial-failure.js';
import { outcomes, refuseTooMany } from './bulk-results.js';
import { nowTrue } from './now-true.js';

interface Item {
  reference: Id;
  /** Absent where the task is commented on alone. */
  change: TaskChange | undefined;
  comment: readonly CommentBlock[] | undefined;
  prefix: string;
}

/** Changes tasks side by side, each with what its change says, and comments on them. */
export async function taskUpdateBulk(ctx: Context, input: TaskUpdateBulkInput): Promise<TaskUpdateBulkData> {
  const perChange = input.changes.map((change, index) => itemsOf(ctx, change, `changes[${index}].`));
  const items = (await Promise.all(perChange)).flat();
  refuseTooMany(items, 'changes');
  refuseRepeats(items);
  const worker = async (item: Item, _: number, own: Context) => {
    const changed = item.change && (await changeTask(own, item, item.change));
    if (!item.comment) return { ...changed };
    try {
      return { ...changed, comment_id: await writeComment(own, item, item.comment) };
    } catch (error) {
      throw changed ? partialFailure(error, { done: 'The task was changed', rest: 'its comment', details: {} }) : error;
    }
  };
  return outcomes(
    ctx,
    await runBulk(ctx, items, worker, {
      label: 'tasks',
      restored: () => undefined,
      settledBy: ctx.call.settledBy,
      identify: ({ reference }) => ({ id: String(reference) }),
    }),
  );
}

async function changeTask(ctx: Context, { reference, prefix }: Item, change: TaskChange) {
  const { task, not_applied } = await writeTaskChanges(ctx, reference, change, prefix);
  return {
    ...(!ctx.dryRun && (await nowTrue(ctx, task, change))),
    ...(not_applied.length > 0 && { not_applied }),
  };
}

async function writeComment(
  ctx: Context,
  { reference, prefix }: Item,
  comment: readonly CommentBlock[],
): Promise<string> {
  const { id: task_id, query } = await taskRef(ctx, reference, `${prefix}task_ids`);
  const params = { path: { task_id }, query };
  const { id } = await unwrap(ctx.api.POST('/v2/task/{task_id}/comment', { params, body: { comment: [...comment] } }));
  return String(id);
}

async function itemsOf(ctx: Context, change: TaskUpdateBulkInput['changes'][number], prefix: string): Promise<Item[]> {
  const { task_ids, comment: text, ...fields } = change;
  const known = omitUndefined(fields);
  if (task_ids.length === 0) {
    throw invalidInput(`${prefix}task_ids is empty`, {
      code: 'MISSING_PARAMETER',
      parameter: `${prefix}task_ids`,
      suggestion: withHint('Name the tasks that this change is for', 'task.search', 'finds ids'),
    });
  }
  const isChange = Object.keys(known).length > 0;
  if (!isChange && text === undefined) {
    throw invalidInput(`${prefix.slice(0, -1)} changes nothing`, {
      code: 'MISSING_PARAMETER',
      parameter: prefix.slice(0, -1),
      suggestion: nameChange,
    });
  }
  const comment = text === undefined ? undefined : await commentText(ctx, text, `${prefix}comment`);
  return task_ids.map((reference) => ({ reference, change: isChange ? known : undefined, comment, prefix }));
}

/** The id inside a reference, so that a URL is known again; what is no reference is refused in its turn. */
function keyOf(reference: Id): string {
  try {
    return parseTaskReference(reference).value.toLowerCase();
  } catch {
    return String(reference);
  }
}

/** Two changes of one task would race, and the last to arrive would win. */
function refuseRepeats(items: readonly Item[]): void {
  const seen = new Set<string>();
  for (const { reference, prefix } of items) {
    const key = keyOf(reference);
    if (seen.has(key)) {
      throw invalidInput(`The task ${JSON.stringify(reference)} is named twice`, {
        parameter: `${prefix}task_ids`,
        value: reference,
        suggestion: 'Put everything that changes on a task into one change.',
      });
    }
    seen.add(key);
  }
}
