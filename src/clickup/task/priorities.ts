import { invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import type { Given } from '../given.js';
import { fold } from '../match-name.js';

/** ClickUp's numbers for priorities; "none" clears. */
export const priorities = { urgent: 1, high: 2, normal: 3, low: 4, none: null } as const;
export type PriorityName = keyof typeof priorities;

/** The number of a priority that no schema has checked; letter case does not matter. Throws ValidationError for any other word. */
export function priorityNamed(name: string, parameter: string): 1 | 2 | 3 | 4 | null {
  const names = Object.keys(priorities) as PriorityName[];
  const found = names.find((known) => known === fold(name));
  if (found !== undefined) return priorities[found];
  const near = nearest(name, names);
  throw invalidInput(`${parameter} has no ${JSON.stringify(name)}`, {
    parameter,
    value: name,
    allowed: names,
    nearest: near,
    suggestion: near ? `Did you mean "${near}"?` : `Use one of ${names.join(', ')}.`,
  });
}

/** ClickUp's number for a priority; null, which clears, for "none". */
export function priorityNumber<Value extends PriorityName | undefined>(
  value: Value,
): Given<Value, 1 | 2 | 3 | 4 | null> {
  return (value === undefined ? undefined : priorities[value]) as Given<Value, 1 | 2 | 3 | 4 | null>;
}
