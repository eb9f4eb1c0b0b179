import { toolTokens } from '../../../generated/tool-tokens.js';
import type { ToolEntry } from '../../runtime/tool.js';
import { type AccessConfig, offeredTools, toolsOf } from './access-config.js';
import { methodOf } from './methods.js';

/** What a way in would list, and what that costs a model. */
export interface Preview {
  /** By category, in the order of the registry. */
  categories: { title: string; tools: PreviewedTool[] }[];
  count: number;
  /** Tokens (o200k_base) of their names, descriptions and schemas. */
  tokens: number;
  /** Tools of the same categories that its methods leave out. */
  withheld: PreviewedTool[];
}

interface PreviewedTool {
  name: string;
  method: string;
  tokens: number;
}

const shown = (row: ToolEntry): PreviewedTool => ({
  name: row.name,
  method: methodOf(row),
  tokens: toolTokens[row.name] ?? 0,
});

/** The tools of a configuration: the very rows that a link or key with it is served. */
export function previewOf(config: AccessConfig, options: { writeDeletes: boolean }): Preview {
  const rows = toolsOf(config, options);
  const names = [...new Set(rows.map(({ category }) => category))];
  const categories = names.map((title) => ({
    title,
    tools: rows.filter(({ category }) => category === title).map(shown),
  }));
  const others = offeredTools.filter((row) => names.includes(row.category) && !rows.includes(row));
  const tokens = categories.flatMap(({ tools }) => tools).reduce((sum, tool) => sum + tool.tokens, 0);
  return { categories, count: rows.length, tokens, withheld: others.map(shown) };
}
