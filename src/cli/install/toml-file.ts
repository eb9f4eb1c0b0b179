import { parse, TomlError } from 'smol-toml';
import type { Change } from './clients.js';
import type { Format } from './format.js';
import { tomlTable } from './toml-table.js';

export const readToml: Format['read'] = (text) => {
  try {
    return { value: parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [said] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    return { problem: `it is not TOML: ${said} at line ${error.line}, column ${error.column}` };
  }
};

/** Writes each change as a table of its own, in place of the one of that name, or at the end. */
export const editToml: Format['edit'] = (text, changes) => changes.reduce(withTable, text);

function withTable(text: string, { path, value }: Change): string {
  const name = path.join('.');
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const table = tomlTable(name, value as object).replaceAll('\n', end);
  const lines = text.split(/\r?\n/);
  const begin = lines.findIndex((line) => headerOf(line) === name);
  if (begin === -1) return `${[text.trimEnd(), table].filter(Boolean).join(end + end)}${end}`;
  const after = lines.findIndex((line, index) => index > begin && isForeign(headerOf(line), name));
  const rest = after === -1 ? [] : lines.slice(lastBlankBefore(lines, after));
  return [...lines.slice(0, begin), table, ...(rest.length > 0 ? rest : [''])].join(end);
}

/** The name of a table whose header a line is. */
const headerOf = (line: string): string | undefined =>
  /^\s*\[\s*([^[\]]+?)\s*\]\s*(#.*)?$/
    .exec(line)?.[1]
    ?.replace(/\s*\.\s*/g, '.')
    .replace(/["']/g, '');

const isForeign = (header: string | undefined, name: string): boolean =>
  header !== undefined && header !== name && !header.startsWith(`${name}.`);

/** What stands above the header of the next table, comments and blank lines, belongs to it. */
function lastBlankBefore(lines: readonly string[], header: number): number {
  let first = header;
  while (first > 0 && /^\s*(#.*)?$/.test(lines[first - 1]!)) first--;
  return first;
}
