import { bareUrlAt } from './bare-urls.js';
import { applyDelimiters, type Delimiter, readDelimiter } from './markdown-emphasis.js';
import {
  type Inline,
  imageInline,
  type MentionResolver,
  mentionInline,
  mergeInlines,
  type Style,
  type StyleName,
} from './model.js';

interface Scan {
  text: string;
  pieces: Inline[];
  delimiters: Delimiter[];
  openTags: { style: StyleName; index: number }[];
  /** Where each "[" is closed. */
  closers: Map<number, number>;
  mentions: MentionResolver | undefined;
  inLink: boolean;
}

/** Takes what begins at `index`, and says where it ends; undefined when this reader has no use for it. */
type Reader = (scan: Scan, index: number) => number | undefined;

const TAG_STYLES: Record<string, StyleName> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'strike',
  del: 'strike',
};
const PLAIN = /[^\\`*_~[\]<!@hH]+/y;
const ESCAPE = /\\([!-/:-@[-`{-~])/y;
const TICKS = /`+/y;
const TAG = /<(\/?)(b|strong|i|em|u|s|del)>/iy;
const ANGLE_URL = /<(https?:\/\/[^\s<>]+)>/iy;
const DESTINATION = /\(\s*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))(?:\s+"[^"]*")?\s*\)/y;
/** Links that run code when clicked stay text. */
export const UNSAFE_LINK = /^\s*(?:javascript|data|vbscript):/i;
const EMAIL_MENTION = /@([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/y;
const BRACKET_MENTION = /@\[([^[\]\n]+)\]/y;
const NAME_MENTION = /@([\p{L}\p{N}][\p{L}\p{N}'’._-]*(?: [\p{L}\p{N}][\p{L}\p{N}'’._-]*){0,3})/uy;

function match(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

/** Reads the inline Markdown of one line: emphasis, code, links, images, URLs, a few HTML tags and mentions. */
export function parseInline(text: string, mentions?: MentionResolver): Inline[] {
  return mergeInlines(scanInline(text, mentions, false));
}

function scanInline(text: string, mentions: MentionResolver | undefined, inLink: boolean): Inline[] {
  const scan: Scan = { text, pieces: [], delimiters: [], openTags: [], closers: bracketPairs(text), mentions, inLink };
  for (let index = 0; index < text.length; ) {
    let end: number | undefined;
    for (const reader of READERS) {
      end = reader(scan, index);
      if (end !== undefined) break;
    }
    index = end ?? literal(scan, text[index]!, index + 1);
  }
  applyDelimiters(scan.pieces, scan.delimiters);
  return scan.pieces;
}

function literal(scan: Scan, text: string, end: number, style: Style = {}): number {
  scan.pieces.push({ text, style });
  return end;
}

const readPlain: Reader = (scan, index) => {
  const plain = match(PLAIN, scan.text, index)?.[0];
  return plain === undefined ? undefined : literal(scan, plain, index + plain.length);
};

const readEscape: Reader = (scan, index) => {
  const escaped = match(ESCAPE, scan.text, index);
  return escaped ? literal(scan, escaped[1]!, index + 2) : undefined;
};

const readCode: Reader = (scan, index) => {
  const ticks = match(TICKS, scan.text, index)?.[0];
  if (!ticks) return undefined;
  const end = codeEnd(scan.text, index);
  if (end === undefined) return literal(scan, ticks, index + ticks.length);
  const inside = scan.text.slice(index + ticks.length, end - ticks.length);
  const padded = inside.startsWith(' ') && inside.endsWith(' ') && inside.trim() !== '';
  return literal(scan, padded ? inside.slice(1, -1) : inside, end, { code: true });
};

function codeEnd(text: string, index: number): number | undefined {
  const ticks = match(TICKS, text, index)![0];
  for (let next = text.indexOf(ticks, index + ticks.length); next !== -1; next = text.indexOf(ticks, next)) {
    const run = match(TICKS, text, next)![0].length;
    if (run === ticks.length) return next + run;
    next += run;
  }
  return undefined;
}

const readLink: Reader = (scan, index) => {
  const image = scan.text.startsWith('![', index);
  const open = image ? index + 1 : index;
  const close = scan.text[open] === '[' ? scan.closers.get(open) : undefined;
  if (close === undefined || scan.inLink) return undefined;
  const destination = match(DESTINATION, scan.text, close + 1);
  const url = destination?.[1] ?? destination?.[2];
  if (!destination || !url || UNSAFE_LINK.test(url)) return undefined;
  const label = scan.text.slice(open + 1, close);
  const inner = image ? [imageInline(label, url)] : scanInline(label, undefined, true);
  if (!image) for (const piece of inner) if (!piece.block) piece.style.link = url;
  scan.pieces.push(...inner);
  return close + 1 + destination[0].length;
};

// One pass for the whole line, so that a long row of brackets costs no more than its length.
function bracketPairs(text: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (char === '\\') index += 1;
    else if (char === '`') index = (codeEnd(text, index) ?? index + match(TICKS, text, index)![0].length) - 1;
    else if (char === '[') open.push(index);
    else if (char === ']' && open.length > 0) pairs.set(open.pop()!, index);
  }
  return pairs;
}

