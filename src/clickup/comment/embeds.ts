import { isPlainObject } from '../../runtime/plain-object.js';
import { UNSAFE_LINK } from './markdown-inline.js';
import type { CommentBlock, Inline } from './model.js';

/**
 * What a block says that is neither text nor one of the known objects: its words, linked to its address where it has one,
 * otherwise followed by its id. Blocks of kinds that come later are read in the same way, so that nothing disappears.
 */
export function embedInline(block: CommentBlock): Inline | undefined {
  const held = contentOf(block);
  const words = wordsOf(block.text) ?? wordsOf(held.title) ?? wordsOf(held.name) ?? wordsOf(held.label);
  const url = addressOf(held) ?? addressOf(block);
  if (url !== undefined) return { text: words ?? url, style: { link: url } };
  const id = idOf(held);
  if (id === undefined) return words === undefined ? undefined : { text: words, style: {} };
  return { text: words === undefined || words === id ? `${block.type} ${id}` : `${words} (${id})`, style: {} };
}

/** The object of a block stands under its type, or under the only key that holds one. */
function contentOf(block: CommentBlock): Record<string, unknown> {
  const own = block[block.type ?? ''];
  if (isPlainObject(own)) return own;
  const objects = Object.entries(block).flatMap(([key, value]) =>
    key !== 'attributes' && isPlainObject(value) ? [value] : [],
  );
  return objects.length === 1 ? objects[0]! : block;
}

const wordsOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.replace(/\s+/g, ' ').trim() : undefined;

function addressOf(held: Record<string, unknown>): string | undefined {
  const task = held.task_id;
  if (typeof task === 'string' && /^\w+$/.test(task)) return `https://app.clickup.com/t/${task}`;
  const url = [held.url, held.href, held.link, held.src].find(
    (value) => typeof value === 'string' && value.trim() !== '',
  );
  if (typeof url !== 'string' || UNSAFE_LINK.test(url)) return undefined;
  return url.trim().replace(/\s/g, '%20').replaceAll('<', '%3C').replaceAll('>', '%3E');
}

function idOf(held: Record<string, unknown>): string | undefined {
  const [, id] = Object.entries(held).find(([key, value]) => /^id$|_id$/.test(key) && isPrintable(value)) ?? [];
  return id === undefined ? undefined : String(id);
}

const isPrintable = (value: unknown) => (typeof value === 'string' && value !== '') || typeof value === 'number';

/** A table as lines of Markdown. Cells are kept as `row:column`, both from 1, each a delta of its own. */
export function tableLines(block: CommentBlock): string[] | undefined {
  const table = block['table-embed'];
  if (block.type !== 'table-embed' || !isPlainObject(table)) return undefined;
  const cells = new Map<string, string>(
    Object.entries(isPlainObject(table.cells) ? table.cells : {}).map(([key, cell]) => [key, cellText(cell)]),
  );
  const places = [...cells.keys()].map((key) => key.split(':').map(Number));
  const count = (axis: number, declared: unknown) =>
    Math.min(mostCells, Math.max(Array.isArray(declared) ? declared.length : 0, ...places.map((at) => at[axis] || 0)));
  const [rows, columns] = [count(0, table.rows), count(1, table.columns)];
  if (rows === 0 || columns === 0) return undefined;
  const row = (at: number) => `| ${range(columns, (column) => cells.get(`${at}:${column}`) ?? '').join(' | ')} |`;
  const [head = '', ...body] = range(rows, row);
  return [head, `| ${range(columns, () => '---').join(' | ')} |`, ...body];
}

/** Far beyond any table that a person reads. */
const mostCells = 500;

const range = <T>(length: number, make: (at: number) => T): T[] =>
  Array.from({ length }, (_, index) => make(index + 1));

/** The text of a cell's delta in one line. */
function cellText(cell: unknown): string {
  const content: unknown[] = isPlainObject(cell) && Array.isArray(cell.content) ? cell.content : [];
  const parts = content.map((part) => {
    const insert = isPlainObject(part) ? (part.insert ?? part.text) : undefined;
    if (typeof insert === 'string') return insert;
    return isPlainObject(insert) ? String(Object.values(insert).find((value) => typeof value === 'string') ?? '') : '';
  });
  return parts.join('').replace(/\s+/g, ' ').trim().replaceAll('|', '\\|');
}
