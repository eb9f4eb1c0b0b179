import { aliases } from '../../../generated/aliases.js';
import { aliasToolsets, contract } from '../../registry/aliases.js';
import { snakeCase } from '../../runtime/snake-case.js';
import type { ToolEntry, Toolset } from '../../runtime/tool.js';

/** What a tag stands for: categories of tools, and whole toolsets. */
export interface Meaning {
  categories?: readonly string[];
  toolsets?: readonly string[];
  /** Tools one by one. */
  tools?: readonly string[];
}

/** The words of managed servers. Names of toolsets and categories are tags too. */
export const commonTags: Readonly<Record<string, Meaning>> = {
  tasks: { categories: ['Task'] },
  lists: { categories: ['List'] },
  folders: { categories: ['Folder'] },
  spaces: { categories: ['Space'] },
  workspaces: { categories: ['Workspace'] },
  hierarchy: { categories: ['Workspace', 'Space', 'Folder', 'List'] },
  docs: { toolsets: ['doc'] },
  goals: { categories: ['Goal'] },
  time_tracking: { categories: ['Time'] },
  fields: { categories: ['Custom Fields'] },
  users: { categories: ['User'] },
  teams: { categories: ['Team'] },
  comments: { categories: ['Comment'] },
  views: { categories: ['View'] },
  webhooks: { toolsets: ['webhook'] },
  admin: { toolsets: ['access', 'audit'] },
};

/** `Custom Fields` as a tag. */
const wordOf = (category: string): string => snakeCase(category.replaceAll(' ', '_')).toLowerCase();

/** The tag by which a link or key gets a tool. */
export const tagOf = ({ toolset, category }: Pick<ToolEntry, 'toolset' | 'category'>): string =>
  toolset === 'standard' ? wordOf(category) : toolset;

/** Tags of toolsets that hold names alone: their tools are listed by these. */
export const nameTags: readonly string[] = aliasToolsets.map(({ id }) => id);

const toolsNamedIn = (tag: string): string[] =>
  Object.values(aliases).flatMap(({ tool, toolset = contract.id }) => (toolset === tag ? [tool] : []));

/** Every tag that these toolsets give, and those that there always are. */
export function tagsFor(toolsets: Readonly<Record<string, Pick<Toolset, 'tools'>>>): Record<string, Meaning> {
  const categories = [...new Set(Object.values(toolsets).flatMap(({ tools }) => tools.map((row) => row.category)))];
  return {
    ...Object.fromEntries(nameTags.map((tag) => [tag, { tools: toolsNamedIn(tag) }])),
    ...Object.fromEntries(categories.map((category) => [wordOf(category), { categories: [category] }])),
    ...Object.fromEntries(Object.keys(toolsets).map((id) => [id, { toolsets: [id] }])),
    ...commonTags,
  };
}

/** Whether one of the tags stands for a tool. */
export const hasTag = (
  { name, toolset, category }: ToolEntry,
  chosen: readonly string[],
  tags: Readonly<Record<string, Meaning>>,
): boolean =>
  chosen.some((tag) => {
    const { categories: named = [], toolsets: sets = [], tools = [] } = tags[tag] ?? {};
    return named.includes(category) || sets.includes(toolset) || tools.includes(name);
  });
