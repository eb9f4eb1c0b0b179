import { invalidInput } from '../../runtime/errors.js';
import { isNone } from '../match-name.js';
import { ChecklistModel, type ChecklistNode, type ItemNode, isWithin } from './checklist-model.js';
import type { WireChecklist } from './model.js';

/** One entry of the tool's `changes`, with the person already an id; null takes the person off. */
export interface ChecklistEntry {
  action: 'add' | 'update' | 'delete';
  checklist?: string | undefined;
  items?: readonly string[] | undefined;
  name?: string | undefined;
  resolved?: boolean | undefined;
  assignee?: number | null | undefined;
  parent?: string | undefined;
}

/** What an item is to become; null brings it to the top or takes its person off. */
export interface ItemState {
  name?: string | undefined;
  resolved?: boolean | undefined;
  assignee?: number | null | undefined;
  parent?: ItemNode | null | undefined;
}

/**
 * One thing to do. Nodes get their ids while the steps are carried out, so later steps can build on earlier ones;
 * `checklist` and `name` are the names at that point, which a later entry may change.
 */
export type ChecklistStep = { entry: number; checklist: string } & (
  | { do: 'create list' | 'keep list' | 'delete list'; list: ChecklistNode }
  | { do: 'rename list'; list: ChecklistNode; to: string }
  | { do: 'create item' | 'edit item'; item: ItemNode; name: string; state: ItemState }
  | { do: 'delete item'; item: ItemNode; name: string }
);

/**
 * Turns the entries into steps, resolving every name against the checklists as they will be by then. Throws before
 * anything is sent when a name is unknown or ambiguous, or an entry contradicts itself.
 */
export function planChecklists(
  checklists: readonly WireChecklist[],
  entries: readonly ChecklistEntry[],
): ChecklistStep[] {
  const model = new ChecklistModel(checklists);
  return entries.flatMap((entry, index) => {
    const at = `changes[${index}]`;
    if (entry.action === 'add') return planAdd(model, entry, index, at);
    return entry.action === 'update' ? planUpdate(model, entry, index, at) : planDelete(model, entry, index, at);
  });
}

function planAdd(model: ChecklistModel, entry: ChecklistEntry, index: number, at: string): ChecklistStep[] {
  if (entry.name !== undefined) {
    throw refuse(
      `${at}.name`,
      'name renames and cannot be used to add',
      'Put the new checklist into checklist, new items into items.',
    );
  }
  const { checklist, items = [] } = entry;
  const steps: ChecklistStep[] = [];
  const exists = checklist === undefined || model.has(checklist);
  const list = exists ? model.list(checklist, `${at}.checklist`) : model.addList(text(checklist, `${at}.checklist`));
  if (!exists) steps.push({ entry: index, checklist: list.name, do: 'create list', list });
  else if (items.length === 0) steps.push({ entry: index, checklist: list.name, do: 'keep list', list });
  const parent = parentNode(model, entry, list, at);
  for (const [position, name] of items.entries()) {
    const item: ItemNode = { name: text(name, `${at}.items[${position}]`), list, ...(parent && { parent }) };
    list.items.push(item);
    const { assignee, resolved } = entry;
    const state = { ...(parent && { parent }), ...(assignee != null && { assignee }), ...(resolved && { resolved }) };
    steps.push({ entry: index, checklist: list.name, do: 'create item', item, name: item.name, state });
  }
  return steps;
}

function planUpdate(model: ChecklistModel, entry: ChecklistEntry, index: number, at: string): ChecklistStep[] {
  const { items, resolved, assignee } = entry;
  const name = entry.name === undefined ? undefined : text(entry.name, `${at}.name`);
  if (items === undefined || items.length === 0) {
    const list = model.list(entry.checklist, `${at}.checklist`);
    if (resolved !== undefined || assignee !== undefined || entry.parent !== undefined) {
      throw refuse(
        `${at}.items`,
        'Only items can be ticked, assigned or nested',
        `Name them in items. ${namesOf(list)}`,
      );
    }
    if (name === undefined) throw nothingToDo(at);
    const step: ChecklistStep = { entry: index, checklist: list.name, do: 'rename list', list, to: name };
    list.name = name;
    return [step];
  }
  if (name !== undefined && items.length > 1) {
    throw refuse(`${at}.name`, `One new name cannot go to ${items.length} items`, 'Rename items one by one.');
  }
  if (name === undefined && resolved === undefined && assignee === undefined && entry.parent === undefined)
    throw nothingToDo(at);
  return targets(model, entry, at).map((item): ChecklistStep => {
    const parent = parentNode(model, entry, item.list, at);
    if (parent && isWithin(parent, item)) {
      throw refuse(`${at}.parent`, `${JSON.stringify(item.name)} cannot be nested under itself`, 'Name another item.');
    }
    const step: ChecklistStep = {
      entry: index,
      checklist: item.list.name,
      do: 'edit item',
      item,
      name: item.name,
      state: { name, resolved, assignee, parent },
    };
    if (name !== undefined) item.name = name;
    if (parent !== undefined) item.parent = parent ?? undefined;
    return step;
  });
}

function planDelete(model: ChecklistModel, entry: ChecklistEntry, index: number, at: string): ChecklistStep[] {
  const { checklist, items, name, resolved, assignee, parent } = entry;
  if (name !== undefined || resolved !== undefined || assignee !== undefined || parent !== undefined) {
    throw refuse(at, 'delete takes checklist and items only', 'Use action update to change something.');
  }
  if (items === undefined || items.length === 0) {
    // Too much would be lost by a guess, so the checklist has to be named even where there is only one.
    const list = model.list(text(checklist ?? '', `${at}.checklist`), `${at}.checklist`);
    model.removeList(list);
    return [{ entry: index, checklist: list.name, do: 'delete list', list }];
  }
  return targets(model, entry, at).map((item): ChecklistStep => {
    model.removeItem(item);
    return { entry: index, checklist: item.list.name, do: 'delete item', item, name: item.name };
  });
}

function targets(model: ChecklistModel, { checklist, items = [] }: ChecklistEntry, at: string): ItemNode[] {
  const list = checklist === undefined ? undefined : model.list(checklist, `${at}.checklist`);
  const found = items.map((item, position) => model.item(item, list, `${at}.items[${position}]`));
  return [...new Set(found)];
}

function parentNode(
  model: ChecklistModel,
  entry: ChecklistEntry,
  list: ChecklistNode,
  at: string,
): ItemNode | null | undefined {
  if (entry.parent === undefined) return undefined;
  return isNone(entry.parent) ? null : model.item(entry.parent, list, `${at}.parent`);
}

function text(value: string, parameter: string): string {
  const trimmed = value.trim();
  if (trimmed !== '') return trimmed;
  throw invalidInput(`${parameter} is empty`, {
    code: 'MISSING_PARAMETER',
    parameter,
    suggestion: 'Give it a name.',
  });
}

const namesOf = ({ items }: ChecklistNode) =>
  items.length === 0
    ? 'The checklist has no items yet.'
    : `There are: ${items.map(({ name }) => JSON.stringify(name)).join(', ')}.`;

const refuse = (parameter: string, message: string, suggestion: string) =>
  invalidInput(message, { parameter, suggestion });

const nothingToDo = (at: string) =>
  refuse(at, `${at} changes nothing`, 'Give name, resolved, assignee or parent, or use action add or delete.');
