import type { Effect, ToolEntry } from '../runtime/tool.js';

/** What a selection is made by; rows of the registry have it, and so has whatever is made from them. */
export type Row = Pick<ToolEntry, 'name' | 'toolset' | 'category' | 'effect' | 'needs'>;

/** Says whether a tool is offered. */
export type Predicate = (row: Row) => boolean;

export const inToolsets =
  (...toolsets: readonly string[]): Predicate =>
  ({ toolset }) =>
    toolsets.includes(toolset);

export const inCategories =
  (...categories: readonly string[]): Predicate =>
  ({ category }) =>
    categories.includes(category);

export const withEffects =
  (...effects: readonly Effect[]): Predicate =>
  ({ effect }) =>
    effects.includes(effect);

/** Tools that need nothing besides ClickUp but these services. */
export const withServices =
  (services: Readonly<Record<string, unknown>>): Predicate =>
  ({ needs = [] }) =>
    needs.every((name) => Object.hasOwn(services, name));

export const named =
  (...names: readonly string[]): Predicate =>
  ({ name }) =>
    names.includes(name);

export const not =
  (predicate: Predicate): Predicate =>
  (row) =>
    !predicate(row);

export const anyOf =
  (...predicates: readonly Predicate[]): Predicate =>
  (row) =>
    predicates.some((accepts) => accepts(row));

/**
 * The rows that every predicate accepts, in their order.
 * @example
 * const readOnly = select(tools, inCategories('Task', 'List'), withEffects('read'));
 */
export const select = <R extends Row>(rows: readonly R[], ...predicates: readonly Predicate[]): R[] =>
  rows.filter((row) => predicates.every((accepts) => accepts(row)));

/** The entries of a prebuilt list that belong to the rows, in the order of the list. */
export function entriesFor<Entry extends { name: string }>(
  entries: readonly Entry[],
  rows: readonly Pick<Row, 'name'>[],
): Entry[] {
  const names = new Set(rows.map(({ name }) => name));
  return entries.filter(({ name }) => names.has(name));
}
