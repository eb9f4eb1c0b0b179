import type { Inline, LineFormat } from './model.js';

/** What the beginning of a line says: its format, the width of its indentation and the text that remains. */
export interface RawLine {
  format: LineFormat | { kind: 'fence'; fence: string };
  width: number;
  text: string;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^`\s]*)[^`]*$/;
const HEADER = /^ {0,3}(#{1,6})(?:\s+(.*))?$/s;
const QUOTE = /^ {0,3}>\s?(.*)$/s;
const LIST = /^(\s*)(?:[-*+]|(\d{1,9})[.)])(?:\s+(.*))?$/s;
const CHECKBOX = /^\[([ xX])\](?:\s+(.*))?$/s;

/** Reads the beginning of one line outside of a code block; list items come with indent 0, their width says the rest. */
export function readLine(raw: string): RawLine {
  const fence = FENCE.exec(raw);
  if (fence) return { format: { kind: 'fence', fence: fence[1]! }, width: 0, text: fence[2]! };
  const header = HEADER.exec(raw);
  if (header) return { format: { kind: 'header', level: header[1]!.length }, width: 0, text: (header[2] ?? '').trim() };
  const quote = QUOTE.exec(raw);
  if (quote) return { format: { kind: 'quote' }, width: 0, text: quote[1]!.trim() };
  const item = LIST.exec(raw);
  if (!item) return { format: { kind: 'plain' }, width: 0, text: raw.trimEnd() };
  const width = item[1]!.replaceAll('\t', '    ').length;
  const text = (item[3] ?? '').trim();
  const box = item[2] === undefined ? CHECKBOX.exec(text) : null;
  const list = item[2] !== undefined ? 'ordered' : box ? (box[1] === ' ' ? 'unchecked' : 'checked') : 'bullet';
  return { format: { kind: 'list', list, indent: 0 }, width, text: box ? (box[2] ?? '').trim() : text };
}

/** Turns widths into list levels: two columns more than the item above is one level deeper. */
export function listLevels(): { enter(width: number): number; reset(): void } {
  let open: number[] = [];
  return {
    enter(width) {
      while (open.length > 0 && width < open.at(-1)!) open.pop();
      if (open.length === 0 || width >= open.at(-1)! + 2) open.push(width);
      return open.length - 1;
    },
    reset() {
      open = [];
    },
  };
}

/** Blank lines leave a list open, everything else that is not an item ends it. */
export function isBlank(format: { kind: string }, content: string | readonly Inline[]): boolean {
  return format.kind === 'plain' && content.length === 0;
}
