import type { State } from '../state/index.js';
import type { ChecklistItemRow, ChecklistRow } from '../state/tasks.js';
import { presentUsers } from './people.js';

export interface ItemWire {
  readonly id: string;
  readonly children: ItemWire[];
  readonly [key: string]: unknown;
}

const inOrder = (items: ChecklistItemRow[]): ChecklistItemRow[] => items.sort((a, b) => a.orderindex - b.orderindex);

function presentItem(state: State, item: ChecklistItemRow, all: readonly ChecklistItemRow[]): ItemWire {
  const children = inOrder(all.filter((child) => child.parentId === item.id));
  return {
    id: item.id,
    name: item.name,
    orderindex: item.orderindex,
    assignee: item.assigneeId === null ? null : (presentUsers(state, [item.assigneeId])[0] ?? null),
    group_assignee: null,
    resolved: item.resolved,
    parent: item.parentId,
    date_created: String(item.dateCreated),
    children: children.map((child) => presentItem(state, child, all)),
  };
}

/** A checklist with its items as a tree; `resolved` and `unresolved` count all of them. */
export function presentChecklist(state: State, checklist: ChecklistRow) {
  const items = state.checklistItems.by('checklist', checklist.id);
  const resolved = items.filter((item) => item.resolved).length;
  const top = inOrder(items.filter((item) => item.parentId === null));
  return {
    id: checklist.id,
    task_id: checklist.taskId,
    name: checklist.name,
    date_created: String(checklist.dateCreated),
    orderindex: checklist.orderindex,
    creator: Number(checklist.creatorId),
    resolved,
    unresolved: items.length - resolved,
    items: top.map((item) => presentItem(state, item, items)),
  };
}

/** The checklists of a task in their order. */
export const presentChecklists = (state: State, taskId: string) =>
  state.checklists
    .by('task', taskId)
    .sort((a, b) => a.orderindex - b.orderindex)
    .map((checklist) => presentChecklist(state, checklist));
