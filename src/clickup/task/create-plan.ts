import { clickUpError, invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { parseTaskReference } from '../references.js';

/** The parts of an item that place it among the others. */
export interface PlannedItem {
  key?: string | undefined;
  parent?: string | undefined;
  depends_on?: readonly string[] | undefined;
}

/** Another item of the call, by its index, or a task that exists. */
export type Reference = { index: number } | { task: string };

/** An item with its references resolved. */
export interface Placement {
  parent?: Reference;
  dependsOn: Reference[];
  /** Items that must exist first. */
  after: number[];
}

/**
 * Resolves what items say of each other by key. Throws for a key used twice, a reference that is neither a key nor a
 * task, and a circle, so that a plan that cannot come true is refused before anything is created.
 */
export function planItems(items: readonly PlannedItem[], argument: string): Placement[] {
  const keys = new Map<string, number>();
  for (const [index, { key }] of items.entries()) {
    if (key === undefined) continue;
    const other = keys.get(key);
    if (other !== undefined) {
      throw invalidInput(`${argument}[${other}] and ${argument}[${index}] have the same key`, {
        parameter: `${argument}[${index}].key`,
        value: key,
        suggestion: 'Give every task a key of its own.',
      });
    }
    keys.set(key, index);
  }
  const placements = items.map(({ parent, depends_on = [] }, index): Placement => {
    const at = (text: string, parameter: string) => reference(text, keys, `${argument}[${index}].${parameter}`);
    const dependsOn = [...new Set(depends_on)].map((text) => at(text, 'depends_on'));
    const above = parent === undefined ? undefined : at(parent, 'parent');
    const after = [...(above ? [above] : []), ...dependsOn].flatMap((each) => ('index' in each ? [each.index] : []));
    return { ...(above && { parent: above }), dependsOn, after: [...new Set(after)] };
  });
  refuseCircles(placements, items, argument);
  return placements;
}

function reference(text: string, keys: ReadonlyMap<string, number>, parameter: string): Reference {
  const index = keys.get(text);
  if (index !== undefined) return { index };
  // Task ids, custom ids and URLs all hold a digit; a word without one can only be a key, and a misspelt one at that.
  if (/\d/.test(text)) {
    parseTaskReference(text, { parameter });
    return { task: text };
  }
  const near = nearest(text, [...keys.keys()]);
  throw invalidInput(`${parameter} names ${JSON.stringify(text)}, which is neither a key of this call nor a task`, {
    parameter,
    value: text,
    allowed: [...keys.keys()],
    nearest: near,
    suggestion: near ? `Did you mean "${near}"?` : 'Give the task it means a key, or pass a task id or URL.',
  });
}

function refuseCircles(placements: readonly Placement[], items: readonly PlannedItem[], argument: string): void {
  const done = new Set<number>();
  const visit = (index: number, path: readonly number[]): void => {
    if (done.has(index)) return;
    const start = path.indexOf(index);
    if (start >= 0) throw circle([...path.slice(start), index], items, argument);
    for (const next of placements[index]!.after) visit(next, [...path, index]);
    done.add(index);
  };
  for (const index of placements.keys()) visit(index, []);
}

function circle(path: readonly number[], items: readonly PlannedItem[], argument: string) {
  const names = path.map((index) => items[index]!.key ?? `${argument}[${index}]`);
  return clickUpError('INVALID_PARAMETER', `The tasks wait for each other in a circle: ${names.join(' -> ')}`, {
    suggestion: 'Remove one parent or depends_on of the circle. Nothing was created.',
    details: { parameter: argument, cycle: names },
  });
}
