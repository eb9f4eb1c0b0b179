import type { TaskCreateBulkData, TaskCreateBulkInput } from '../../../generated/contracts.js';
import { withHint, withTool } from '../../clickup/advice.js';
import type { Context } from '../../clickup/context.js';
import { NewTags } from '../../clickup/new-tags.js';
import { type Id, objectId } from '../../clickup/references.js';
import { type Placement, planItems, type Reference } from '../../clickup/task/create-plan.js';
import { writeNewTask } from '../../clickup/task/create-task.js';
import { taskId } from '../../clickup/task/ids.js';
import { advice } from '../../runtime/advice.js';
import { ClickUpError, clickUpError, invalidInput } from '../../runtime/errors.js';
import { runBulk } from '../bulk.js';
import { outcomes, refuseTooMany } from './bulk-results.js';
import { addParts, newChecklists } from './new-task-parts.js';
import { nowTrue } from './now-true.js';

type Item = TaskCreateBulkInput['tasks'][number];

/**
 * Creates tasks side by side, parents and what others wait for first. A create whose answer was lost is reported as
 * unknown and never repeated; children of a task that failed are skipped.
 */
export async function taskCreateBulk(ctx: Context, input: TaskCreateBulkInput): Promise<TaskCreateBulkData> {
  const { tasks } = input;
  refuseTooMany(tasks, 'tasks');
  const plan = planItems(tasks, 'tasks');
  const lists = tasks.map((_, index) => listOf(index, input, plan));
  const checklists = tasks.map((task, index) => newChecklists(task.checklists, `tasks[${index}].checklists`));
  const newTags = new NewTags(ctx);
  const created: string[] = [];
  const real = async (reference: Reference, parameter: string) =>
    'index' in reference ? created[reference.index]! : taskId(ctx, reference.task, parameter);

  const worker = async (item: Item, index: number, own: Context) => {
    const { parent, dependsOn } = plan[index]!;
    const prefix = `tasks[${index}].`;
    const wanted = {
      ...item,
      status: item.status ?? input.status,
      assignees: item.assignees ?? input.assignees,
      tags: item.tags ?? input.tags,
      parent: parent && 'task' in parent ? parent.task : undefined,
      parent_id: parent && 'index' in parent ? created[parent.index] : undefined,
    };
    const list_id = lists[index]!;
    const { task, not_applied } = await writeNewTask(own, list_id, wanted, { newTags, prefix }).catch(
      settle(ctx, item.name, list_id),
    );
    created[index] = String(task.id);
    const parts = {
      checklists: checklists[index]!,
      dependsOn: dependsOn.map((reference, at) => () => real(reference, `${prefix}depends_on[${at}]`)),
    };
    const { missing, made } = await addParts(own, String(task.id), parts, prefix);
    not_applied.push(...missing);
    return {
      ...(ctx.dryRun
        ? { id: String(task.id), name: task.name }
        : await nowTrue(own, task, { ...wanted, parent: wanted.parent ?? wanted.parent_id })),
      ...made,
      ...(not_applied.length > 0 && { not_applied }),
    };
  };
  const done = await runBulk(ctx, tasks, worker, {
    label: 'tasks',
    restored: ({ index, id }) => {
      created[index] = String(id);
    },
    identify: ({ key }) => (key === undefined ? {} : { key }),
    after: (_, index) => plan[index]!.after,
  });
  newTags.tell();
  return outcomes(ctx, done);
}

/** The List of an item: its own, its parent's, or the one for all. */
function listOf(index: number, input: TaskCreateBulkInput, plan: readonly Placement[]): string {
  const own = input.tasks[index]!.list_id;
  if (own !== undefined) return objectId('list', own, `tasks[${index}].list_id`);
  const above = plan[index]!.parent;
  if (above && 'index' in above) return listOf(above.index, input, plan);
  if (input.list_id !== undefined) return objectId('list', input.list_id, 'list_id');
  throw invalidInput(`tasks[${index}] has no List`, {
    code: 'MISSING_PARAMETER',
    parameter: 'list_id',
    suggestion: withHint('Give list_id for all tasks, or for each', 'workspace.resolve', 'turns a name into an id'),
  });
}

/** Clocks differ: looking a little further back finds the task even if ClickUp's is behind. */
const skewMs = 60_000;

/** A lost answer says where to look before anyone creates the task once more. */
const settle =
  (ctx: Context, name: string, list_id: Id) =>
  (error: unknown): never => {
    if (!(error instanceof ClickUpError) || error.code !== 'UNKNOWN_OUTCOME') throw error;
    const since = new Date(ctx.call.startedAt - skewMs).toISOString();
    throw clickUpError('UNKNOWN_OUTCOME', error.message, {
      suggestion: advice`It may exist. Look for ${JSON.stringify(name)}${withTool('task.list', (list) => ` with ${list} { list_id: "${list_id}", created_after: "${since}" }`)}, and create it again only if it is not there.`,
      ...(error.details && { details: error.details }),
      cause: error,
    });
  };
