import { toolTokens } from '../../../generated/tool-tokens.js';
import type { ListedTool, ToolEntry } from '../../runtime/tool.js';
import { servedFor } from '../mcp/served-tools.js';
import { type AccessConfig, listedBy, type Rules } from './access-config.js';
import { withinBounds } from './bounds.js';
import { methodOf } from './methods.js';
import type { Offer } from './offer.js';

/** What a way in would list, and what that costs a model. */
export interface Preview {
  /** By category, in the order of the registry. */
  categories: { title: string; tools: PreviewedTool[] }[];
  count: number;
  /** Tokens (o200k_base) of their names, descriptions and schemas; under bounds an estimate. */
  tokens: number;
  /** Tools of the same categories that its methods leave out. */
  withheld: PreviewedTool[];
}

interface PreviewedTool {
  name: string;
  method: string;
  tokens: number;
}

/** The tools of a configuration: the very rows that a link or key with it is served. */
export async function previewOf(
  config: AccessConfig,
  rules: Rules & { offer: Offer },
  tenant: string,
): Promise<Preview> {
  const { listing } = await servedFor(config, rules, tenant);
  const full = new Map(listing.map((tool) => [tool.name, tool]));
  const bounded = new Map(withinBounds(listing, config).listing.map((tool) => [tool.name, tool]));
  const shown = (name: string, row: ToolEntry): PreviewedTool => {
    const [before, after] = [full.get(name), bounded.get(name)];
    const tokens = toolTokens[name] ?? 0;
    // What is hidden costs nothing; its share of the text is that of its tokens, near enough.
    const share = before && after && before !== after ? lengthOf(after) / lengthOf(before) : 1;
    return { name, method: methodOf(row), tokens: Math.round(tokens * share) };
  };
  const listed = listedBy(config, rules).filter(({ name }) => full.has(name));
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

/** Of the part of a row that a model reads. */
const lengthOf = ({ name, description, inputSchema }: ListedTool): number =>
  JSON.stringify({ name, description, inputSchema }).length;
