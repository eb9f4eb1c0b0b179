import type { Model, Tool } from '../model.js';
import { camel, key } from '../names.js';
import type { File } from './text.js';

/** The rows of `tools/list`, exactly as they are sent. */
export const listedTools = (tools: readonly Tool[]) =>
  tools.map(({ name, description, inputSchema, annotations }) => ({ name, description, inputSchema, annotations }));

const listing = (id: string, title: string, tools: readonly Tool[]): File => ({
  path: `generated/listings/${id}.ts`,
  text: `import type { ListedTool } from '../../src/runtime/tool.js';

/** ${title}: the rows of \`tools/list\`. */
export const listing: readonly ListedTool[] = [
${listedTools(tools)
  .map((row) => `  ${JSON.stringify(row)},`)
  .join('\n')}
];
`,
});

/**
 * The prebuilt answer of `tools/list`, by toolset and for those that are on by default; modules, so that nothing is
 * parsed or read at start.
 */
export const emitListings = ({ toolsets, tools }: Model): File[] => {
  const defaults = toolsets.filter(({ isDefault }) => isDefault).map(({ id }) => id);
  const text = `${defaults.map((id) => `import { listing as ${camel(id)} } from './${id}.js';`).join('\n')}
import type { ListedTool } from '../../src/runtime/tool.js';

/** The rows of the toolsets that are on by default. */
export const toolsList: readonly ListedTool[] = [${defaults.map((id) => `...${camel(id)}`).join(', ')}];

/** The rows of each toolset, loaded when they are asked for. */
export const listings: Readonly<Record<string, () => Promise<readonly ListedTool[]>>> = {
${toolsets.map(({ id }) => `  ${key(id)}: async () => (await import('./${id}.js')).listing,`).join('\n')}
};
`;
  return [
    ...toolsets.map(({ id, title }) =>
      listing(
        id,
        title,
        tools.filter(({ toolset }) => toolset === id),
      ),
    ),
    { path: 'generated/listings/index.ts', text },
  ];
};