const readUrl: Reader = (scan, index) => {
  if (scan.inLink) return undefined;
  const angle = match(ANGLE_URL, scan.text, index);
  if (angle) return literal(scan, angle[1]!, index + angle[0].length, { link: angle[1]! });
  const url = bareUrlAt(scan.text, index);
  return url === undefined ? undefined : literal(scan, url, index + url.length, { link: url });
};

/** Splits a text at its URLs and links them, as the app does when it shows a comment. */
export function linkUrls(text: string): Inline[] {
  const pieces: Inline[] = [];
  let done = 0;
  for (const { index } of text.matchAll(/https?:\/\//gi)) {
    const url = index < done ? undefined : bareUrlAt(text, index);
    if (url === undefined) continue;
    pieces.push({ text: text.slice(done, index), style: {} }, { text: url, style: { link: url } });
    done = index + url.length;
  }
  return [...pieces, { text: text.slice(done), style: {} }];
}

const readTag: Reader = (scan, index) => {
  const tag = match(TAG, scan.text, index);
  if (!tag) return undefined;
  const style = TAG_STYLES[tag[2]!.toLowerCase()]!;
  const end = index + tag[0].length;
  if (tag[1] === '') {
    scan.openTags.push({ style, index: scan.pieces.length });
    return literal(scan, tag[0], end);
  }
  const opener = scan.openTags.findLastIndex((open) => open.style === style);
  if (opener === -1) return literal(scan, tag[0], end);
  const start = scan.openTags.splice(opener, 1)[0]!.index;
  scan.pieces[start] = { text: '', style: {} };
  for (const piece of scan.pieces.slice(start)) if (!piece.block) piece.style[style] = true;
  return end;
};

const readMention: Reader = (scan, index) => {
  const mention = scan.mentions && mentionAt(scan.text, index, scan.mentions);
  if (mention) scan.pieces.push(mentionInline(mention.user));
  return mention?.end;
};

/** The person that a mention at `index` means, and where it ends; undefined where there is none. */
export function mentionAt(
  text: string,
  index: number,
  mentions: MentionResolver,
): { user: NonNullable<ReturnType<MentionResolver>>; end: number } | undefined {
  if (text[index] !== '@') return undefined;
  const take = (name: string, length: number) => {
    const user = mentions(name);
    return user && { user, end: index + length };
  };
  const bracketed = match(BRACKET_MENTION, text, index);
  if (bracketed) return take(bracketed[1]!.trim(), bracketed[0].length);
  if (/[\p{L}\p{N}_]/u.test(text[index - 1] ?? '')) return undefined;
  const email = match(EMAIL_MENTION, text, index);
  const found = email ? take(email[1]!, email[0].length) : undefined;
  if (found !== undefined) return found;
  // The name may run on into the sentence: the longest beginning that is somebody wins.
  const words = match(NAME_MENTION, text, index)?.[1]?.split(' ') ?? [];
  for (let count = words.length; count > 0; count -= 1) {
    const name = words.slice(0, count).join(' ');
    const bare = name.replace(/['’._-]+$/, '');
    const mention = take(name, name.length + 1) ?? (bare === name ? undefined : take(bare, bare.length + 1));
    if (mention !== undefined) return mention;
  }
  return undefined;
}

const readEmphasis: Reader = (scan, index) => {
  const delimiter = readDelimiter(scan.text, index, scan.pieces.length);
  if (!delimiter) return undefined;
  scan.delimiters.push(delimiter);
  return literal(scan, delimiter.char.repeat(delimiter.count), index + delimiter.count);
};

const READERS: readonly Reader[] = [
  readPlain,
  readEscape,
  readCode,
  readLink,
  readUrl,
  readTag,
  readMention,
  readEmphasis,
];
