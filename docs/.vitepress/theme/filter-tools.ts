import type { ToolGroup, ToolRow } from './tool-groups.data.js';

/** The groups with those of their tools that have the effect and, each at the beginning of a word, all words of the text. */
export function filterTools(
  groups: readonly ToolGroup[],
  text: string,
  effect: ToolRow['effect'] | 'all',
): ToolGroup[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (tool: ToolRow): boolean => {
    const words = tool.words.split(/[^a-z0-9]+/);
    return (
      (effect === 'all' || tool.effect === effect) &&
      wanted.every((each) => tool.name.includes(each) || words.some((word) => word.startsWith(each)))
    );
  };
  return groups.map((group) => ({ ...group, tools: group.tools.filter(fits) })).filter(({ tools }) => tools.length > 0);
}
