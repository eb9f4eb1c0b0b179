import type { ErrorBody } from '../runtime/errors.js';
import { isPlainObject } from '../runtime/plain-object.js';
import { checklistWords } from './checklist-words.js';
import { isTable, type Table } from './compact.js';
import type { Shown } from './shown.js';

/**
 * An answer as a model reads it cheapest: what is no list as one line of JSON, then each list as tab-separated lines
 * below a line that names it and what all its rows share. Without `metadata`, which changes no decision, unless it was
 * asked for with ENABLE_DEBUG. Takes an envelope whose lists are tables.
 */
export function answerText({ metadata, truncated, guidance, ...answer }: Shown): string {
  const body = answer.success ? inWords(answer.data) : { ...answer, error: withoutContractCode(answer.error) };
  const shown = guidance && isPlainObject(body) ? { ...(truncated && { truncated }), guidance, ...body } : body;
  const lists: string[] = [];
  const rest = withoutTables(isPlainObject(shown) && metadata.debug ? { ...shown, metadata } : shown, '', lists);
  const isEmpty = isPlainObject(rest) && Object.keys(rest).length === 0;
  return [...(isEmpty && lists.length > 0 ? [] : [JSON.stringify(rest)]), ...lists].join('\n');
}

/** What a dry run would send stands in its changes; a program finds the requests in the envelope. */
function inWords(data: unknown): unknown {
  if (!isPlainObject(data) || data.dry_run !== true || data.changes === undefined) return data;
  const { requests: _, ...said } = data;
  return said;
}

/** A model reads the code itself; the word of another contract is for programs. */
function withoutContractCode({ details: { contract_code: _, ...details } = {}, ...error }: ErrorBody): ErrorBody {
  return Object.keys(details).length > 0 ? { ...error, details } : error;
}

/** A value without its tables, which go to `lists` under their path. */
function withoutTables(value: unknown, path: string, lists: string[]): unknown {
  if (isTable(value)) {
    lists.push(linesOf(value, path));
    return undefined;
  }
  if (!isPlainObject(value)) return value;
  const parts = Object.entries(value).map(([key, part]) => [
    key,
    withoutTables(part, path === '' ? key : `${path}.${key}`, lists),
  ]);
  const rest = parts.filter(([, part]) => part !== undefined);
  // An object of nothing but lists is told by them.
  return rest.length === 0 && parts.length > 0 && path !== '' ? undefined : Object.fromEntries(rest);
}

function linesOf({ columns, rows, same }: Table, path: string): string {
  const shared = same ? `, each ${JSON.stringify(same)}` : '';
  return [`${path} (${rows.length})${shared}:`, ...[columns, ...rows].map((row) => row.map(cell).join('\t'))].join(
    '\n',
  );
}

/** Text that would break a line or a cell, or be taken for something else, is JSON. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what would break it
const needsQuotes = /^$|^["[{]|[\u0000-\u001f]/;

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return needsQuotes.test(value) ? JSON.stringify(value) : value;
  const isListOfWords = Array.isArray(value) && value.length > 0 && value.every(isWord);
  return isListOfWords ? value.join(', ') : (checklistWords(value) ?? JSON.stringify(value));
}

const isWord = (value: unknown) => typeof value === 'string' && !value.includes(',') && !needsQuotes.test(value);
