import type { Tool, ToolEntry } from './tool.js';

/** A tool of a category; what the registry writes of it. */
type Row = readonly [
  /** Without `clickup_`. */
  name: string,
  effect: ToolEntry['effect'],
  method: string,
  load: () => Promise<{ tool: Tool<never, unknown, never> }>,
  needs?: readonly string[],
];

/** The rows of a toolset. All of them are there from the start, so that what they share stands once. */
export const rowsOf = (
  toolset: string,
  categories: readonly (readonly [category: string, namespace: string, rows: readonly Row[]])[],
): readonly ToolEntry[] =>
  categories.flatMap(([category, namespace, rows]) =>
    rows.map(([name, effect, method, load, needs]) => ({
      name: `clickup_${name}`,
      effect,
      ...(needs && { needs }),
      category,
      toolset,
      sdk: { namespace, method },
      load: async () => (await load()).tool,
    })),
  );
