import { isPlainObject } from '../runtime/plain-object.js';

export type Words = Readonly<Record<string, string>>;

const place = /\{(\w+)\}/g;

/** The words whose places a text, or the input of a call, has. */
export const wordsIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(place)].map(([, word = '']) => word);

/** A text with the words filled in; others keep their places. */
export const filled = (text: string, words: Words): string =>
  text.replace(place, (whole, word: string) => words[word] ?? whole);

/** The input of a call with the words filled in; what names a word that was not given is left out. */
export function filledInput(input: Readonly<Record<string, unknown>>, words: Words): Record<string, unknown> {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return filled(value, words);
    if (Array.isArray(value)) return value.map(fill);
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, part]) =>
        typeof part === 'string' && wordsIn(part).some((word) => words[word] === undefined) ? [] : [[key, fill(part)]],
      ),
    );
  };
  return fill(input) as Record<string, unknown>;
}
