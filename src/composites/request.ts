import { InputError } from '../runtime/input-error.js';
import { type Defined, defined } from './api.js';

/** Where the ids come from, if the missing arguments are ids. */
export const idHint = (parameters: string): string =>
  /_id\b/.test(parameters) ? '; clickup_workspace_resolve finds ids by name, path or URL' : '';

/** An argument that this way of calling the API cannot do without; MISSING_PARAMETER when it is absent. */
export function given<I extends object, K extends keyof I & string>(input: I, parameter: K): NonNullable<I[K]> {
  const value = input[parameter];
  if (value !== undefined && value !== null) return value;
  throw new InputError(`Missing ${parameter}`, {
    code: 'MISSING_PARAMETER',
    parameter,
    suggestion: `Add ${parameter}${idHint(parameter)}.`,
  });
}

/** The defined keys of a nested part of a request; undefined when there are none, so that the part is not sent at all. */
export function orNone<T extends object>(part: T): Defined<T> | undefined {
  const known = defined(part);
  return Object.keys(known).length > 0 ? known : undefined;
}
