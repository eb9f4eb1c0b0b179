import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import type { BoundOperation, Model, Operation, Tool } from '../model.js';
import { camel, key, pascal, quote } from '../names.js';
import { answerSource, listSource } from './answer.js';
import { type CallSource, callSource, pagedSource } from './call.js';
import { braces, type File, indent, jsdoc } from './text.js';

export type Templates = Record<'tool' | 'index', Handlebars.TemplateDelegate>;

/** Reads the two templates of `templates/`. */
export const loadTemplates = async (): Promise<Templates> => {
  const read = async (name: string) => {
    const text = await readFile(fileURLToPath(new URL(`../../templates/${name}.ts.hbs`, import.meta.url)), 'utf8');
    return Handlebars.compile(text.replaceAll('\r\n', '\n'), { strict: true, noEscape: true });
  };
  return { tool: await read('tool'), index: await read('index') };
};

/** `GoalGet`, the start of the names of a tool's types. */
export const typeName = ({ sdk }: Tool): string => pascal(sdk.namespace) + pascal(sdk.method);

type Imports = readonly (readonly [module: string, name: string])[];
interface Body {
  lines: string[];
  imports: Imports;
}

const branchBody = (tool: Tool, call: BoundOperation, operations: ReadonlyMap<string, Operation>): Body => {
  const operation = operations.get(call.operation)!;
  const paging = tool.implementation.type === 'handler' ? undefined : tool.implementation.paging;
  const source: CallSource = callSource(tool, call, operation, paging);
  const answer = answerSource(tool, call, source.converted);
  const lines = [...source.before];
  const imports = [...source.imports, ...answer.imports];
  if (paging) {
    const field = tool.returns.find(({ name }) => name === paging.items)!;
    const items = listSource(call.from[field.name] ?? field.from);
    const ordersTasks = tool.hasTaskFields && tool.parameters.some(({ name }) => name === 'order_by');
    const list = ordersTasks
      ? items.expression.replace(/\)$/, ", taskOrder[input.order_by ?? 'created'])")
      : items.expression;
    const paged = pagedSource(tool, paging, source, list, operation);
    imports.push(...items.imports);
    if (ordersTasks) imports.push(['clickup/total-order', 'taskOrder']);
    lines.push(paged.source);
    imports.push(['tools/paging', paged.helper]);
    if (tool.unverifiedFilters.length > 0) {
      lines.push(`await checkFilters(ctx, page, input, [${tool.unverifiedFilters.map(quote).join(', ')}]);`);
      imports.push(['tools/unverified-filters', 'checkFilters']);
    }
  } else {
    lines.push(answer.readsAnswer ? `const answer = ${source.expression};` : `${source.expression};`);
  }
  return { lines: [...lines, ...answer.before, `return ${answer.expression};`], imports };
};

/** What a branch of a route can use: its own arguments, what chooses it, and what steers every call. */
const takes = (tool: Tool, call: BoundOperation): string[] => {
  const own = new Set([
    ...call.bindings.map(({ parameter }) => parameter),
    ...call.when.map((text) => text.split('=')[0]!),
  ]);
  const steering = new Set(['workspace', 'detail', 'cursor', 'limit']);
  return tool.parameters
    .filter(({ name, kind }) => own.has(name) || steering.has(kind) || name === 'dry_run' || name === 'confirm')
    .map(({ name }) => name);
};

const list = (names: readonly string[]): string => `[${names.map(quote).join(', ')}]`;

const bodyOf = (tool: Tool, operations: ReadonlyMap<string, Operation>): Body | undefined => {
  const { implementation } = tool;
  if (implementation.type === 'handler') return undefined;
  if (implementation.type === 'operation') return branchBody(tool, implementation.call, operations);
  const bodies = implementation.calls.map((call) => branchBody(tool, call, operations));
  const branches = implementation.calls.map(
    (call) => `{ when: ${list(call.when)}, takes: ${list(takes(tool, call))} },`,
  );
  const cases = bodies.flatMap(({ lines }, index) => [
    index < bodies.length - 1 ? `  case ${index}: {` : '  default: {',
    ...lines.map((line) => indent(line, '    ')),
    '  }',
  ]);
  return {
    lines: [
      'const branch = choose(input, [',
      ...branches.map((line) => indent(line)),
      ']);',
      'switch (branch) {',
      ...cases,
      '}',
    ],
    imports: [['tools/route', 'choose'], ...bodies.flatMap(({ imports }) => imports)],
  };
};

