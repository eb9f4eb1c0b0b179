import { snakeCase } from '../runtime/snake-case.js';
import { UsageError } from './usage.js';

/** One `--name value` as typed; `value` is undefined for a bare flag. */
export interface Flag {
  name: string;
  /** The value behind `=`, or the next word unless that is a flag itself. */
  take(): string | undefined;
  /** The value behind `=` only, for flags that need none. */
  attached: string | undefined;
}

/** Reads words as flags, in order; a word that belongs to none is refused with the hint, which is told what stood before. */
export function* flagsIn(
  words: readonly string[],
  hint: (stray: string, before: readonly string[]) => string,
): Generator<Flag> {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const [, flag, attached] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (flag === undefined) throw new UsageError(`unexpected ${JSON.stringify(word)}`, hint(word, words.slice(0, i)));
    yield {
      name: snakeCase(flag.replaceAll('-', '_')),
      attached,
      take() {
        const next = words[i + 1];
        if (attached !== undefined || next === undefined || /^--[a-z]/i.test(next)) return attached;
        i++;
        return next;
      },
    };
  }
}

/** A flag as it is typed: `--task-id`. */
export const dashed = (name: string): string => `--${name.replaceAll('_', '-')}`;
