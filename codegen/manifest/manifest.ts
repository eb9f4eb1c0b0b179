import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Alias, Category, Profile } from '../model.js';
import { aliasesOf } from './aliases.js';
import { type McpOffers, mcpOffersOf } from './mcp.js';
import { noRules, type OperationRules, operationRulesOf } from './operation-rules.js';
import { didYouMean, type Problem, type Report } from './problems.js';
import { profilesOf } from './profiles.js';
import { Source } from './source.js';
import { type ToolsetEntry, toolsetsOf } from './toolsets.js';

/** One argument as the manifest has it. */
export interface InputSpec {
  kind: string;
  required?: boolean | undefined;
  description?: string | undefined;
  doc?: string | undefined;
  example?: unknown;
  enum?: string[] | undefined;
  to?: string | undefined;
  min?: number | undefined;
  max?: number | undefined;
  items?: Record<string, InputSpec> | undefined;
  properties?: Record<string, InputSpec> | undefined;
}

const inputSpec: z.ZodType<InputSpec> = z.lazy(() =>
  z.strictObject({
    kind: z.string(),
    required: z.boolean().optional(),
    description: z.string().optional(),
    doc: z.string().optional(),
    example: z.unknown().optional(),
    enum: z.array(z.string()).min(1).optional(),
    to: z.string().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    items: z.record(z.string(), inputSpec).optional(),
    properties: z.record(z.string(), inputSpec).optional(),
  }),
);

const values = z.record(z.string(), z.unknown());
const send = z.strictObject({ query: values.optional(), body: values.optional() });
const branch = z.strictObject({
  when: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  operation: z.string(),
  from: z.record(z.string(), z.string().nullable()).optional(),
  send: send.optional(),
});

/** What a host may give tools besides ClickUp. */
const services = ['store', 'auth'] as const;

const toolSpec = z.strictObject({
  title: z.string(),
  description: z.string(),
  effect: z.enum(['read', 'write', 'delete']),
  operation: z.string().optional(),
  route: z.array(branch).min(1).optional(),
  /** Written by hand, in the file of src/tools that is named as the tool. */
  handler: z.literal(true).optional(),
  /** The operations that it may call; `any` of its effect, as the call says; or none. */
  uses: z.union([z.array(z.string()).min(1), z.enum(['any', 'none'])]).optional(),
  /** Services without which the tool is not offered. */
  needs: z.array(z.enum(services)).default([]),
  /** The least plan that has what the tool does, where not all do: its examples run on it. */
  plan: z.enum(['unlimited', 'business', 'business-plus', 'enterprise']).optional(),
  paging: z.enum(['page', 'comments']).optional(),
  page_size: z.number().int().positive().optional(),
  confirm: z.literal('partial').optional(),
  idempotent: z.boolean().optional(),
  send: send.optional(),
  input: z.record(z.string(), inputSpec).default({}),
  returns: z.record(z.string(), z.unknown()).default({}),
  /** Filters whose values ClickUp does not check: an empty answer names them. Needs paging. */
  unverified_filters: z.array(z.string()).default([]),
  settled_by: z.string().optional(),
  /** Arguments that people expect here and that ClickUp ignores: what is so, and the tool that does it. */
  redirects: z.record(z.string(), z.strictObject({ fact: z.string(), tool: z.string() })).default({}),
  api_calls: z.string().default('1'),
  use_cases: z.array(z.string()).default([]),
  permissions: z.array(z.strictObject({ name: z.string(), why: z.string() })).default([]),
  related: z.array(z.strictObject({ tool: z.string(), why: z.string() })).default([]),
  examples: z
    .array(
      z.strictObject({
        title: z.string(),
        input: values,
        note: z.string().optional(),
        before: z.array(z.strictObject({ tool: z.string(), input: values })).optional(),
        fault: z.string().optional(),
      }),
    )
    .default([]),
  since: z.string(),
  changes: z.array(z.strictObject({ version: z.string(), date: z.string(), text: z.string() })).default([]),
});
export type ToolSpec = z.infer<typeof toolSpec>;

const toolFile = z.strictObject({ category: z.string(), tools: z.record(z.string(), z.unknown()) });

/** One tool of the manifest, and the way from a path of keys to its line. */
export interface ToolEntry {
  toolset: string;
  category: Category;
  action: string;
  spec: ToolSpec;
  file: string;
  line: number;
  report: Report;
}

/** One noun of the manifest: `_`, `extends` and fields, still in notation. */
export interface ShapeEntry {
  name: string;
  fields: Record<string, unknown>;
  report: Report;
}

export interface Manifest {
  toolsets: readonly ToolsetEntry[];
  profiles: readonly Profile[];
  aliases: readonly Alias[];
  mcp: McpOffers;
  /** In the order of the toolsets, their categories, and the entries of their files. */
  tools: readonly ToolEntry[];
  shapes: readonly ShapeEntry[];
  operations: OperationRules;
  /** What is wrong so far; `buildModel` adds to it and throws if there is anything. Entries that cannot be read are left out. */
  problems: Problem[];
}

const inputKeys = [
  'kind',
  'required',
  'description',
  'doc',
  'example',
  'enum',
  'to',
  'min',
  'max',
  'items',
  'properties',
];

