import type { ToolGroup, ToolRow } from './tool-groups.data.js';

/** The groups with those of their tools that have the effect and every word of the text: in the name, or at the start of a word. */
export function filterTools(
  groups: readonly ToolGroup[],
  text: string,
  effect: ToolRow['effect'] | 'all',
): ToolGroup[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (tool: ToolRow): boolean => {
    const words = `${tool.words} ${tool.description}`.toLowerCase().split(/[^a-z0-9]+/);
    return (
      (effect === 'all' || tool.effect === effect) &&
      wanted.every((each) => tool.name.includes(each) || words.some((word) => word.startsWith(each)))
    );
  };
  return groups.map((group) => ({ ...group, tools: group.tools.filter(fits) })).filter(({ tools }) => tools.length > 0);
}
