import type { Context } from '../context.js';
import { shownFields } from './field-values.js';
import type { WireTask } from './model.js';
import type { TaskRefs } from './task-refs.js';
import { taskTypeName } from './task-types.js';

/** What a card shows besides the fields of the task itself. */
export interface Extras {
  attachments?: readonly unknown[];
  members?: readonly unknown[];
  subtasks: boolean;
  customFields: boolean;
  checklists: boolean;
}

interface CardTask extends WireTask {
  text_content?: string | null;
  archived?: boolean;
}

const excerptLength = 500;

/** The task with what shapes cannot compute under `card`: the excerpt, dependencies by direction, fields by name. */
export async function asCard(ctx: Context, task: CardTask, extras: Extras, refs: TaskRefs) {
  const between = task.dependencies ?? [];
  // One and the same record shows on both tasks; the side on which the task stands is the direction.
  const [waiting_on, blocking, type] = await Promise.all([
    refs.of(between.filter(({ task_id }) => task_id === task.id).map(({ depends_on }) => depends_on)),
    refs.of(between.filter(({ depends_on }) => depends_on === task.id).map(({ task_id }) => task_id)),
    taskTypeName(ctx, task.custom_item_id),
  ]);
  return {
    ...task,
    card: {
      description: excerpt(descriptionOf(task)),
      waiting_on,
      blocking,
      type,
      ...(task.archived && { archived: true }),
      ...(extras.customFields && { custom_fields: await shownFields(ctx, task.custom_fields ?? []) }),
      ...(extras.checklists && { checklists: task.checklists }),
      ...(extras.subtasks && { subtasks: task.subtasks }),
      ...(extras.attachments && { attachments: extras.attachments }),
      ...(extras.members && { members: extras.members }),
    },
  };
}

/** What a card leaves out, counted; the parts by the word that `include` takes. */
export function leftOut(task: CardTask, extras: Extras): string[] {
  const fields = (task.custom_fields ?? []).filter(({ value }) => value !== undefined && value !== null);
  return [
    count(Math.max(0, descriptionOf(task).length - excerptLength), 'characters of description (detail full)'),
    count(extras.customFields ? 0 : fields.length, 'custom_fields'),
    count(extras.checklists ? 0 : (task.checklists?.length ?? 0), 'checklists'),
    count(extras.attachments ? 0 : (task.attachments?.length ?? 0), 'attachments'),
  ].filter((part) => part !== '');
}

const count = (number: number, noun: string) => (number > 0 ? `${number} ${noun}` : '');

/** Markdown where there is some; ClickUp sometimes keeps an editor's delta in the plain description. */
export function descriptionOf({ markdown_description, text_content, description }: CardTask): string {
  const plain = description?.startsWith('{"ops":') ? text_content : (description ?? text_content);
  return (markdown_description || plain || '').trim();
}

/** The first characters of a text; three dots stand for the rest. Plain ones: a character beyond Latin-1 would double the bytes that an answer is written from. */
export function excerpt(text: string): string {
  if (text.length <= excerptLength) return text;
  const end = isHighSurrogate(text.charCodeAt(excerptLength - 1)) ? excerptLength - 1 : excerptLength;
  return `${text.slice(0, end)}...`;
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code <= 0xdbff;
