import { withHint } from '../advice.js';
import type { Context } from '../context.js';
import { fold } from '../match-name.js';
import type { Id } from '../references.js';
import type { WireTask } from './model.js';
import { type AddRem, notChanged } from './task-people.js';

/** A task as the answer of a write has it. */
export interface WrittenTask extends WireTask {
  archived?: boolean;
  /** The dates before a shift such as "+3 days". */
  start_date_was?: string | null | undefined;
  due_date_was?: string | null | undefined;
}

/** A request body, as far as its effect can be seen in the task. */
export interface Wanted {
  name?: string;
  status?: string;
  priority?: number | null;
  start_date?: number | null;
  start_date_time?: boolean;
  due_date?: number | null;
  due_date_time?: boolean;
  time_estimate?: number | null;
  points?: number;
  parent?: string;
  custom_item_id?: number;
  archived?: boolean;
  assignees?: AddRem;
  watchers?: AddRem;
  group_assignees?: AddRem<string>;
}

/** A date without a time is moved within its day when it is stored. */
const dayMs = 86_400_000;

/**
 * The arguments that were accepted and yet do not show in the task, with a note for each: ClickUp drops some values
 * without an error, such as a guest who cannot see the task or points where they are switched off.
 */
export function notApplied(ctx: Context, wanted: Wanted, task: WrittenTask, prefix = ''): string[] {
  const people = (['assignees', 'watchers', 'group_assignees'] as const).filter((argument) =>
    peopleDiffer(ctx, argument, wanted[argument], task, prefix),
  );
  const values = Object.entries(checks)
    .filter(([wire, holds]) => wanted[wire as keyof Wanted] !== undefined && !holds(wanted, task))
    .map(([wire]) => (wire === 'custom_item_id' ? 'task_type_id' : wire));
  if (values.length > 0) {
    ctx.note(
      `ClickUp accepted ${values.join(', ')} but did not apply it: the feature may be switched off in the Space, or the plan lacks it.`,
    );
  }
  return [...values, ...people];
}

/** True when a task shows everything that was wanted. */
export const showsAll = (wanted: Wanted, task: WrittenTask): boolean =>
  Object.entries(checks).every(([wire, holds]) => wanted[wire as keyof Wanted] === undefined || holds(wanted, task)) &&
  (['assignees', 'watchers', 'group_assignees'] as const).every((argument) => {
    const change = wanted[argument];
    if (!change) return true;
    const { missing, remaining } = notChanged<Id>(change, task[argument]);
    return missing.length === 0 && remaining.length === 0;
  });

type Check = (wanted: Wanted, task: WrittenTask) => boolean;

const checks: Record<string, Check> = {
  name: (wanted, task) => words(task.name) === words(wanted.name ?? ''),
  status: (wanted, task) => fold(task.status?.status ?? '') === fold(wanted.status ?? ''),
  priority: (wanted, task) => (task.priority ? Number(task.priority.id) : null) === wanted.priority,
  start_date: (wanted, task) => sameDate(wanted.start_date, wanted.start_date_time, task.start_date),
  due_date: (wanted, task) => sameDate(wanted.due_date, wanted.due_date_time, task.due_date),
  time_estimate: (wanted, task) => (task.time_estimate ? Number(task.time_estimate) : null) === wanted.time_estimate,
  points: (wanted, task) => Number(task.points ?? Number.NaN) === wanted.points,
  parent: (wanted, task) => task.parent === wanted.parent,
  custom_item_id: (wanted, task) => Number(task.custom_item_id ?? 0) === wanted.custom_item_id,
  archived: (wanted, task) => (task.archived ?? false) === wanted.archived,
};

/** Whitespace may be tidied on the way. */
const words = (text: string) => text.trim().replace(/\s+/g, ' ');

function sameDate(wanted: number | null | undefined, withTime: boolean | undefined, stored: string | null | undefined) {
  if (wanted === null || wanted === undefined || !stored) return (stored ?? null) === (wanted ?? null);
  return Math.abs(Number(stored) - wanted) < (withTime ? 1 : dayMs);
}

function peopleDiffer(
  ctx: Context,
  argument: 'assignees' | 'watchers' | 'group_assignees',
  change: AddRem<Id> | undefined,
  task: WrittenTask,
  prefix: string,
): boolean {
  if (!change) return false;
  const { missing, remaining } = notChanged(change, task[argument]);
  if (missing.length > 0) {
    ctx.note(
      withHint(
        `${prefix}${argument}: ClickUp did not add ${missing.join(', ')}. A guest must be able to see the task first`,
        'user.find',
        'shows who is who',
      ),
    );
  }
  if (remaining.length > 0) ctx.note(`${prefix}${argument}: ClickUp did not remove ${remaining.join(', ')}.`);
  return missing.length + remaining.length > 0;
}
