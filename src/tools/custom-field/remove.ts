import type { CustomFieldRemoveData, CustomFieldRemoveInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { hasValue, isComputed } from '../../clickup/custom-field/copy-field.js';
import { findFields } from '../../clickup/custom-field/find-fields.js';
import { readTasks } from '../../clickup/task/get-task.js';
import { clickUpError, invalidInput } from '../../runtime/errors.js';
import { applyChanges, type Change } from '../changes.js';

type FieldRow = Pick<CustomFieldRemoveData['results'][number], 'task_id' | 'field_id' | 'field'>;

/** Empties custom fields of tasks. A field without a value costs no request. */
export async function customFieldRemove(ctx: Context, input: CustomFieldRemoveInput): Promise<CustomFieldRemoveData> {
  if (input.fields.length === 0) throw noFields();
  const tasks = await readTasks(ctx, input.task_ids);
  const found = await findFields(ctx, tasks, input.fields);
  const computed = found.find(({ field }) => isComputed(field))?.field;
  if (computed) throw cannotBeEmptied(computed.name, computed.type);
  const changes = found.map(({ task, field }): Change<FieldRow> => {
    const row = { task_id: task.id, field_id: field.id, field: field.name };
    if (!hasValue(field)) return { row, outcome: 'was empty' };
    const params = { path: { task_id: task.id, field_id: field.id } };
    return {
      row,
      outcome: 'cleared',
      send: () => unwrap(ctx.api.DELETE('/v2/task/{task_id}/field/{field_id}', { params })),
    };
  });
  return applyChanges(ctx, [changes], 'values');
}

const noFields = () =>
  clickUpError('MISSING_PARAMETER', 'fields is empty', {
    suggestion: withHint('Name at least one field to empty', 'customField.list', 'names them'),
    details: { parameter: 'fields' },
  });

const cannotBeEmptied = (name: string, type: string) =>
  invalidInput(`Field "${name}" (${type}) cannot be emptied: ClickUp computes it.`, {
    parameter: 'fields',
    value: name,
    suggestion: 'Leave this field out.',
  });
