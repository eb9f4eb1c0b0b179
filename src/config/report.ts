import { settingDocs } from './setting-docs.js';
import { fallbackOf, type Program, settingsOf } from './settings.js';

const width = 80;

/** The variables of a program for its `--help`, at most 80 columns wide. */
export function settingsHelp(program: Program): string {
  const rows = settingsOf(program).map((setting) => ({
    name: setting.name,
    text: `${(settingDocs[setting.name] ?? '').replace(/\.$/, '')}. Default: ${fallbackOf(setting, program)}.`,
  }));
  return twoColumns(rows);
}

/** Names, and beside each what it is, at most 80 columns wide. */
export function twoColumns(rows: readonly { name: string; text: string }[]): string {
  const column = Math.max(...rows.map(({ name }) => name.length)) + 4;
  return rows.map(({ name, text }) => `${`  ${name}`.padEnd(column)}${hanging(text, column)}\n`).join('');
}

/** Breaks a text between words, all lines but the first moved in. */
function hanging(text: string, column: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && column + line.length + 1 + word.length <= width) lines.splice(-1, 1, `${line} ${word}`);
    else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(column)}`);
}
