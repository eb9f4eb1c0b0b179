import { invalidInput } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';

/** The values of the argument `include`, each one of `known` in any case; `noun` is what errors call them: "section". */
export function includeSet<Name extends string>(
  names: readonly string[],
  known: readonly Name[],
  noun: string,
): ReadonlySet<Name> {
  const given = names.flatMap((name) => name.split(',')).map((name) => name.trim().toLowerCase());
  const isKnown = (name: string): name is Name => (known as readonly string[]).includes(name);
  const wrong = given.find((name) => !isKnown(name));
  if (wrong === undefined) return new Set(given.filter(isKnown));
  const near = nearest(wrong, known) ?? known.find((name) => wrong.endsWith(name));
  throw invalidInput(`include has no ${noun} ${JSON.stringify(wrong)}`, {
    parameter: 'include',
    value: wrong,
    allowed: known,
    nearest: near,
    suggestion: near ? `Did you mean "${near}"?` : `The ${noun}s are ${known.join(', ')}.`,
  });
}
