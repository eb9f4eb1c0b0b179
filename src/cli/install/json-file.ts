import { applyEdits, modify, type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { isPlainObject } from '../../runtime/plain-object.js';
import type { Format } from './format.js';

/** JSON, with the comments and trailing commas that editors allow in it. */
export const readJson: Format['read'] = (text) => {
  if (text.trim() === '') return { value: {} };
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) return { problem: `it is not JSON: ${inWords(first.error)} ${placeOf(text, first.offset)}` };
  return isPlainObject(value) ? { value } : { problem: 'it holds something else than an object' };
};

export const editJson: Format['edit'] = (text, changes) => {
  const [, indent = '  '] = /\n([ \t]+)\S/.exec(text) ?? [];
  const formattingOptions = {
    insertSpaces: !indent.includes('\t'),
    tabSize: indent.includes('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  const begun = text.trim() === '' ? '{}\n' : text;
  return changes.reduce(
    (before, { path, value }) => applyEdits(before, modify(before, [...path], value, { formattingOptions })),
    begun,
  );
};

/** "CommaExpected" as words. */
const inWords = (code: number): string =>
  printParseErrorCode(code)
    .replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .toLowerCase();

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
