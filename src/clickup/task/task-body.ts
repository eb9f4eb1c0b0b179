import type { When } from '../../../generated/contracts.js';
import { invalidInput } from '../../runtime/errors.js';
import { omitUndefined } from '../api.js';
import { type Context, withChanges } from '../context.js';
import { dateFields } from '../dates/arguments.js';
import { durationMs } from '../dates/durations.js';
import { readShift } from '../dates/shift.js';
import { isNone } from '../match-name.js';
import type { Id } from '../references.js';
import { taskId } from './ids.js';
import { priorityNamed } from './priorities.js';
import { taskTypeNumber } from './task-types.js';

/** The arguments that creating and updating have in common. */
export interface TaskFields {
  name?: string | undefined;
  description?: string | undefined;
  status?: string | undefined;
  priority?: string | undefined;
  start_date?: When | undefined;
  due_date?: When | undefined;
  time_estimate?: string | number | undefined;
  points?: number | undefined;
  parent?: Id | undefined;
  task_type_id?: Id | undefined;
  archived?: boolean | undefined;
}

/** The dates that a task has now, for those that are given as a shift. */
export type PresentDates = (name: 'start_date' | 'due_date') => Promise<unknown>;

/** Those arguments as ClickUp's task bodies take them; `prefix` leads to them in errors, such as `tasks[2].`. */
export async function wireFields(ctx: Context, fields: TaskFields, prefix = '', present?: PresentDates) {
  const date = (name: 'start_date' | 'due_date') => {
    const now = present && (() => present(name));
    return dateFields(withoutRemarks(ctx, fields[name], prefix), fields[name], `${prefix}${name}`, name, now);
  };
  const [start, due, parent, custom_item_id] = await Promise.all([
    date('start_date'),
    date('due_date'),
    taskId(ctx, fields.parent, `${prefix}parent`),
    taskTypeNumber(ctx, fields.task_type_id, `${prefix}task_type_id`),
  ]);
  const estimate = isNone(fields.time_estimate) ? 0 : durationMs(fields.time_estimate, `${prefix}time_estimate`);
  return omitUndefined({
    name: nameOf(fields.name, `${prefix}name`),
    ...descriptionOf(fields.description),
    status: fields.status?.trim(),
    priority: fields.priority === undefined ? undefined : priorityNamed(fields.priority, `${prefix}priority`),
    ...start,
    ...due,
    time_estimate: estimate === 0 ? null : estimate,
    points: fields.points,
    parent,
    custom_item_id,
    archived: fields.archived,
  });
}

function nameOf(name: string | undefined, parameter: string): string | undefined {
  if (name === undefined || name.trim() !== '') return name;
  throw invalidInput(`${parameter} is blank`, {
    parameter,
    value: name,
    suggestion: 'Give the task a name with at least one visible character.',
  });
}

/** A single space is what clears a description; an empty text is ignored. */
function descriptionOf(text: string | undefined): { description?: string; markdown_content?: string } {
  if (text === undefined) return {};
  return text.trim() === '' ? { description: ' ' } : { markdown_content: text };
}

/**
 * The same context without the echo of a date that was already written the way it is understood, and of a shift in a
 * bulk call, which gives each task another date: its result shows that.
 */
const withoutRemarks = (ctx: Context, given: When | undefined, prefix: string): Context =>
  withChanges(ctx, {
    resolved: (parameter, value) => {
      const isShared = prefix !== '' && given !== undefined && readShift(given) !== undefined;
      if (value !== given && !isShared) ctx.resolved(parameter, value);
    },
  });
