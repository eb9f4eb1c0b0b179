import { isPlainObject } from '../runtime/coerce.js';
import type { Envelope } from '../runtime/tool.js';

const widest = 60;

/** An envelope for people: objects as indented names and values, lists of objects as tables. */
export function renderEnvelope(envelope: Envelope): string {
  if (envelope.success) return `${renderValue(envelope.data).trimEnd()}\n`;
  const { code, message, suggested_action, details } = envelope.error;
  const more = details ? `\n${indent(renderValue(details))}` : '';
  return `${code}: ${message}\n  ${suggested_action}${more}\n`;
}

export function renderValue(value: unknown): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '(none)\n';
    return value.every(isPlainObject) ? renderTable(value) : value.map((item) => `- ${scalar(item)}\n`).join('');
  }
  if (!isPlainObject(value)) return `${scalar(value)}\n`;
  return Object.entries(value)
    .map(([name, item]) => (isNested(item) ? `${name}:\n${indent(renderValue(item))}` : `${name}: ${scalar(item)}\n`))
    .join('');
}

/** Rows under their column names; values are cut at 60 characters with an ellipsis. */
export function renderTable(rows: readonly Record<string, unknown>[]): string {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => shorten(scalar(row[column]))))];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => line[i]!.length)));
  return cells
    .map(
      (line) =>
        `${line
          .map((cell, i) => cell.padEnd(widths[i]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function scalar(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value))
    return value.map((item) => (isNested(item) ? JSON.stringify(item) : scalar(item))).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const isNested = (value: unknown) =>
  isPlainObject(value) || (Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null));

const shorten = (text: string) => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
};

const indent = (text: string) => text.replace(/^(?=.)/gm, '  ');
