import { isPlainObject } from '../../runtime/plain-object.js';

type Fields = Record<string, unknown>;

/** What an answer says of the call, not of ClickUp. */
const aside = new Set(['resolved', 'notes', 'next_cursor']);

/** Members that hold a text of several lines. */
const bodies = ['description', 'content', 'text'];

/** Above this many characters a text gets a paragraph of its own. */
const longText = 120;

/**
 * The data of an answer as a page of Markdown: an object by its name with its fields in a list, objects as a table, as
 * sections where they hold texts, or as a tree where they hold each other.
 */
export function markdownOf(data: unknown, level = 1): string {
  if (!isPlainObject(data)) return String(data ?? '');
  const notes = Array.isArray(data.notes) ? data.notes.map((note) => `> ${note}`) : [];
  const entries = Object.entries(data).filter(([key]) => !aside.has(key));
  const lists = entries.filter(([, value]) => Array.isArray(value) && isNested(value));
  const single = entries.filter(([, value]) => isPlainObject(value));
  const scalars = entries.filter(([, value]) => !isNested(value));
  return paragraphs([
    ...single.map(([key, value]) => object(value as Fields, level, key)),
    scalars.map(bullet).join('\n'),
    ...lists.map(([key, value]) => objects(key, value as Fields[], single.length > 0 ? level + 1 : level)),
    notes.join('\n'),
  ]);
}

/** Objects, and lists of them. */
const isNested = (value: unknown): boolean =>
  isPlainObject(value) || (Array.isArray(value) && value.length > 0 && value.every(isPlainObject));

const isLong = (value: unknown): value is string =>
  typeof value === 'string' && (value.length > longText || value.includes('\n'));

/** One object: a heading, its short fields, then its long ones. */
function object(fields: Fields, level: number, key = ''): string {
  const { name, ...rest } = fields;
  const entries = Object.entries(rest).filter(([, value]) => !isEmpty(value));
  const body = entries.filter(([field, value]) => isLong(value) || (bodies.includes(field) && value !== ''));
  const inner = entries.filter(([, value]) => Array.isArray(value) && isNested(value));
  const short = entries.filter((entry) => !body.includes(entry) && !inner.includes(entry));
  return paragraphs([
    heading(level, typeof name === 'string' ? name : titled(key)),
    short.map(bullet).join('\n'),
    ...body.map(([field, value]) => paragraphs([heading(level + 1, titled(field)), String(value)])),
    ...inner.map(([field, value]) => objects(field, value as Fields[], level + 1)),
  ]);
}

/** Several objects below the name of their list. */
function objects(key: string, rows: Fields[], level: number): string {
  const body = rows.some((row) => bodies.some((field) => typeof row[field] === 'string'))
    ? paragraphs(rows.map((row) => section(row, level + 1)))
    : rows.some((row) => Object.values(row).some((value) => Array.isArray(value) && isNested(value)))
      ? tree(key, rows)
      : table(rows);
  return paragraphs([heading(level, titled(key)), body]);
}

/** An object that is a text above all: a comment, a page. */
function section(row: Fields, level: number): string {
  const { name, author, date, ...rest } = row;
  const field = bodies.find((each) => typeof rest[each] === 'string');
  const { [field ?? '']: text, ...others } = rest;
  const about = Object.entries(others).filter(([, value]) => !isEmpty(value) && value !== false);
  const title = [name, author, date].filter((word) => typeof word === 'string').join(', ');
  return paragraphs([
    heading(level, title),
    about.map(([key, value]) => bullet([key, value])).join('\n'),
    String(text),
  ]);
}

/** Objects that hold others, as bullets below each other. */
function tree(key: string, rows: readonly Fields[], depth = 0): string {
  const noun = titled(key.replace(/s$/, ''));
  return rows
    .map(({ name, ...rest }) => {
      const entries = Object.entries(rest).filter(([, value]) => !isEmpty(value));
      const inner = entries.filter(([, value]) => Array.isArray(value) && isNested(value));
      const about = entries
        .filter((entry) => !inner.includes(entry))
        .map(([field, value]) => `${words(field)} ${cell(value)}`);
      const line = `${'  '.repeat(depth)}- ${noun}: ${cell(name)}${about.length > 0 ? ` (${about.join(', ')})` : ''}`;
      return [line, ...inner.map(([field, value]) => tree(field, value as Fields[], depth + 1))].join('\n');
    })
    .join('\n');
}

function table(rows: readonly Fields[]): string {
  const columns = [...new Set(rows.flatMap(Object.keys))].filter((name) => rows.some((row) => !isEmpty(row[name])));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(words)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((name) => cell(row[name]).replaceAll('|', '\\|')))),
  ].join('\n');
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** A value in one line. */
function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(cell).join(', ');
  if (!isPlainObject(value)) return String(value).replace(/\s*\n\s*/g, ' ');
  if (typeof value.name === 'string' && typeof value.id === 'string') return `${value.name} (${value.id})`;
  return Object.entries(value)
    .map(([key, part]) => `${words(key)}: ${cell(part)}`)
    .join('; ');
}

const bullet = ([key, value]: readonly [string, unknown]): string => `- ${words(key)}: ${cell(value)}`;

const words = (key: string): string => key.replaceAll('_', ' ');

const titled = (key: string): string => words(key).replace(/^\w/, (letter) => letter.toUpperCase());

const heading = (level: number, text: string): string =>
  text === '' ? '' : `${'#'.repeat(Math.min(level, 6))} ${text}`;

/** Texts with a blank line between, without those that are empty. */
const paragraphs = (texts: readonly string[]): string => texts.filter((text) => text.trim() !== '').join('\n\n');
