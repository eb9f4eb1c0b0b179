import type { Inline, StyleName } from './model.js';

/** A run of `*`, `_` or `~` that may open or close emphasis; `piece` is where its characters stand among the pieces. */
export interface Delimiter {
  char: string;
  count: number;
  length: number;
  opens: boolean;
  closes: boolean;
  piece: number;
}

const RUN = /\*+|_+|~+/y;
const SPACE = /^\s$/;
const PUNCTUATION = /^[\p{P}\p{S}]$/u;

/** Reads the run at `index` and decides by its neighbours what it may do, as CommonMark does. */
export function readDelimiter(text: string, index: number, piece: number): Delimiter | undefined {
  RUN.lastIndex = index;
  const run = RUN.exec(text)?.[0];
  if (!run) return undefined;
  const char = run[0]!;
  const before = characterBefore(text, index);
  const after = String.fromCodePoint(text.codePointAt(index + run.length) ?? 32);
  const left = !SPACE.test(after) && (!PUNCTUATION.test(after) || SPACE.test(before) || PUNCTUATION.test(before));
  const right = !SPACE.test(before) && (!PUNCTUATION.test(before) || SPACE.test(after) || PUNCTUATION.test(after));
  const word = char === '_';
  return {
    char,
    count: run.length,
    length: run.length,
    piece,
    opens: left && (!word || !right || PUNCTUATION.test(before)),
    closes: right && (!word || !left || PUNCTUATION.test(after)),
  };
}

function characterBefore(text: string, index: number): string {
  if (index === 0) return ' ';
  const pair = index > 1 ? text.codePointAt(index - 2) : undefined;
  return pair !== undefined && pair > 0xffff ? String.fromCodePoint(pair) : text[index - 1]!;
}

/** Pairs the runs, innermost first, styles the pieces between them, and leaves unpaired characters as text. */
export function applyDelimiters(pieces: Inline[], delimiters: readonly Delimiter[]): void {
  const floor = new Map<string, number>();
  delimiters.forEach((closer, position) => {
    if (!closer.closes) return;
    const key = `${closer.char}${closer.opens}${closer.length % 3}`;
    while (closer.count > 0) {
      const bottom = floor.get(key) ?? 0;
      let opener = position - 1;
      while (opener >= bottom && !fits(delimiters[opener]!, closer)) opener -= 1;
      if (opener < bottom) {
        floor.set(key, position);
        return;
      }
      pair(pieces, delimiters, opener, position);
    }
  });
  for (const { piece, char, count } of delimiters)
    pieces[piece] = { ...pieces[piece]!, text: char.repeat(count) } as Inline;
}

function fits(opener: Delimiter, closer: Delimiter): boolean {
  if (!opener.opens || opener.char !== closer.char || opener.count === 0) return false;
  if (closer.char === '~') return opener.count >= 2 && closer.count >= 2;
  // CommonMark's rule of three keeps *a**b* one emphasis with two stars inside.
  const both = opener.closes || closer.opens;
  return !both || (opener.length + closer.length) % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0);
}

function pair(pieces: Inline[], delimiters: readonly Delimiter[], from: number, to: number): void {
  const opener = delimiters[from]!;
  const closer = delimiters[to]!;
  const used = opener.count >= 2 && closer.count >= 2 ? 2 : 1;
  const style: StyleName = closer.char === '~' ? 'strike' : used === 2 ? 'bold' : 'italic';
  for (const piece of pieces.slice(opener.piece + 1, closer.piece)) if (!piece.block) piece.style[style] = true;
  for (const between of delimiters.slice(from + 1, to)) between.opens = false;
  opener.count -= used;
  closer.count -= used;
}
