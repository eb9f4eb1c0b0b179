import { editDistance } from '../runtime/nearest.js';

/** One text of an item and how much a match in it counts. */
export interface RankField {
  text: string;
  weight: number;
}

/** A match and its score; scores compare within one call only. */
export interface Ranked<Item> {
  item: Item;
  score: number;
  /** Whether it has every word of the query. */
  hasAll: boolean;
}

const EXACT = 1;
const SAME_STEM = 0.9;
const PREFIX = 0.7;
const TYPO = 0.5;
const INSIDE = 0.3;
const PHRASE_BONUS = 0.5;
const ALL_TERMS_BONUS = 1.5;
const TYPO_MIN_LENGTH = 5;

const STOP_WORDS = new Set('a an and for in of on or the to with'.split(' '));
// Scripts written without spaces: a word there is found inside a run of text, not at its beginning.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

interface Term {
  word: string;
  stem: string;
  typos: boolean;
  unspaced: boolean;
}

/**
 * The items that match at least half of the query's words, best first; equal scores keep their order. Words match as
 * they are, by stem, as a prefix, with one typo from five letters on, or inside a longer word; an exact phrase counts more.
 * A query without a letter or digit (an emoji) is looked for as it stands.
 */
export function rank<Item>(
  query: string,
  items: readonly Item[],
  fields: (item: Item) => readonly RankField[],
): Ranked<Item>[] {
  const terms = termsOf(query);
  if (terms.length === 0) return holding(query.trim(), items, fields);
  const phrase = tokenize(query).join(' ');
  const ranked: Ranked<Item>[] = [];
  for (const item of items) {
    const found = scoreOf(terms, phrase, fields(item));
    if (found.score > 0) ranked.push({ item, ...found });
  }
  return ranked.sort((a, b) => b.score - a.score);
}

function holding<Item>(
  sign: string,
  items: readonly Item[],
  fields: (item: Item) => readonly RankField[],
): Ranked<Item>[] {
  if (sign === '') return [];
  const scored = items.map((item) => ({
    item,
    score: Math.max(0, ...fields(item).map(({ text, weight }) => (text.includes(sign) ? weight : 0))),
    hasAll: true,
  }));
  return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
}

/** The words of a text: lower case, without diacritics and punctuation. */
export function tokenize(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function termsOf(query: string): Term[] {
  const words = [...new Set(tokenize(query))];
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  return (telling.length > 0 ? telling : words).map((word) => ({
    word,
    stem: stemOf(word),
    typos: word.length >= TYPO_MIN_LENGTH && /^\p{L}+$/u.test(word),
    unspaced: UNSPACED.test(word),
  }));
}

function scoreOf(terms: readonly Term[], phrase: string, fields: readonly RankField[]): Omit<Ranked<unknown>, 'item'> {
  const best = new Array<number>(terms.length).fill(0);
  let bonus = 0;
  for (const { text, weight } of fields) {
    const words = tokenize(text);
    const unique = new Set(words);
    terms.forEach((term, index) => {
      best[index] = Math.max(best[index]!, weight * qualityOf(term, unique));
    });
    if (terms.length > 1 && ` ${words.join(' ')} `.includes(` ${phrase} `)) {
      bonus = Math.max(bonus, weight * PHRASE_BONUS * terms.length);
    }
  }
  const found = best.filter((score) => score > 0).length;
  const hasAll = found === terms.length;
  if (found < Math.ceil(terms.length / 2)) return { score: 0, hasAll };
  const sum = best.reduce((total, score) => total + score, 0) / terms.length;
  return { score: (hasAll ? sum * ALL_TERMS_BONUS : sum) + bonus, hasAll };
}

function qualityOf(term: Term, words: ReadonlySet<string>): number {
  if (words.has(term.word)) return EXACT;
  let best = 0;
  for (const word of words) {
    if (word.startsWith(term.word) && term.word.length >= 2) best = Math.max(best, PREFIX);
    if (best < SAME_STEM && word[0] === term.word[0] && stemOf(word) === term.stem) best = SAME_STEM;
    if (best < TYPO && term.typos && word.length >= TYPO_MIN_LENGTH && editDistance(term.word, word, 1) <= 1)
      best = TYPO;
    if (best < INSIDE && (term.unspaced || term.word.length >= 4) && word.includes(term.word)) best = INSIDE;
  }
  return best;
}

// Only the endings that keep a word the same word in English; what looks like another language is left alone.
function stemOf(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  const cut = word.replace(/(?:ing|ed|es|s|e)$/, '');
  if (cut.length < 3 || word.endsWith('ss')) return word;
  return cut.replace(/([^aeiouls])\1$/, '$1');
}
