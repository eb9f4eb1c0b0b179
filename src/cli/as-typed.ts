import type { CatalogTool } from './catalog.js';
import { quoted } from './command.js';
import { dashed } from './words.js';

/**
 * Advice that is written for programs, in the words of the command line: `confirm: "yes"` becomes `--confirm yes`,
 * `list_id` becomes `--list-id`. A name that could be an ordinary word (`name`, `status`) stays as it is, unless the sentence
 * asks for it: "Add reference".
 */
export function asTyped(text: string, { inputSchema }: Pick<CatalogTool, 'inputSchema'>): string {
  const isArgument = (word: string) => Object.hasOwn(inputSchema.properties, word);
  const flag = (word: string) => (isArgument(word) ? dashed(word) : word);
  const flags = (words: string) => words.replace(/\w+/g, flag);
  return text
    .replace(/\b(\w+): (?:"([^"]*)"|true\b)/g, (whole, name: string, value?: string) => {
      if (!isArgument(name)) return whole;
      return value === undefined ? dashed(name) : `${dashed(name)} ${quoted(value)}`;
    })
    .replace(/\bas confirm\b/g, 'as --confirm')
    .replace(/(?<=\b(?:needs|Missing|Add|Give|Leave out) )\w+(?:(?:, | or | and )\w+)*/g, flags)
    .replace(/(?<![\w"'`./-])\w+(?:(?:, | or | and )\w+)+/g, (words) =>
      words.split(/, | or | and /).every(isArgument) ? flags(words) : words,
    )
    .replace(/(?<![\w"'`./-])[a-z]+(?:_[a-z]+)+\b(?!["'`])/g, flag);
}
