import type { Model } from '../model.js';
import { key } from '../names.js';
import { measureTokens } from '../tokens.js';
import { aliasedTools, listedTools } from './listings.js';
import type { File } from './text.js';

/** What each row of `tools/list` costs a model, for pages on which somebody chooses tools. */
export function emitToolTokens({ tools, aliases }: Model): File {
  const rows = [...listedTools(tools), ...aliasedTools(tools, aliases)];
  const costs = new Map(measureTokens(rows).perTool.map(({ name, tokens }) => [name, tokens]));
  return {
    path: 'generated/tool-tokens.ts',
    text: `/** Tokens (o200k_base) of name, description and input schema of each row that \`tools/list\` can have. */
export const toolTokens: Readonly<Record<string, number>> = {
${[...costs.keys()]
  .sort()
  .map((name) => `  ${key(name)}: ${costs.get(name)},`)
  .join('\n')}
};
`,
  };
}
