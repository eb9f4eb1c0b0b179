import { categories, toolPath, toolsets } from '../config/catalog.js';
import { wordsFor } from '../config/search-words.js';
import { effectWords } from './catalog-tool.js';

/** A row of the list of all tools. */
export interface ToolRow {
  readonly name: string;
  readonly link: string;
  readonly effect: (typeof effectWords)[keyof typeof effectWords];
  readonly description: string;
  /** What the filter looks at besides the description. */
  readonly words: string;
}

/** A category with its tools, as the list of all tools and the start page show it. */
export interface ToolGroup {
  readonly category: string;
  readonly toolset: string;
  readonly link: string;
  readonly description: string;
  readonly tools: readonly ToolRow[];
}

declare const data: readonly ToolGroup[];

export { data };

export default {
  load: (): readonly ToolGroup[] =>
    categories.map(({ toolset: id, category, path, tools }) => {
      const toolset = toolsets.find((each) => each.id === id)!;
      return {
        category,
        toolset: toolset.title,
        link: `/${path}`,
        description: toolset.categories.find(({ name }) => name === category)!.description,
        tools: tools.map((tool) => ({
          name: tool.name,
          link: `/${toolPath(tool)}`,
          effect: effectWords[tool.effect],
          description: tool.description,
          words: [tool.name, tool.title, category, wordsFor(tool)].join(' '),
        })),
      };
    }),
};
