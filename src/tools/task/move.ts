import type { TaskMoveData, TaskMoveInput } from '../../../generated/contracts.js';
import { identified, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';
import { atLeastOne, readTasks } from '../../clickup/task/get-task.js';
import type { WireList, WireTask } from '../../clickup/task/model.js';
import { mapStatuses, type StatusMapping } from '../../clickup/task/status-mapping.js';
import { ClickUpError, clickUpError } from '../../runtime/errors.js';
import { applyChanges, type Change } from '../changes.js';

type MoveRow = Pick<
  TaskMoveData['results'][number],
  'task_id' | 'name' | 'from_list' | 'to_list' | 'status_before' | 'status_after'
>;

/**
 * Gives tasks another home List. Every status has to have a place there before the first task moves, so that a call
 * does not stop half way for a missing mapping.
 */
export async function taskMove(ctx: Context, input: TaskMoveInput): Promise<TaskMoveData> {
  const targetId = objectId('list', input.list_id, 'list_id');
  const references = atLeastOne(input.task_ids);
  const [target, tasks] = await Promise.all([
    readList(ctx, targetId),
    readTasks(ctx, references, { include_subtasks: true }),
  ]);
  const moving = tasks.filter(({ list }) => list.id !== target.id);
  const sources = await sourceLists(ctx, moving);
  const mapping = mapStatuses({ tasks: moving, sources, target, wanted: stringMap(input.status_map) });
  const move_custom_fields = input.move_custom_fields ?? true;

  const changes = tasks.map((task): Change<MoveRow> => {
    if (task.list.id === target.id) {
      return { row: { task_id: task.id, name: task.name, to_list: target.name }, outcome: 'already there' };
    }
    const mappings = mapping.forList(task.list.id);
    return {
      row: {
        task_id: task.id,
        name: task.name,
        from_list: task.list.name,
        to_list: target.name,
        ...statusChange(task, mappings),
      },
      outcome: 'moved',
      send: () =>
        unwrap(
          ctx.api.PUT('/v3/workspaces/{workspace_id}/tasks/{task_id}/home_list/{list_id}', {
            params: { path: { workspace_id: task.team_id, task_id: task.id, list_id: target.id } },
            body: { move_custom_fields, ...(mappings.length > 0 && { status_mappings: mappings.map(toWire) }) },
          }),
        ),
    };
  });
  const { results, counts } = await applyChanges(ctx, [changes], 'tasks');
  const withSubtasks = moving.filter(({ subtasks = [] }) => subtasks.length > 0).length;
  if (withSubtasks > 0) ctx.note(`Subtasks travel with their parent task (${withSubtasks} of the tasks have some).`);
  return { list: { id: target.id, name: target.name }, results, counts };
}

async function readList(ctx: Context, id: string): Promise<WireList> {
  const list = await unwrap(ctx.api.GET('/v2/list/{list_id}', { params: { path: { list_id: id } } }));
  const { statuses, ...known } = identified(list as WireList);
  return { ...known, statuses: rows({ statuses }, 'statuses') };
}

/** The Lists that tasks leave, for their statuses. A List that only its task is shared from cannot be read: its task's own status has to do. */
async function sourceLists(ctx: Context, tasks: readonly WireTask[]): Promise<WireList[]> {
  const lists = new Map(tasks.map(({ list }) => [list.id, list]));
  return Promise.all(
    [...lists.values()].map((list) => readList(ctx, list.id).catch((error) => unlessShared(error, list))),
  );
}

/** ClickUp refused to show it; an answer that was lost or could not be read is no reason to do without. */
function unlessShared(error: unknown, list: WireList): WireList {
  if (error instanceof ClickUpError && error.details?.status !== undefined) return list;
  throw error;
}

function stringMap(value: unknown): Record<string, string> {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  const wrong = entries.find(([, target]) => typeof target !== 'string');
  if (wrong) {
    throw clickUpError('INVALID_PARAMETER', `status_map.${wrong[0]} must be the name of a status`, {
      suggestion: 'Write it as { "status of the old List": "status of the new List" }.',
      details: { parameter: `status_map.${wrong[0]}`, value: wrong[1] },
    });
  }
  return Object.fromEntries(entries) as Record<string, string>;
}

function statusChange({ status }: WireTask, mappings: readonly StatusMapping[]) {
  if (!status) return {};
  const mapped = mappings.find(({ from }) => from.status === status.status);
  return { status_before: status.status, status_after: mapped?.to.status ?? status.status };
}

const toWire = ({ from, to }: StatusMapping) => ({
  source_status_id: from.id ?? from.status,
  destination_status_id: to.id ?? to.status,
});
