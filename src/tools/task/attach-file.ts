import type { TaskAttachFileData, TaskAttachFileInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { matchName } from '../../clickup/match-name.js';
import { loadFile } from '../../clickup/task/file-source.js';
import { readTask } from '../../clickup/task/get-task.js';
import { taskId } from '../../clickup/task/ids.js';
import type { WireTask } from '../../clickup/task/model.js';
import { clickUpError } from '../../runtime/errors.js';
import { partialFailure } from '../partial-failure.js';

/** Uploads one file to a task, or into one of its attachment fields. */
export async function taskAttachFile(ctx: Context, input: TaskAttachFileInput): Promise<TaskAttachFileData> {
  const { field } = input;
  const task = field === undefined ? undefined : await readTask(ctx, input.task_id);
  const target = task && field !== undefined ? attachmentField(task, String(field)) : undefined;
  const { name, bytes } = await loadFile(ctx, input);
  // ClickUp's answer does not always say how much arrived.
  const sized = (attachment: object) => ({ size: bytes.length, ...attachment });
  const body = new FormData();
  body.append('attachment', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  if (task && target) {
    const attachment = await intoField(ctx, task, target.id, body);
    return { task_id: task.id, attachment: await ctx.project('attachment', sized(attachment)) };
  }
  const id = await taskId(ctx, input.task_id, 'task_id');
  // The document describes the parts of the form, while openapi-fetch sends a FormData as it is.
  const request = { params: { path: { task_id: id } }, body: body as never };
  const attachment = await unwrap(ctx.api.POST('/v2/task/{task_id}/attachment', request));
  return { task_id: id, attachment: await ctx.project('attachment', sized(attachment)) };
}

/** An upload belongs to the field at first; setting the field's value is what puts it on the task. */
async function intoField(ctx: Context, task: WireTask, fieldId: string, body: FormData): Promise<{ id?: string }> {
  const path = { workspace_id: task.team_id, entity_type: 'custom_fields' as const, entity_id: fieldId };
  const attachment = await unwrap(
    ctx.api.POST('/v3/workspaces/{workspace_id}/{entity_type}/{entity_id}/attachments', {
      params: { path },
      body: body as never,
    }),
  );
  const params = { path: { task_id: task.id, field_id: fieldId } };
  // ClickUp's pages show no form for files; this is the one that all fields take which hold several objects.
  const value = { value: { add: [attachment.id] } };
  await unwrap(ctx.api.POST('/v2/task/{task_id}/field/{field_id}', { params, body: value })).catch((error: unknown) => {
    // The file cannot be deleted, so whoever repeats the call should know of it.
    const details = { attachment_id: attachment.id };
    throw partialFailure(error, { done: 'The file was uploaded', rest: 'put on the task', details });
  });
  return attachment;
}

function attachmentField({ custom_fields = [] }: WireTask, wanted: string) {
  const field = matchName(wanted, custom_fields, { parameter: 'field', noun: 'custom field', place: 'The task' });
  if (field.type === 'attachment') return field;
  const others = custom_fields.filter(({ type }) => type === 'attachment').map(({ name }) => name);
  throw clickUpError(
    'INVALID_PARAMETER',
    `The field ${JSON.stringify(field.name)} has the type ${field.type} and takes no files`,
    {
      suggestion:
        others.length > 0 ? `Fields for files: ${others.join(', ')}.` : 'Leave out field to put the file on the task.',
      details: { parameter: 'field', value: wanted, allowed_values: others },
    },
  );
}
