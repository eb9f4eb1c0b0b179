import type { TaskUpdateListsData, TaskUpdateListsInput } from '../../../generated/contracts.js';
import { withHint, withTool } from '../../clickup/advice.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { listIds } from '../../clickup/names-for-ids.js';
import { readTask } from '../../clickup/task/get-task.js';
import type { WireTask } from '../../clickup/task/model.js';
import { joinTexts } from '../../runtime/advice.js';
import { clickUpError } from '../../runtime/errors.js';
import { applyChanges, type Change } from '../changes.js';

interface ListRow {
  action: 'add' | 'remove';
  list_id: string;
}

/**
 * Adds a task to further Lists and takes it out of others. ClickUp answers 200 and does nothing while tasks in
 * several Lists are switched off, so additions count only when the task says so afterwards.
 */
export async function taskUpdateLists(ctx: Context, input: TaskUpdateListsInput): Promise<TaskUpdateListsData> {
  const add = await listIds(ctx, input.add ?? [], 'add');
  const remove = await listIds(ctx, input.remove ?? [], 'remove');
  refuseContradiction(add, remove);
  const task = await readTask(ctx, input.task_id);
  if (remove.includes(task.list.id)) throw homeListStays(task);

  const lists = new Map(furtherLists(task).map((list) => [list.id, list]));
  const isIn = (id: string) => id === task.list.id || lists.has(id);
  const path = (listId: string) => ({ params: { path: { list_id: listId, task_id: task.id } } });
  const enter = async (id: string) => {
    await unwrap(ctx.api.POST('/v2/list/{list_id}/task/{task_id}', path(id)));
    if (ctx.dryRun) return;
    const entered = furtherLists(await readTask(ctx, task.id)).find((list) => list.id === id);
    if (!entered) throw silentlyIgnored();
    lists.set(id, entered);
  };
  const leave = async (id: string) => {
    await unwrap(ctx.api.DELETE('/v2/list/{list_id}/task/{task_id}', path(id)));
    lists.delete(id);
  };
  const removals = remove.map(
    (id): Change<ListRow> => ({
      row: { action: 'remove', list_id: id },
      ...(isIn(id) ? { outcome: 'removed', send: () => leave(id) } : { outcome: 'was not there' }),
    }),
  );
  const additions = add.map(
    (id): Change<ListRow> => ({
      row: { action: 'add', list_id: id },
      ...(isIn(id) ? { outcome: 'already there' } : { outcome: 'added', send: () => enter(id) }),
    }),
  );
  const { results, counts } = await applyChanges(ctx, [removals, additions], 'Lists');
  return {
    task_id: task.id,
    home_list: { id: task.list.id, name: task.list.name },
    lists: [...lists.values()],
    results,
    counts,
  };
}

/** `locations` without the home List, which some answers count among them. */
const furtherLists = ({ locations = [], list }: WireTask) =>
  locations.filter(({ id }) => id !== list.id).map(({ id, name }) => ({ id, name }));

function refuseContradiction(add: readonly string[], remove: readonly string[]): void {
  const both = add.find((id) => remove.includes(id));
  if (both !== undefined) {
    throw clickUpError('INVALID_PARAMETER', `The List ${both} is both added and removed`, {
      suggestion: 'Name it in one of the two.',
      details: { parameter: 'add', value: both },
    });
  }
  if (add.length + remove.length > 0) return;
  throw clickUpError('MISSING_PARAMETER', 'Neither add nor remove names a List', {
    suggestion: withHint('Give add, remove or both, each an array of Lists', 'list.list', 'finds them'),
    details: { parameter: 'add' },
  });
}

const homeListStays = ({ list }: WireTask) =>
  clickUpError('INVALID_PARAMETER', `The task cannot leave its home List ${JSON.stringify(list.name)}`, {
    suggestion: joinTexts(
      [
        'It needs another home List first',
        withTool('task.move', (name) => `${name} gives it one`),
        withTool('task.delete', (name) => `${name} deletes the task`),
      ],
      '; ',
    ),
    details: { parameter: 'remove', value: list.id },
  });

const silentlyIgnored = () =>
  clickUpError('FORBIDDEN', 'ClickUp accepted the request and did nothing: tasks in several Lists are switched off', {
    suggestion: withHint(
      'An admin can switch on the ClickApp "Tasks in Multiple Lists"',
      'task.move',
      'changes the home List',
    ),
  });
