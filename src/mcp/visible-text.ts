import type { Shown } from './shown.js';

/** A text without what its reader cannot see, and how many characters that were. */
export interface Visible {
  text: string;
  removed: number;
}

/** England, Scotland and Wales: a black flag, and letters that nobody sees. https://unicode.org/reports/tr51/#valid-emoji-tag-sequences */
const flags =
  /\u{1F3F4}(?:\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073}))\u{E007F}/u;

/** Characters that show nothing by themselves: controls, and what Unicode lets a program ignore. */
const unseen = /[\p{Cc}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\u2028\u2029]/u;

const either = new RegExp(`${flags.source}|${unseen.source}`, 'gu');

/** Scripts in which a joiner, or none, changes how letters look and what a word means. */
const joining =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u;
const emojiBefore = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier})\uFE0F?$/u;
const emojiAfter = /^\p{Extended_Pictographic}/u;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Whether an unseen character belongs to what is seen beside it. */
function belongs(char: string, before: string, after: string, whole: string): boolean {
  switch (char) {
    case '\t':
    case '\n':
    case '\r':
      return true;
    case '\u200C':
      return joining.test(before);
    case '\u200D':
      return joining.test(before) || (emojiBefore.test(before) && emojiAfter.test(after));
    case '\u200E':
    case '\u200F':
    case '\u061C':
      return rightToLeft.test(whole) && !/[\u200E\u200F\u061C]$/.test(before);
    case '\uFE0E':
    case '\uFE0F':
      return (
        /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]$/u.test(before) || isKeycap(before, after)
      );
    default:
      return isVariant(char, before);
  }
}

const isKeycap = (before: string, after: string) => /[\d#*]$/.test(before) && after.startsWith('\u20E3');

/** Forms of ideographs, mathematical signs and Mongolian letters. */
const isVariant = (char: string, before: string): boolean =>
  (/[\uFE00-\uFE0D]/.test(char) && /[\p{Script=Han}\p{Sm}\p{Script=Myanmar}\p{Script=Phags_Pa}]$/u.test(before)) ||
  (/[\u{E0100}-\u{E01EF}]/u.test(char) && /\p{Script=Han}$/u.test(before)) ||
  (/[\u180B-\u180D\u180F]/.test(char) && /\p{Script=Mongolian}$/u.test(before));

/** As far back as one emoji reaches. */
const context = 8;

/** A text as its reader sees it. Breaks of line that only some programs know become those that all know. */
export function visible(text: string): Visible {
  let removed = 0;
  const seen = text.replace(either, (char: string, offset: number) => {
    if (char.length > 2) return char;
    const before = text.slice(Math.max(0, offset - context), offset);
    const after = text.slice(offset + char.length, offset + char.length + context);
    if (belongs(char, before, after, text)) return char;
    if (/[\u0085\u2028\u2029]/.test(char)) return '\n';
    removed += 1;
    return '';
  });
  return { text: seen, removed };
}

/** The same for every text inside a value, names of members included. */
export function visibleIn<Value>(value: Value): { value: Value; removed: number } {
  let removed = 0;
  const one = (text: string): string => {
    const shown = visible(text);
    removed += shown.removed;
    return shown.text;
  };
  const all = (part: unknown): unknown => {
    if (typeof part === 'string') return one(part);
    if (Array.isArray(part)) return part.map(all);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [one(key), all(inner)]));
  };
  return { value: all(value) as Value, removed };
}

/** People's texts may hold what only a program reads; how much was left out is said beside them. */
export function withoutUnseen({ metadata, guidance, ...answer }: Shown): Shown {
  const { value, removed } = visibleIn(answer);
  const said = removed > 0 && `${removed} invisible ${removed === 1 ? 'character' : 'characters'} removed.`;
  const told = [guidance, said].filter(Boolean).join(' ');
  return { ...value, metadata, ...(told && { guidance: told }) } as Shown;
}
