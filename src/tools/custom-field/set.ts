import type { CustomFieldSetData, CustomFieldSetInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { fieldValue } from '../../clickup/custom-field/field-value.js';
import { findFields } from '../../clickup/custom-field/find-fields.js';
import { readTasks } from '../../clickup/task/get-task.js';
import { clickUpError } from '../../runtime/errors.js';
import { applyChanges, type Change } from '../changes.js';

type FieldRow = Pick<CustomFieldSetData['results'][number], 'task_id' | 'field_id' | 'field' | 'value'>;

/** Sets custom fields of tasks. Every value is converted before the first is sent, so a wrong one changes nothing. */
export async function customFieldSet(ctx: Context, input: CustomFieldSetInput): Promise<CustomFieldSetData> {
  const names = Object.keys(input.fields);
  if (names.length === 0) throw nothingAsked();
  const tasks = await readTasks(ctx, input.task_ids);
  const found = await findFields(ctx, tasks, names);
  const changes = await Promise.all(
    found.map(async ({ task, field, named }): Promise<Change<FieldRow>> => {
      const { wire, shown } = await fieldValue(ctx, field, input.fields[named], `fields.${named}`);
      const params = { path: { task_id: task.id, field_id: field.id } };
      return {
        row: { task_id: task.id, field_id: field.id, field: field.name, value: shown },
        outcome: 'set',
        send: () => unwrap(ctx.api.POST('/v2/task/{task_id}/field/{field_id}', { params, body: wire })),
      };
    }),
  );
  return applyChanges(ctx, [changes], 'values');
}

const nothingAsked = () =>
  clickUpError('MISSING_PARAMETER', 'fields is empty', {
    suggestion: withHint('Give at least one, such as { "Severity": "Major" }', 'customField.list', 'names them'),
    details: { parameter: 'fields' },
  });