/** Import statements in a fixed order, each module once. */
const importLines = (tool: Tool, imports: Imports): string[] => {
  const byModule = new Map<string, Set<string>>();
  for (const [module, name] of imports) byModule.set(module, (byModule.get(module) ?? new Set()).add(name));
  const values = [...byModule]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, names]) => `import ${braces([...names].sort())} from '../../src/${module}.js';`);
  const name = typeName(tool);
  return [
    ...values,
    "import type { Context } from '../../src/clickup/context.js';",
    "import type { Tool } from '../../src/runtime/tool.js';",
    `import type { ${name}Data, ${name}Input } from '../contracts.js';`,
  ];
};

const toolFile = (tool: Tool, operations: ReadonlyMap<string, Operation>, { tool: template }: Templates): File => {
  const { implementation } = tool;
  const handler = implementation.type === 'handler' ? implementation : undefined;
  const body = bodyOf(tool, operations);
  const lines = (body?.lines ?? []).flatMap((line) => line.split('\n'));
  const imports: Imports = body?.imports ?? [[handler!.module, handler!.function]];
  const text = template({
    imports: importLines(tool, imports),
    about: jsdoc(tool.description).trimEnd(),
    inputType: `${typeName(tool)}Input`,
    dataType: `${typeName(tool)}Data`,
    name: quote(tool.name),
    effect: quote(tool.effect),
    parameters: list(tool.parameters.map(({ name }) => name)),
    settledBy: tool.settledBy && quote(tool.settledBy),
    redirects: Object.entries(tool.redirects).map(
      ([argument, { fact, tool: other }]) => `${argument}: { fact: ${quote(fact)}, tool: ${quote(other)} },`,
    ),
    schemaModule: quote(`../schemas/${tool.name}.js`),
    handler: handler?.function,
    arguments: lines.some((line) => /\binput\b/.test(line)) ? 'ctx, input' : 'ctx',
    body: lines,
  });
  return { path: `generated/tools/${tool.name}.ts`, text };
};

/** A row of the registry, without what it shares with those of its category and toolset, without the names of its parts, and without clickup_. */
const rowSource = ({ name, effect, needs, sdk }: Tool): string => {
  const parts = [
    quote(name.replace(/^clickup_/, '')),
    quote(effect),
    quote(sdk.method),
    `() => import(${quote(`./${name}.js`)})`,
  ];
  return `[${[...parts, ...(needs.length > 0 ? [list(needs)] : [])].join(', ')}]`;
};

/** One module per tool, and the registry of that name that loads them: a constant for each toolset, so that bundlers drop the others. */
export const emitTools = ({ toolsets, tools, operations }: Model, templates: Templates, registry = 'index'): File[] => {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const sets = toolsets.map(({ id, title, description, isDefault, categories }) => ({
    id: key(id),
    name: quote(id),
    constant: camel(id),
    title: quote(title),
    description: `${title}. ${description}`,
    isDefault,
    categories: categories.flatMap(({ name }) => {
      const rows = tools.filter(({ toolset, category }) => toolset === id && category === name);
      if (!rows[0]) return [];
      return [{ name: quote(name), namespace: quote(rows[0].sdk.namespace), rows: rows.map(rowSource) }];
    }),
  }));
  const constants = sets.map(({ constant }) => constant);
  return [
    ...tools.map((tool) => toolFile(tool, byId, templates)),
    {
      path: `generated/tools/${registry}.ts`,
      text: templates.index({
        sets,
        // Marked, since a bundler would take a call or a spread for an effect and keep what nobody uses.
        all: constants.length === 1 ? constants[0] : `/* @__PURE__ */ [${constants.join(', ')}].flat()`,
      }),
    },
  ];
};
