/** One file to write; the path is relative to the repository, with forward slashes. */
export interface File {
  path: string;
  text: string;
}

export const indent = (text: string, by = '  '): string => text.replace(/^(?=.)/gm, by);

/** TypeScript takes an @ at the start of a line or behind a space for a tag; \@ is the same in Markdown and in a string. */
const withoutOtherTags = (line: string): string =>
  line.replace(/(^|\s)@(?!(?:throws|example)\b)/g, '$1\\@').replace(/(?<=\S\s+)@/g, '\\@');

/** A doc comment, on one line where it fits; nothing for an empty text. */
export const jsdoc = (text: string): string => {
  const lines = text.trim().replaceAll('*/', '*\\/').split('\n').map(withoutOtherTags);
  if (lines[0] === '') return '';
  return lines.length === 1
    ? `/** ${lines[0]} */\n`
    : `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
};

/** `{ a, b }` on one line where that stays readable, else one entry a line. */
export const braces = (entries: readonly string[], width = 100): string => {
  if (entries.length === 0) return '{}';
  const flat = `{ ${entries.join(', ')} }`;
  return flat.length <= width && !flat.includes('\n')
    ? flat
    : `{\n${entries.map((entry) => `${indent(entry)},`).join('\n')}\n}`;
};
