import { invalidInput } from './errors.js';
import { isPlainObject } from './plain-object.js';

/** What every call takes besides its own arguments: no schema lists it. */
export const freshArgument = 'fresh';

/** Takes `fresh` out of an input; it may be said there or as an option. */
export function takeFresh(input: unknown, option: boolean | undefined): { input: unknown; isFresh: boolean } {
  if (!isPlainObject(input) || !Object.hasOwn(input, freshArgument)) return { input, isFresh: option === true };
  const { [freshArgument]: given, ...rest } = input;
  return { input: rest, isFresh: isTrue(given) || option === true };
}

/** Models send booleans as text, and null for absent. */
function isTrue(value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false' || value === null || value === undefined) return false;
  throw invalidInput('fresh is not true or false', {
    suggestion: 'Pass true to read anew what is remembered for a minute, or leave it out.',
    parameter: freshArgument,
  });
}
