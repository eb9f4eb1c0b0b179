import { toolTokens } from '../../../generated/tool-tokens.js';
import type { ToolEntry } from '../../runtime/tool.js';
import { type AccessConfig, listedBy, type Rules } from './access-config.js';
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

const shown = (name: string, row: ToolEntry): PreviewedTool => ({
  name,
  method: methodOf(row),
  tokens: toolTokens[name] ?? 0,
});

/** The tools of a configuration: the very rows that a link or key with it is served. */
export function previewOf(config: AccessConfig, rules: Rules): Preview {
  const listed = listedBy(config, rules);
  const names = [...new Set(listed.map(({ row }) => row.category))];
  const categories = names.map((title) => ({
    title,
    tools: listed.filter(({ row }) => row.category === title).map(({ name, row }) => shown(name, row)),
  }));
  const others = rules.offer.tools.filter(
    (row) => names.includes(row.category) && !listed.some((each) => each.row.name === row.name),
  );
  const tokens = categories.flatMap(({ tools }) => tools).reduce((sum, tool) => sum + tool.tokens, 0);
  return { categories, count: listed.length, tokens, withheld: others.map((row) => shown(row.name, row)) };
}
