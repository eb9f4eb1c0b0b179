import type { TaskUpdateBulkData, TaskUpdateBulkInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { omitUndefined } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import type { Id } from '../../clickup/references.js';
import { parseTaskReference } from '../../clickup/references.js';
import { nameChange, type TaskChange, writeTaskChanges } from '../../clickup/task/update-task.js';
import { invalidInput } from '../../runtime/errors.js';
import { runBulk } from '../bulk.js';
import { outcomes, refuseTooMany } from './bulk-results.js';
import { nowTrue } from './now-true.js';

interface Item {
  reference: Id;
  change: TaskChange;
  prefix: string;
}

/** Changes tasks side by side, each with what its change says. */
export async function taskUpdateBulk(ctx: Context, input: TaskUpdateBulkInput): Promise<TaskUpdateBulkData> {
  const items = input.changes.flatMap((change, index) => itemsOf(change, `changes[${index}].`));
  refuseTooMany(items, 'changes');
  refuseRepeats(items);
  const worker = async ({ reference, change, prefix }: Item, _: number, own: Context) => {
    const { task, not_applied } = await writeTaskChanges(own, reference, change, prefix);
    return {
      ...(!ctx.dryRun && (await nowTrue(ctx, task, change))),
      ...(not_applied.length > 0 && { not_applied }),
    };
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

function itemsOf(change: TaskUpdateBulkInput['changes'][number], prefix: string): Item[] {
  const { task_ids, ...fields } = change;
  const known = omitUndefined(fields);
  if (task_ids.length === 0) {
    throw invalidInput(`${prefix}task_ids is empty`, {
      code: 'MISSING_PARAMETER',
      parameter: `${prefix}task_ids`,
      suggestion: withHint('Name the tasks that this change is for', 'task.search', 'finds ids'),
    });
  }
  if (Object.keys(known).length > 0) return task_ids.map((reference) => ({ reference, change: known, prefix }));
  throw invalidInput(`${prefix.slice(0, -1)} changes nothing`, {
    code: 'MISSING_PARAMETER',
    parameter: prefix.slice(0, -1),
    suggestion: nameChange,
  });
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
