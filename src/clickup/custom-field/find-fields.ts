import { invalidInput } from '../../runtime/errors.js';
import type { Context } from '../context.js';
import { fold, matchName } from '../match-name.js';
import type { WireField, WireTask } from '../task/model.js';
import { byId, listFields } from './list-fields.js';

/** A field that a call names, on one task. */
export interface TaskField {
  task: WireTask;
  field: WireField;
  /** The field as the caller named it. */
  named: string;
}

/**
 * Finds every named field on every task, by name or id. A task carries the definitions of its fields; those of its
 * List are read only when it lacks one. Throws with the names there are when a field is unknown or ambiguous.
 */
export async function findFields(
  ctx: Context,
  tasks: readonly WireTask[],
  names: readonly string[],
): Promise<TaskField[]> {
  const found = await Promise.all(tasks.map((task) => fieldsOf(ctx, task, names)));
  return found.flat();
}

async function fieldsOf(ctx: Context, task: WireTask, names: readonly string[]): Promise<TaskField[]> {
  const own = task.custom_fields ?? [];
  const isOwn = (name: string) => own.some((field) => field.id === name.trim() || fold(field.name) === fold(name));
  const fields = names.every(isOwn) ? own : byId([...(await listFields(ctx, task.list.id)), ...own]);
  const options = { parameter: 'fields', noun: 'custom field', place: `The task ${JSON.stringify(task.name)}` };
  const found = names.map((named): TaskField => ({ task, named, field: matchName(named, fields, options) }));
  refuseTwice(found);
  return found;
}

function refuseTwice(found: readonly TaskField[]): void {
  const twice = found.find(({ field }, index) => found.findIndex((other) => other.field.id === field.id) !== index);
  if (!twice) return;
  throw invalidInput(`The custom field ${JSON.stringify(twice.field.name)} is named twice`, {
    parameter: 'fields',
    value: twice.named,
    suggestion: 'Name each field once, by name or by id.',
  });
}
