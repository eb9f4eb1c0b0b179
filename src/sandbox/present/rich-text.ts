import type { JsonObject } from '../context.js';
import { blockId } from './comment-blocks.js';

/** A text as it is kept: plain, and in the Markdown that it was written in, if it was. */
export interface StoredText {
  readonly text: string;
  readonly markdown: string | null;
}

/** Marks of Markdown with what they become; the first group is the text, the second the target of a link. */
const inline =
  /\*\*(?<bold>.+?)\*\*|`(?<code>[^`]+)`|~~(?<strike>.+?)~~|\*(?<italic>[^*]+)\*|\[(?<text>[^\]]+)\]\((?<link>[^)]*)\)/g;

/** How a line begins, and what its line break then says. https://developer.clickup.com/docs/comment-formatting */
const lines: ReadonlyArray<readonly [RegExp, (match: RegExpExecArray) => JsonObject]> = [
  [/^(#{1,6})\s+/, ([, marks = '']) => ({ header: marks.length })],
  [/^[-*+]\s+\[[xX]\]\s+/, () => ({ list: { list: 'checked' } })],
  [/^[-*+]\s+\[ \]\s+/, () => ({ list: { list: 'unchecked' } })],
  [/^[-*+]\s+/, () => ({ list: { list: 'bullet' } })],
  [/^\d+[.)]\s+/, () => ({ list: { list: 'ordered' } })],
  [/^>\s?/, () => ({ blockquote: {} })],
];

function inlineOps(line: string): JsonObject[] {
  const ops: JsonObject[] = [];
  let end = 0;
  for (const match of line.matchAll(inline)) {
    if (match.index > end) ops.push({ insert: line.slice(end, match.index) });
    const { text, link, ...marks } = match.groups ?? {};
    const [name = '', marked] = Object.entries(marks).find(([, value]) => value !== undefined) ?? [];
    if (text === undefined) ops.push({ insert: marked, attributes: { [name]: true } });
    else ops.push({ insert: text, attributes: { link } });
    end = match.index + match[0].length;
  }
  return end < line.length ? [...ops, { insert: line.slice(end) }] : ops;
}

function lineOps(line: string, markdown: boolean, id: string): JsonObject[] {
  const own = { 'block-id': id };
  if (!markdown) return [...(line === '' ? [] : [{ insert: line }]), { insert: '\n', attributes: own }];
  for (const [start, attributesOf] of lines) {
    const match = start.exec(line);
    if (!match) continue;
    const attributes = { 'block-id': id, ...attributesOf(match) };
    return [...inlineOps(line.slice(match[0].length)), { insert: '\n', attributes }];
  }
  return [...inlineOps(line), { insert: '\n', attributes: own }];
}

/** A text as a Quill delta in a JSON string, with the id of its line at each line break; null for none. */
export function delta({ text, markdown }: StoredText, key: string): string | null {
  const source = markdown ?? text;
  if (source === '') return null;
  const ops = source.split('\n').flatMap((line, i) => lineOps(line, markdown !== null, blockId(`${key} ${i}`)));
  return JSON.stringify({ ops });
}
