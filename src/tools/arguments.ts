import { type Defined, omitUndefined } from '../clickup/api.js';
import { idHint } from '../clickup/id-sources.js';
import { Advice, advice, render, type Text } from '../runtime/advice.js';
import { invalidInput } from '../runtime/errors.js';

/** Where the ids come from, if missing arguments ("task_id or list_id") are ids: the ways that do not repeat. */
export function idHints(parameters: string): Text {
  const hints = parameters.split(/ or | with /).map(idHint);
  return new Advice((names) => [...new Set(hints.map((hint) => render(hint, names)))].join(''));
}

/** An argument that this way of calling the API cannot do without; MISSING_PARAMETER when it is absent. */
export function requireArgument<I extends object, K extends keyof I & string>(
  input: I,
  parameter: K,
): NonNullable<I[K]> {
  const value = input[parameter];
  if (value !== undefined && value !== null) return value;
  throw invalidInput(`Missing ${parameter}`, {
    code: 'MISSING_PARAMETER',
    parameter,
    suggestion: advice`Add ${parameter}${idHint(parameter)}.`,
  });
}

/** The defined keys of a nested part of a request; undefined when there are none, so that the part is not sent at all. */
export function omitEmpty<T extends object>(part: T): Defined<T> | undefined {
  const known = omitUndefined(part);
  return Object.keys(known).length > 0 ? known : undefined;
}

/** The body of an update; MISSING_PARAMETER, with the arguments that there are, when it would change nothing. */
export function requireChanges<T extends object>(body: T, parameters: readonly string[]): T {
  if (Object.keys(body).length > 0) return body;
  throw invalidInput('Nothing to change is given', {
    code: 'MISSING_PARAMETER',
    parameter: parameters[0],
    suggestion: `Give at least one of ${parameters.join(', ')}.`,
  });
}
