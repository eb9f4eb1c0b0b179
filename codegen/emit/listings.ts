import { aliasToolsets, listedAs } from '../../src/registry/aliases.js';
import type { Alias, JsonSchema, Model, Tool } from '../model.js';
import { camel, key } from '../names.js';
import type { File } from './text.js';

/** The rows of `tools/list`, exactly as they are sent. */
export const listedTools = (tools: readonly Tool[]) =>
  tools.map(({ name, description, inputSchema, annotations }) => ({ name, description, inputSchema, annotations }));

/** The same with the name and the names of arguments that another server has for it. What the name stands for is no argument. */
export const aliasedTools = (tools: readonly Tool[], aliases: readonly Alias[]) =>
  aliases.flatMap((alias) => {
    const [row] = listedTools(tools.filter(({ name }) => name === alias.tool));
    if (!row) return [];
    const { description = row.description } = alias;
    return [{ ...row, name: listedAs(alias.name, alias), description, inputSchema: renamed(row.inputSchema, alias) }];
  });

const renamed = (schema: JsonSchema, { arguments: names, set, unlisted, described }: Alias): JsonSchema => {
  const { properties = {}, required = [], ...rest } = schema;
  const nameOf = (argument: string) => Object.keys(names).find((other) => names[other] === argument) ?? argument;
  const isTaken = (argument: string) => !Object.hasOwn(set, argument) || nameOf(argument) !== argument;
  const kept = Object.entries(properties).filter(([name]) => isTaken(name) && !unlisted.includes(name));
  const said = (argument: string, property: JsonSchema): JsonSchema =>
    described[argument] === undefined ? property : { ...property, description: described[argument] };
  const needed = required.filter((argument) => !Object.hasOwn(set, argument)).map(nameOf);
  return {
    ...rest,
    properties: Object.fromEntries(
      kept.map(([argument, property]) => [nameOf(argument), said(nameOf(argument), property)]),
    ),
    ...(needed.length > 0 && { required: needed }),
  };
};

type ListedRow = ReturnType<typeof listedTools>[number];

const listing = (id: string, title: string, rows: readonly ListedRow[]): File => ({
  path: `generated/listings/${id}.ts`,
  text: `import type { ListedTool } from '../../src/runtime/tool.js';

/** ${title}: the rows of \`tools/list\`. */
export const listing: readonly ListedTool[] = [
${rows.map((row) => `  ${JSON.stringify(row)},`).join('\n')}
];
`,
});

/**
 * The prebuilt answer of `tools/list`, by toolset and for those that are on by default; modules, so that nothing is
 * parsed or read at start.
 */
export const emitListings = ({ toolsets, tools, aliases }: Model, whole = { toolsets, tools }): File[] => {
  const defaults = toolsets.filter(({ isDefault }) => isDefault).map(({ id }) => id);
  const text = `${defaults.map((id) => `import { listing as ${camel(id)} } from './${id}.js';`).join('\n')}
import type { ListedTool } from '../../src/runtime/tool.js';

/** The rows of the toolsets that are on by default. */
export const toolsList: readonly ListedTool[] = [${defaults.map((id) => `...${camel(id)}`).join(', ')}];

/** The rows of each toolset, loaded when they are asked for. */
export const listings: Readonly<Record<string, () => Promise<readonly ListedTool[]>>> = {
${toolsets.map(({ id }) => `  ${key(id)}: async () => (await import('./${id}.js')).listing,`).join('\n')}
};

/** The rows of the names that other servers have, by toolset. */
export const aliasListings: Readonly<Record<string, () => Promise<readonly ListedTool[]>>> = {
${aliasToolsets.map(({ id }) => `  ${key(id)}: async () => (await import('./${id}.js')).listing,`).join('\n')}
};
`;
  return [
    ...whole.toolsets.map(({ id, title }) =>
      listing(id, title, listedTools(whole.tools.filter(({ toolset }) => toolset === id))),
    ),
    ...aliasToolsets.map(({ id, title }) =>
      listing(
        id,
        title,
        aliasedTools(
          tools,
          aliases.filter(({ toolset }) => toolset === id),
        ),
      ),
    ),
    { path: 'generated/listings/index.ts', text },
  ];
};
