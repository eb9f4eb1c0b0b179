import { automaticProgress } from '../domain/field-progress.js';
import { optionsOf } from '../domain/fields.js';
import { statusOf } from '../domain/places.js';
import type { State } from '../state/index.js';
import type { FieldRow, TaskRow } from '../state/tasks.js';
import { presentAttachment } from './attachments.js';
import { presentUsers } from './people.js';

/** A field's definition. */
export const presentField = (field: FieldRow) => ({
  id: field.id,
  name: field.name,
  type: field.type,
  type_config: field.typeConfig,
  date_created: String(field.dateCreated),
  hide_from_guests: field.hideFromGuests,
  required: field.required,
});

/** A field on a task: the definition, and `value` when one is set. */
export function presentTaskField(state: State, task: TaskRow, field: FieldRow, origin: string) {
  const value = readValue(state, task, field, origin);
  if (value === undefined) return presentField(field);
  const rich = field.type === 'text' ? { value_richtext: richText(String(value)), value_markdown: value } : {};
  return { ...presentField(field), value, ...rich };
}

const richText = (text: string): string => JSON.stringify({ ops: [{ insert: `${text}\n` }] });

/** The wire form of a stored value; undefined when there is none. https://developer.clickup.com/docs/customfields */
function readValue(state: State, task: TaskRow, field: FieldRow, origin: string): unknown {
  if (field.type === 'automatic_progress') return { percent_complete: automaticProgress(state, task, field) };
  const stored = task.fields[field.id];
  if (stored === undefined) return undefined;
  switch (field.type) {
    case 'number':
    case 'date':
    case 'emoji':
    case 'currency':
    case 'checkbox':
      return String(stored);
    case 'drop_down':
      return optionsOf(field).find((option) => option.id === stored)?.orderindex;
    case 'users':
    case 'votes':
      return presentUsers(state, stored as readonly string[]);
    case 'tasks':
    case 'list_relationship':
      return (stored as readonly string[]).flatMap((id) => presentRelated(state, id));
    case 'attachment':
      return (stored as readonly string[]).flatMap((id) => {
        const file = state.attachments.get(id);
        return file ? [presentAttachment(state, file, origin)] : [];
      });
    case 'manual_progress':
      return manualProgress(field, (stored as { current: number }).current);
    default:
      return stored;
  }
}

function presentRelated(state: State, id: string) {
  const task = state.tasks.get(id);
  if (!task) return [];
  const status = statusOf(state, task);
  return [
    {
      id: task.id,
      name: task.name,
      status: status.status,
      color: status.color,
      custom_type: task.customItemId,
      team_id: task.workspaceId,
      deleted: task.deleted,
      url: `https://app.clickup.com/t/${task.id}`,
      access: true,
    },
  ];
}

function manualProgress(field: FieldRow, current: number) {
  const start = Number(field.typeConfig.start ?? 0);
  const end = Number(field.typeConfig.end ?? 100);
  const share = end === start ? 0 : (current - start) / (end - start);
  return { current: String(current), percent_completed: Math.min(1, Math.max(0, share)) };
}
