import { parseInline } from './markdown-inline.js';
import { isBlank, readLine } from './markdown-lines.js';
import { type Inline, type Line, mergeInlines, STYLES, type Style, sameStyle } from './model.js';

type Marker = 'link' | (typeof STYLES)[number];
type Dialect = 'plain' | 'escaped' | 'tags';

const SIGNS = { bold: ['**', '**'], italic: ['*', '*'], strike: ['~~', '~~'], underline: ['<u>', '</u>'] } as const;
const TAGS = { ...SIGNS, bold: ['<b>', '</b>'], italic: ['<i>', '</i>'], strike: ['<s>', '</s>'] } as const;
const MARKERS: readonly Marker[] = ['underline', 'strike', 'bold', 'italic', 'link'];

/** Writes lines as Markdown that reads back as the same lines. */
export function writeLines(lines: readonly Line[]): string {
  const out: string[] = [];
  const counters: number[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const { format, content } = lines[index]!;
    if (format.kind === 'code') {
      const block = lines
        .slice(index)
        .findIndex((line) => line.format.kind !== 'code' || line.format.language !== format.language);
      const code = lines.slice(index, block === -1 ? undefined : index + block);
      out.push(...writeCode(code, format.language));
      index += code.length - 1;
    }
    if (format.kind === 'list') {
      // An item cannot hang deeper than one level below the item above it.
      const level = Math.min(format.indent, counters.length);
      const number = format.list === 'ordered' ? (counters[level] ?? 0) + 1 : 0;
      counters.splice(level, counters.length, number);
      out.push('    '.repeat(level) + writeLine(listMarker(format.list, number), trim(content, true)));
      continue;
    }
    const pieces = format.kind === 'code' ? [] : trim(content, format.kind !== 'plain');
    if (!isBlank(format, pieces)) counters.length = 0;
    if (format.kind === 'header') out.push(writeLine('#'.repeat(format.level), pieces));
    else if (format.kind === 'quote') out.push(writeLine('>', pieces));
    else if (format.kind === 'plain') out.push(writeLine('', pieces));
  }
  return out
    .join('\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
}

function listMarker(list: string, number: number): string {
  if (list === 'ordered') return `${number}.`;
  if (list === 'checked') return '- [x]';
  return list === 'unchecked' ? '- [ ]' : '-';
}

function writeCode(lines: readonly Line[], language: string): string[] {
  const text = lines.map(({ content }) => content.map((piece) => (piece.block ? piece.atom : piece.text)).join(''));
  const longest = Math.max(2, ...text.map((line) => /^\s*(`{3,})\s*$/.exec(line)?.[1]?.length ?? 0));
  const fence = '`'.repeat(longest + 1);
  return [language === 'plain' ? fence : fence + language, ...text, fence];
}

// Clean Markdown first; escapes, and tags in place of asterisks, only where it would not read back as what was meant.
function writeLine(marker: string, content: readonly Inline[]): string {
  const wanted = tightenStyles(content);
  let written = '';
  for (const dialect of ['plain', 'escaped', 'tags'] as const) {
    const text = writeInline(wanted, dialect, marker === '');
    written = marker === '' ? text : text === '' ? marker : `${marker} ${text}`;
    if (readsBack(written, marker, wanted)) return written;
  }
  return written;
}

function readsBack(written: string, marker: string, wanted: readonly Inline[]): boolean {
  const { format, text } = readLine(written);
  const expected = readLine(marker === '' ? '' : marker).format;
  if (JSON.stringify(format) !== JSON.stringify(expected)) return false;
  const users = new Map(
    wanted.flatMap((piece) => (piece.block?.user ? [[piece.atom.slice(2, -1), piece.block.user.id]] : [])) as [
      string,
      number,
    ][],
  );
  const known = (name: string) => (users.has(name) ? { id: users.get(name)!, username: name } : undefined);
  const got = tightenStyles(parseInline(text, known));
  return got.length === wanted.length && got.every((piece, index) => sameInline(piece, wanted[index]!));
}

function sameInline(a: Inline, b: Inline): boolean {
  if (a.block || b.block) return a.block !== undefined && b.block !== undefined && a.atom === b.atom;
  return a.text === b.text && sameStyle(a.style, b.style);
}

function trim(content: readonly Inline[], both: boolean): Inline[] {
  const pieces = [...content];
  for (let last = pieces.at(-1); last && !last.block && !last.style.code; last = pieces.at(-1)) {
    const text = last.text.trimEnd();
    if (text !== '') {
      pieces[pieces.length - 1] = { ...last, text };
      break;
    }
    pieces.pop();
  }
  for (let first = pieces[0]; both && first && !first.block && !first.style.code; first = pieces[0]) {
    const text = first.text.trimStart();
    if (text !== '') {
      pieces[0] = { ...first, text };
      break;
    }
    pieces.shift();
  }
  return pieces;
}

// Markdown cannot make a blank at the edge of emphasis bold, and nobody can see one.
function tightenStyles(content: readonly Inline[]): Inline[] {
  let pieces = content.flatMap(splitBlanks);
  for (const name of STYLES) {
    pieces = pieces.map((piece, index) => {
      if (piece.block || !piece.style[name] || piece.style.code || piece.text.trim() !== '') return piece;
      const styled = (step: number): boolean => {
        for (let at = index + step; ; at += step) {
          const other = pieces[at];
          if (!other || other.block || !other.style[name]) return false;
          if (other.style.code || other.text.trim() !== '') return true;
        }
      };
      if (styled(-1) && styled(1)) return piece;
      const { [name]: _, ...style } = piece.style;
      return { text: piece.text, style };
    });
  }
  return mergeInlines(pieces);
}

function splitBlanks(piece: Inline): Inline[] {
  if (piece.block || piece.style.code) return [piece];
  return piece.text
    .split(/(^\s+|\s+$)/)
    .filter(Boolean)
    .map((text) => ({ text, style: piece.style }));
}

function writeInline(content: readonly Inline[], dialect: Dialect, lineStart: boolean): string {
  const open: Marker[] = [];
  let out = '';
  content.forEach((piece, index) => {
    const style: Style = piece.block ? {} : piece.style;
    const previous = content[index - 1];
    const before: Style = previous && !previous.block ? previous.style : {};
    const keep = open.findIndex((marker) => !style[marker] || style[marker] !== before[marker]);
    if (keep !== -1) for (const marker of open.splice(keep).reverse()) out += closing(marker, before, dialect);
    const missing = MARKERS.filter((marker) => style[marker] && !open.includes(marker));
    missing.sort((a, b) => reach(content, index, b) - reach(content, index, a));
    for (const marker of missing) {
      open.push(marker);
      out += marker === 'link' ? '[' : (dialect === 'tags' ? TAGS : SIGNS)[marker][0];
    }
    out += piece.block ? piece.atom : pieceText(piece.text, style, dialect, lineStart && index === 0);
  });
  const last = content.at(-1);
  const style: Style = last && !last.block ? last.style : {};
  for (const marker of open.reverse()) out += closing(marker, style, dialect);
  return dialect === 'plain' ? out.replace(/\[(https?:\/\/\S+?)\]\((?:\1|<\1>)\)/gi, '$1') : out;
}

function closing(marker: Marker, style: Style, dialect: Dialect): string {
  if (marker !== 'link') return (dialect === 'tags' ? TAGS : SIGNS)[marker][1];
  const url = style.link ?? '';
  if (dialect === 'plain' && !/[\s()<>]/.test(url)) return `](${url})`;
  return `](<${url}>)`;
}

function reach(content: readonly Inline[], from: number, marker: Marker): number {
  const styleAt = (index: number): Style[Marker] => {
    const piece = content[index];
    return piece && !piece.block ? piece.style[marker] : undefined;
  };
  let end = from;
  while (styleAt(end) !== undefined && styleAt(end) === styleAt(from)) end += 1;
  return end - from;
}

function pieceText(text: string, style: Style, dialect: Dialect, lineStart: boolean): string {
  if (style.code) {
    const ticks = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1);
    const pad = /^`|`$|^ .* $/.test(text) && text.trim() !== '' ? ' ' : '';
    return ticks + pad + text + pad + ticks;
  }
  if (dialect === 'plain') return text;
  if (dialect === 'tags') return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
  const escaped = text.replace(/[\\`*_~[\]<@]/g, '\\$&');
  return lineStart ? escaped.replace(/^(\s*)([#>+-])/, '$1\\$2').replace(/^(\s*\d+)([.)])/, '$1\\$2') : escaped;
}
