import type { DryRun, Envelope, PlannedRequest } from '../runtime/envelope.js';
import { isPlainObject } from '../runtime/plain-object.js';
import { type Paint, plain } from './colour.js';
import { type Cell, type Paper, tableLines } from './table.js';
import { displayWidth, harmless, indent, padEnd, wrap } from './width.js';

type Row = Record<string, unknown>;

/** Paper, and colours for it. */
interface Sheet extends Paper {
  readonly paint: Paint;
}

/** Names longer than this do not push the values of the others aside. */
const widestName = 24;

/** An envelope for people: objects as names and values, lists of objects as tables, what went wrong and what to do. `whole`: the option that shows everything. */
export function renderEnvelope(
  envelope: Envelope,
  width: number,
  paint: Paint = plain,
  whole = '--output json',
): string {
  const leftOut = new Set<string>();
  let isCut = false;
  const paper: Sheet = {
    width,
    paint,
    onCut: (column) => {
      isCut = true;
      if (column !== undefined) leftOut.add(column);
    },
  };
  if (envelope.success) {
    const { data } = envelope;
    const text = isDryRun(data) ? renderDryRun(data, paper) : renderValue(data, paper);
    return isCut ? `${text}\n${wrap(remark([...leftOut], whole), width).join('\n')}\n` : text;
  }
  const { code, message, suggested_action, details = {} } = envelope.error;
  // The word of the agent contract would be a second code, less precise: it is for programs.
  const { contract_code, ...told } = details as Row;
  const more = Object.keys(told).length > 0 ? `\n${indent(renderValue(told, narrower(paper)))}` : '';
  return `${paint('red', `${code}:`)} ${harmless(message)}\n${indent(wrap(harmless(suggested_action), width - 2).join('\n'))}\n${more}`;
}

/** What a reader must know who does not see everything. */
const remark = (columns: readonly string[], whole: string): string =>
  columns.length > 0
    ? `Too narrow for ${columns.join(', ')}, and for what … cuts short; ${whole} has everything.`
    : `Too narrow for what … cuts short; ${whole} has everything.`;

const isDryRun = (data: unknown): data is DryRun =>
  isPlainObject(data) && data.dry_run === true && Array.isArray(data.requests) && data.requests.length > 0;

/** What would be sent, each body as the JSON that it is: names and tables would hide what is text and what is a number. */
function renderDryRun({ dry_run, requests, ...remarks }: DryRun, paper: Sheet): string {
  const lines = requests.map((request) => indent(requestText(request))).join('');
  return `${renderObject({ dry_run }, paper)}requests:\n${lines}${renderObject(remarks, paper)}`;
}

function requestText({ method, path, query = {}, body }: PlannedRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((item) => `${name}=${item}`));
  const line = `${method} ${[path, pairs.join('&')].filter(Boolean).join('?')}`;
  const text = typeof body === 'object' ? JSON.stringify(body, null, 2) : body;
  return harmless(text === undefined ? `${line}\n` : `${line}\n${indent(`${text}\n`)}`);
}

export function renderValue(value: unknown, paper: Sheet): string {
  if (Array.isArray(value)) return renderList(value, paper);
  return isPlainObject(value) ? renderObject(value, paper) : `${inline(value)}\n`;
}

function renderList(items: readonly unknown[], paper: Sheet): string {
  if (items.length === 0) return '(none)\n';
  if (items.every(isPlainObject)) return renderRows(items, paper);
  return items.map((item) => `- ${wrap(inline(item), paper.width - 2).join('\n  ')}\n`).join('');
}

/** A table; what its rows hold besides single values follows below each. */
function renderRows(rows: readonly Row[], paper: Sheet): string {
  const blocks = new Set(rows.flatMap((row) => Object.keys(row).filter((name) => isBlock(row[name]))));
  const lines = tableLines(
    rows.map((row) => cellsOf(without(row, (name) => blocks.has(name)))),
    paper,
  );
  if (!lines) return rows.map((row) => renderObject(row, paper)).join('\n');
  const [head, ...body] = lines;
  const below = rows.map((row) =>
    renderObject(
      without(row, (name) => !blocks.has(name) || isEmpty(row[name])),
      narrower(paper),
    ),
  );
  return [`${paper.paint('bold', head ?? '')}\n`, ...body.map((line, i) => `${line}\n${indent(below[i] ?? '')}`)].join(
    '',
  );
}

const without = (row: Row, isOut: (name: string) => boolean): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !isOut(name)));

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

function renderObject(object: Row, paper: Sheet): string {
  const entries = Object.entries(object);
  const names = entries.filter(([, item]) => !isBlock(item)).map(([name]) => displayWidth(name));
  const column = Math.min(widestName, Math.max(0, ...names)) + 2;
  return entries
    .map(([name, item]) => {
      if (isBlock(item)) return `${name}:\n${indent(renderValue(item, narrower(paper)))}`;
      const text = Array.isArray(item) && item.length === 0 ? '(none)' : inline(item);
      const fits = !text.includes('\n') && Math.max(column, name.length + 2) + displayWidth(text) <= paper.width;
      if (fits) return `${padEnd(`${harmless(name)}:`, column)} ${text}`.trimEnd().concat('\n');
      return `${harmless(name)}:\n${indent(wrap(text, paper.width - 2).join('\n'))}\n`;
    })
    .join('');
}

const cellsOf = (row: Row): Record<string, Cell> =>
  Object.fromEntries(
    Object.entries(row).map(([name, item]) => [harmless(name), typeof item === 'number' ? item : inline(item)]),
  );

/** Whether a value needs lines of its own. */
function isBlock(value: unknown): boolean {
  if (Array.isArray(value))
    return value.some((item) => typeof item === 'object' && item !== null && !isNamed(item)) || areSentences(value);
  return isPlainObject(value) && !isNamed(value) && !isTally(value);
}

/** Several of them on one line read as one. */
const areSentences = (items: readonly unknown[]): boolean =>
  items.length > 1 && items.some((item) => typeof item === 'string' && / .*\.$/.test(item));

const isNamed = (value: unknown): value is Row =>
  isPlainObject(value) && typeof value.name === 'string' && Object.keys(value).every((key) => /^(id|name)$/.test(key));

const isTally = (value: Row): boolean =>
  Object.values(value).every((item) => typeof item === 'number' || typeof item === 'boolean');

/** A value on one line: `Sprint 24 (901710000301)`, `total 3, failed 0`, lists with commas. */
function inline(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(inline).join(', ');
  if (!isPlainObject(value)) return harmless(String(value));
  if (isNamed(value)) return harmless(value.id === undefined ? `${value.name}` : `${value.name} (${value.id})`);
  return Object.entries(value)
    .map(([name, item]) => `${harmless(name)} ${inline(item)}`)
    .join(', ');
}

const narrower = (sheet: Sheet): Sheet => ({ ...sheet, width: sheet.width - 2 });
