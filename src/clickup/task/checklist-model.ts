import { invalidInput } from '../../runtime/errors.js';
import { fold, matchName } from '../match-name.js';
import type { WireChecklist, WireChecklistItem } from './model.js';

/** A checklist as it is, or as it will be once the changes planned so far are made; no id until it is created. */
export interface ChecklistNode {
  id?: string;
  name: string;
  items: ItemNode[];
}

/** An item, in the same sense. */
export interface ItemNode {
  id?: string;
  name: string;
  list: ChecklistNode;
  parent?: ItemNode | undefined;
}

/** The checklists of one task, found by name or id; items of all levels stand side by side. */
export class ChecklistModel {
  readonly lists: ChecklistNode[];

  constructor(checklists: readonly WireChecklist[]) {
    this.lists = checklists.map(({ id, name, items = [] }) => {
      const list: ChecklistNode = { id, name, items: [] };
      for (const item of items) addBranch(list, item);
      return list;
    });
  }

  /** Whether a checklist of that name or id exists. */
  has(name: string): boolean {
    return this.lists.some((list) => list.id === name || fold(list.name) === fold(name));
  }

  /** The checklist of that name or id; without one, the only checklist of the task. */
  list(name: string | undefined, parameter: string): ChecklistNode {
    if (name !== undefined) {
      return matchName(name, this.lists, { parameter, noun: 'checklist', place: 'The task' });
    }
    const [only, ...others] = this.lists;
    if (only && others.length === 0) return only;
    throw invalidInput(`The task has ${this.lists.length} checklists, so the change has to name one`, {
      code: 'MISSING_PARAMETER',
      parameter,
      allowed: this.lists.map((list) => list.name),
      suggestion: only ? 'Name one of them in checklist.' : 'action add with a checklist name creates the first one.',
    });
  }

  /** The item of that name or id, in one checklist or, without one, anywhere on the task. */
  item(name: string, list: ChecklistNode | undefined, parameter: string): ItemNode {
    const items = list ? list.items : this.lists.flatMap((each) => each.items);
    const place = list ? `The checklist ${JSON.stringify(list.name)}` : 'The task';
    return matchName(name, items, { parameter, noun: 'checklist item', place });
  }

  addList(name: string): ChecklistNode {
    const list: ChecklistNode = { name, items: [] };
    this.lists.push(list);
    return list;
  }

  removeList(list: ChecklistNode): void {
    this.lists.splice(this.lists.indexOf(list), 1);
  }

  /** Takes an item out, with what is nested under it. */
  removeItem(item: ItemNode): void {
    item.list.items = item.list.items.filter((each) => !isWithin(each, item));
  }
}

/** Whether an item is `ancestor` or nested under it. */
export function isWithin(item: ItemNode | undefined, ancestor: ItemNode): boolean {
  return item !== undefined && (item === ancestor || isWithin(item.parent, ancestor));
}

/** Items of all levels of a checklist as ClickUp sends it, which lists children under their parent, flat, or both. */
export const allItems = (items: readonly WireChecklistItem[] = []): WireChecklistItem[] =>
  items.flatMap((item) => [item, ...allItems(item.children)]);

function addBranch(list: ChecklistNode, { id, name, children = [], parent }: WireChecklistItem): void {
  if (list.items.some((item) => item.id === id)) return;
  const above = parent ? list.items.find((item) => item.id === parent) : undefined;
  list.items.push({ id, name, list, ...(above && { parent: above }) });
  for (const child of children) addBranch(list, { ...child, parent: id });
}
