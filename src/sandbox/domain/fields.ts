import type { State } from '../state/index.js';
import type { ListRow } from '../state/places.js';
import type { FieldRow, TaskRow } from '../state/tasks.js';
import { foldersAround } from './places.js';

/** An option of a drop_down (`name`, `orderindex`) or labels (`label`) field. */
export interface FieldOption {
  readonly id: string;
  readonly name?: string;
  readonly label?: string;
  readonly color: string | null;
  readonly orderindex?: number;
}

export const optionsOf = (field: FieldRow): readonly FieldOption[] =>
  (field.typeConfig.options as readonly FieldOption[] | undefined) ?? [];

/** Fields that tasks of a List carry: of the Workspace, the Space, the Folders around it and the List itself. */
export function fieldsOfList(state: State, list: ListRow): FieldRow[] {
  const space = state.spaces.get(list.spaceId);
  const keys = [
    `workspace:${space?.workspaceId ?? ''}`,
    `space:${list.spaceId}`,
    ...foldersAround(state, list).map((folder) => `folder:${folder.id}`),
    `list:${list.id}`,
  ];
  const found = new Map<string, FieldRow>();
  for (const key of keys) for (const field of state.fields.by('scope', key)) found.set(field.id, field);
  return [...found.values()];
}

/** Fields of a task: those of its home List and of the further Lists it is in. */
export function fieldsOfTask(state: State, task: TaskRow): FieldRow[] {
  const found = new Map<string, FieldRow>();
  for (const listId of [task.listId, ...task.extraListIds]) {
    const list = state.lists.get(listId);
    if (list) for (const field of fieldsOfList(state, list)) found.set(field.id, field);
  }
  return [...found.values()];
}