/** The category that a file of tools names, in the toolset that its folder names: `openapi/tools/standard/task.yaml`. */
const categoryOf = (
  source: Source,
  name: string,
  toolsets: readonly ToolsetEntry[],
): { toolset: string; category: Category } | undefined => {
  const folder = source.file.split('/').at(-2) ?? '';
  const toolset = toolsets.find(({ id }) => id === folder);
  if (!toolset) {
    const ids = toolsets.map(({ id }) => id);
    source.report([], `the folder ${folder} is no toolset of openapi/toolsets.yaml${didYouMean(folder, ids)}`);
    return undefined;
  }
  const category = toolset.categories.find((each) => each.name === name);
  if (category) return { toolset: folder, category };
  const names = toolset.categories.map((each) => each.name);
  const hint = didYouMean(name, names) || `; it has ${names.join(', ') || 'none'}`;
  source.report(['category'], `the toolset ${folder} has no category "${name}"${hint}`);
  return undefined;
};

const entriesOf = (source: Source, toolsets: readonly ToolsetEntry[]): ToolEntry[] => {
  const parsed = source.check(toolFile, source.data, [], Object.keys(toolFile.shape));
  const place = parsed && categoryOf(source, parsed.category, toolsets);
  return Object.entries(parsed?.tools ?? {}).flatMap(([action, raw]) => {
    const at = ['tools', action];
    const known = [...Object.keys(toolSpec.shape), ...inputKeys];
    const spec = source.check(toolSpec, raw, at, known);
    if (!spec || !place) return [];
    const report: Report = (path, message) => source.report([...at, ...path], message);
    if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(action)) report([], `action "${action}" is not snake_case`);
    return [{ ...place, action, spec, file: source.file, line: source.line(at), report }];
  });
};

const shapesOf = (source: Source): ShapeEntry[] => {
  const parsed = source.check(z.record(z.string(), values), source.data, [], []);
  return Object.entries(parsed ?? {}).map(([name, fields]) => ({
    name,
    fields,
    report: (path, message) => source.report([name, ...path], message),
  }));
};

/** Toolsets as they stand in their file, categories likewise; the sort keeps the order inside a category. */
const inOrder = (entries: readonly ToolEntry[], toolsets: readonly ToolsetEntry[]): ToolEntry[] => {
  const categories = toolsets.flatMap((toolset) => toolset.categories);
  return entries.toSorted((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category));
};

/** Reads `toolsets.yaml`, `profiles.yaml`, `aliases.yaml`, `mcp.yaml`, `operations.yaml`, `tools/<toolset>/*.yaml` and `shapes/*.yaml` of the folder, which messages call `label`. */
export const readManifest = async (folder: string, label = 'openapi'): Promise<Manifest> => {
  const paths = await readdir(folder, { recursive: true });
  const isManifest = (path: string) =>
    path === 'toolsets.yaml' ||
    path === 'operations.yaml' ||
    path === 'profiles.yaml' ||
    path === 'aliases.yaml' ||
    path === 'mcp.yaml' ||
    /^(tools[\\/][^\\/]+|shapes)[\\/][^\\/]+\.yaml$/.test(path);
  const read = async (path: string) => ({
    file: `${label}/${path.replaceAll('\\', '/')}`,
    text: await readFile(join(folder, path), 'utf8'),
  });
  return parseManifest(await Promise.all(paths.filter(isManifest).sort().map(read)));
};

/** The same for texts at hand. */
export const parseManifest = (files: readonly { file: string; text: string }[]): Manifest => {
  const problems: Problem[] = [];
  const sources = files.map(({ file, text }) => new Source(file, text, problems));
  const usable = sources.filter(({ data }) => data !== undefined);
  const called = (pattern: RegExp) => usable.filter(({ file }) => pattern.test(file));
  const toolsets = called(/(^|\/)toolsets\.yaml$/).flatMap(toolsetsOf);
  const tools = called(/(^|\/)tools\/[^/]+\/[^/]+$/).flatMap((source) => entriesOf(source, toolsets));
  const shapes = called(/(^|\/)shapes\/[^/]+$/).flatMap(shapesOf);
  const known = {
    toolsets: toolsets.filter(({ program }) => program === undefined),
    tools: tools.map(({ category, action }) => `clickup_${category.noun}_${action}`),
  };
  const profiles = called(/(^|\/)profiles\.yaml$/).flatMap((source) => profilesOf(source, known));
  const inputs = new Map(
    tools.map(({ category, action, spec }) => [
      `clickup_${category.noun}_${action}`,
      [...Object.keys(spec.input), 'dry_run', 'confirm'],
    ]),
  );
  const aliases = called(/(^|\/)aliases\.yaml$/).flatMap((source) => aliasesOf(source, inputs));
  const mcp = called(/(^|\/)mcp\.yaml$/)[0];
  const rules = called(/(^|\/)operations\.yaml$/)[0];
  return {
    toolsets,
    profiles,
    aliases,
    mcp: (mcp && mcpOffersOf(mcp, inputs)) ?? { prompts: {}, resources: {}, completions: {} },
    tools: inOrder(tools, toolsets),
    shapes,
    operations: rules ? operationRulesOf(rules) : noRules,
    problems,
  };
};
