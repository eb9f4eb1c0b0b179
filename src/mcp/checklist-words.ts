import { isPlainObject } from '../runtime/plain-object.js';

interface Item {
  name: string;
  resolved: boolean;
  assignee?: unknown;
  children?: unknown;
}

/**
 * Checklists, or the items of one, as a person writes them: `Release 1/2: [x] Tag the build; [ ] Tell support`. What is
 * nested stands in braces behind what it is nested under. Without ids: changes name items by their texts. Undefined for
 * anything else, and where two of a name could not be told apart.
 */
export function checklistWords(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (value.every(isItem)) return itemWords(value);
  if (!value.every(isChecklist) || hasTwins(value)) return undefined;
  const lists = value.map(({ name, items, resolved, unresolved }) => {
    const inside = items.length === 0 ? '' : itemWords(items);
    return inside === undefined
      ? undefined
      : `${quoted(name)} ${resolved}/${resolved + unresolved}: ${inside}`.trimEnd();
  });
  return lists.includes(undefined) ? undefined : lists.join(' | ');
}

function itemWords(items: readonly Item[]): string | undefined {
  if (hasTwins(items)) return undefined;
  const words = items.map(({ name, resolved, assignee, children }) => {
    const below = Array.isArray(children) && children.length > 0 ? children : undefined;
    const inside = below && (below.every(isItem) ? itemWords(below) : undefined);
    if (below && inside === undefined) return undefined;
    const who = typeof assignee === 'string' ? ` (${assignee})` : '';
    return `[${resolved ? 'x' : ' '}] ${quoted(name)}${who}${inside ? ` {${inside}}` : ''}`;
  });
  return words.includes(undefined) ? undefined : words.join('; ');
}

const hasTwins = (named: readonly { name: string }[]) => new Set(named.map(({ name }) => name)).size < named.length;

// biome-ignore lint/suspicious/noControlCharactersInRegex: those would break a line or a cell
const quoted = (text: string) => (/[;|{}[\]"\u0000-\u001f]|^$/.test(text) ? JSON.stringify(text) : text);

const isItem = (value: unknown): value is Item =>
  isPlainObject(value) && typeof value.name === 'string' && typeof value.resolved === 'boolean';

const isChecklist = (value: unknown): value is { name: string; items: Item[]; resolved: number; unresolved: number } =>
  isPlainObject(value) &&
  typeof value.name === 'string' &&
  typeof value.resolved === 'number' &&
  typeof value.unresolved === 'number' &&
  Array.isArray(value.items) &&
  value.items.every(isItem);
