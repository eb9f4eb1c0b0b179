import { httpSettings } from './http-settings.js';
import { fallbackOf, type Program, type Setting } from './setting.js';
import { httpSettingDocs, settingDocs } from './setting-docs.js';
import { settingsOf } from './settings.js';

const width = 80;

/** The variables of a program for its `--help`, at most 80 columns wide. */
export const settingsHelp = (program: Program): string =>
  twoColumns(settingsOf(program).map((setting) => rowOf(setting, settingDocs, program)));

/** The variables of the MCP server over HTTP, likewise. */
export const httpSettingsHelp = (): string =>
  twoColumns(httpSettings.map((setting) => rowOf(setting, httpSettingDocs)));

function rowOf(setting: Setting<string>, docs: Readonly<Record<string, string>>, program?: Program) {
  const doc = (docs[setting.name] ?? '').replace(/\.$/, '');
  return { name: setting.name, text: `${doc}. Default: ${fallbackOf(setting, program)}.` };
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
