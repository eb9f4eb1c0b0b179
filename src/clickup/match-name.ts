import { invalidInput } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';

export interface Named {
  id?: string | undefined;
  name: string;
}

/** How errors speak of what was looked for. */
export interface MatchOptions {
  /** Name of the argument. */
  parameter: string;
  /** What it is: "checklist". */
  noun: string;
  /** Where it was looked for, as a sentence begins: "The task". */
  place: string;
}

/**
 * The one candidate with this id or name, case and outer spaces aside, and emoji where nothing fits without. Throws ValidationError with the names there are
 * when none fits, and with the candidates' ids when several do.
 */
export function matchName<T extends Named>(wanted: string, candidates: readonly T[], options: MatchOptions): T {
  const { parameter, noun, place } = options;
  const key = fold(wanted);
  const byId = candidates.find(({ id }) => id === wanted.trim());
  const exact = byId ? [byId] : candidates.filter(({ name }) => fold(name) === key);
  const found = exact.length > 0 ? exact : candidates.filter(({ name }) => sameName(name, wanted));
  if (found.length === 1) return found[0] as T;
  if (found.length > 1) {
    throw invalidInput(`${place} has ${found.length} of the name ${JSON.stringify(wanted)} (${noun})`, {
      code: 'AMBIGUOUS_REFERENCE',
      parameter,
      value: wanted,
      allowed: found.map(({ id, name }) => id ?? name),
      suggestion: `Name the ${noun} by id: ${found.map(({ id, name }) => `${id ?? 'new'} (${name})`).join(', ')}.`,
    });
  }
  const names = candidates.map(({ name }) => name);
  const near = nearest(wanted, names);
  throw invalidInput(`${place} has no such ${noun}: ${JSON.stringify(wanted)}`, {
    parameter,
    value: wanted,
    allowed: names,
    nearest: near,
    suggestion: near ? `Did you mean ${JSON.stringify(near)}?` : listed(names),
  });
}

/** The form in which ClickUp compares names. */
export const fold = (name: string) => name.trim().toLowerCase();

/** The same to a person: letter case, width, spaces and emoji aside. */
export const sameName = (a: string, b: string): boolean => a !== '' && plain(a) === plain(b);

function plain(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  const words = folded
    .replace(/\p{Extended_Pictographic}|\u200d|\ufe0f/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' ? folded.trim() : words;
}

/** Whether a value is the word "none", by which callers clear what there is. */
export const isNone = (value: unknown): boolean => fold(String(value)) === 'none';

const listed = (names: readonly string[]) =>
  names.length === 0 ? 'There is none yet.' : `There are: ${names.map((name) => JSON.stringify(name)).join(', ')}.`;
