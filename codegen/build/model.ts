import type { Manifest, ToolEntry } from '../manifest/manifest.js';
import { didYouMean, ManifestError } from '../manifest/problems.js';
import type { Annotations, Implementation, Model, Operation, Tool } from '../model.js';
import { camel, pascal } from '../names.js';
import type { OpenAPI31Document } from '../spec/openapi.js';
import { buildImplementation } from './call.js';
import { classify } from './classify.js';
import { buildInputSchema, buildParameters, confirmOf, withDocs } from './input.js';
import { type ApiOperation, operationsOf } from './operations.js';
import { buildReturns, buildShapes } from './returns.js';

/** The operations of a tool, by id, those that exist. */
const usedOperations = (
  { spec, report }: ToolEntry,
  implementation: Implementation | undefined,
  operations: ReadonlyMap<string, ApiOperation>,
): ApiOperation[] => {
  const calls =
    implementation?.type === 'route'
      ? implementation.calls.map(({ operation }) => operation)
      : implementation?.type === 'operation'
        ? [implementation.call.operation]
        : Array.isArray(spec.uses)
          ? spec.uses
          : [];
  return [...new Set(calls)].flatMap((id, index) => {
    const operation = operations.get(id);
    if (!operation) report(['uses', index], `unknown operation "${id}"${didYouMean(id, operations.keys())}`);
    return operation ?? [];
  });
};

const checkEffect = ({ spec, report }: ToolEntry, operations: readonly Operation[]): void => {
  const writes = operations.filter(({ effect }) => effect !== 'read');
  if (spec.effect === 'read' && writes[0]) {
    report(['effect'], `a read tool cannot use ${writes[0].id}, whose effect is ${writes[0].effect}`);
  }
  if (spec.effect !== 'read' && operations.length > 0 && writes.length === 0) {
    report(['effect'], `effect: ${spec.effect}, but every operation only reads`);
  }
  const deleting = operations.find(({ effect }) => effect === 'delete');
  if (spec.effect === 'write' && deleting && spec.confirm !== 'partial') {
    report(['effect'], `a write tool that uses ${deleting.id}, which deletes, needs confirm: partial`);
  }
};

/** Retry-relevant facts from the HTTP methods: what PUT and DELETE do twice is done once. */
const annotationsOf = ({ spec }: ToolEntry, operations: readonly Operation[]): Annotations => ({
  title: spec.title,
  readOnlyHint: spec.effect === 'read',
  destructiveHint: spec.effect === 'delete' || spec.confirm === 'partial',
  idempotentHint: spec.idempotent ?? operations.every(({ method }) => ['GET', 'PUT', 'DELETE'].includes(method)),
  openWorldHint: true,
});

const docOf = (implementation: Implementation | undefined, operations: ReadonlyMap<string, ApiOperation>) => {
  const calls =
    implementation?.type === 'route'
      ? implementation.calls
      : implementation?.type === 'operation'
        ? [implementation.call]
        : [];
  return (name: string): string | undefined =>
    calls.flatMap((call) => {
      const binding = call.bindings.find(({ parameter }) => parameter === name);
      const operation = operations.get(call.operation);
      const places = binding?.in === 'body' ? operation?.body : operation?.parameters;
      return places?.find((place) => place.name === binding?.wire && place.in === binding?.in)?.description || [];
    })[0];
};

const checkReferences = ({ spec, report }: ToolEntry, name: string, entries: ReadonlyMap<string, ToolEntry>): void => {
  const isTool = (tool: string) => entries.has(tool);
  const unknown = (path: (string | number)[], tool: string) =>
    report(path, `no tool is called "${tool}"${didYouMean(tool, entries.keys())}`);
  for (const [index, { tool }] of spec.related.entries()) {
    if (!isTool(tool)) unknown(['related', index], tool);
    if (tool === name) report(['related', index], 'a tool is not related to itself');
  }
  for (const [index, { before }] of spec.examples.entries()) {
    for (const { tool } of before ?? []) if (!isTool(tool)) unknown(['examples', index], tool);
  }
  for (const [index, filter] of spec.unverified_filters.entries()) {
    if (!Object.hasOwn(spec.input, filter)) report(['unverified_filters', index], `there is no argument "${filter}"`);
  }
  for (const [argument, { tool }] of Object.entries(spec.redirects)) {
    if (!isTool(tool)) unknown(['redirects', argument], tool);
    if (Object.hasOwn(spec.input, argument)) report(['redirects', argument], 'is an argument of the tool itself');
  }
  if (spec.settled_by === undefined) return;
  if (spec.effect === 'read') report(['settled_by'], 'a read settles itself');
  if (!isTool(spec.settled_by)) unknown(['settled_by'], spec.settled_by);
  const effect = entries.get(spec.settled_by)?.spec.effect ?? 'read';
  if (effect !== 'read') report(['settled_by'], `${spec.settled_by} is no read tool`);
};

const toolOf = (
  entry: ToolEntry,
  name: string,
  shapes: ReadonlySet<string>,
  operations: ReadonlyMap<string, ApiOperation>,
): Tool => {
  const { spec } = entry;
  const returns = buildReturns(entry, shapes);
  const declared = buildParameters(entry);
  const implementation = buildImplementation({ entry, parameters: declared, returns, operations });
  const parameters = withDocs(entry, declared, docOf(implementation, operations));
  const used = usedOperations(entry, implementation, operations);
  checkEffect(entry, used);
  return {
    name,
    toolset: entry.toolset,
    category: entry.category.name,
    noun: entry.category.noun,
    action: entry.action,
    sdk: { namespace: entry.category.namespace ?? camel(entry.category.noun), method: camel(entry.action) },
    title: spec.title,
    description: spec.description,
    effect: spec.effect,
    confirm: confirmOf(spec),
    annotations: annotationsOf(entry, used),
    implementation: implementation ?? { type: 'handler', module: '', function: '' },
    operations: used.map(({ id }) => id),
    parameters,
    inputSchema: buildInputSchema(parameters),
    returns,
    hasDetail: parameters.some(({ kind }) => kind === 'detail'),
    hasTaskFields: parameters.some(({ kind }) => kind === 'task_fields'),
    unverifiedFilters: spec.unverified_filters,
    needs: spec.needs,
    ...(spec.plan && { plan: spec.plan }),
    settledBy: spec.settled_by ?? '',
    redirects: spec.redirects,
    apiCalls: spec.uses === 'none' ? '0' : spec.api_calls,
    useCases: spec.use_cases,
    permissions: spec.permissions,
    related: spec.related,
    examples: spec.examples.map(({ title, input, note, before, fault }) => ({
      title,
      input,
      ...(note !== undefined && { note }),
      ...(before && { before }),
      ...(fault !== undefined && { fault }),
    })),
    since: spec.since,
    changes: spec.changes,
    source: { file: entry.file, line: entry.line },
  };
};

/** Names that two different things would share in the emitted contracts. */
const checkTypeNames = (tools: readonly Tool[], shapes: readonly { name: string }[], entries: Manifest): void => {
  const taken = new Map(
    tools.flatMap(({ sdk, name }) =>
      ['Input', 'Data', 'FullData'].map((suffix) => [pascal(sdk.namespace) + pascal(sdk.method) + suffix, name]),
    ),
  );
  for (const name of [
    'Id',
    'Detail',
    'DryRun',
    'FullObject',
    'PeopleChange',
    'CallOptions',
    'Shapes',
    'Tools',
    'ClickUpTools',
  ]) {
    taken.set(name, 'the contracts themselves');
  }
  for (const { name } of shapes) {
    const owner = taken.get(pascal(name));
    const entry = entries.shapes.find((shape) => shape.name === name);
    if (owner !== undefined) entry?.report([], `shape ${name} has the type name of ${owner}`);
    taken.set(pascal(name), `shape ${name}`);
  }
};

/** An echo inside an object would be lost. */
const checkNestedEcho = (tool: Tool, entry: ToolEntry): void => {
  for (const field of tool.returns) {
    for (const inner of field.type.is === 'object' ? field.type.fields : []) {
      if (inner.echo) entry.report(['returns', field.name, inner.name], 'an echo can only stand at the top of returns');
    }
  }
};

/**
 * Joins document and manifest into the model. Every rule about names, references, kinds and wires is enforced here;
 * all problems are thrown together as a ManifestError.
 */
export const buildModel = (manifest: Manifest, document: OpenAPI31Document): Model => {
  const api = classify(operationsOf(document), manifest.operations);
  const operations = new Map(api.map((operation) => [operation.id, operation]));
  const shapes = buildShapes(manifest.shapes);
  const shapeNames = new Set(shapes.map(({ name }) => name));
  const entries = new Map<string, ToolEntry>();
  for (const entry of manifest.tools) {
    const name = `clickup_${entry.category.noun}_${entry.action}`;
    const twin = entries.get(name);
    if (twin) entry.report([], `${name} is already at ${twin.file}:${twin.line}`);
    entries.set(name, entry);
  }
  const tools = [...entries].map(([name, entry]) => {
    checkReferences(entry, name, entries);
    const tool = toolOf(entry, name, shapeNames, operations);
    checkNestedEcho(tool, entry);
    return tool;
  });
  checkTypeNames(tools, shapes, manifest);
  if (manifest.problems.length > 0) throw new ManifestError(sorted(manifest.problems));
  const toolsets = manifest.toolsets.map(({ file: _file, line: _line, ...toolset }) => toolset);
  return {
    toolsets,
    profiles: manifest.profiles,
    aliases: manifest.aliases,
    mcp: manifest.mcp,
    tools,
    shapes,
    operations: api.map(({ bodyAt: _, ...operation }) => operation),
    uncalled: manifest.operations.uncalled,
  };
};

const sorted = (problems: Manifest['problems']) =>
  [...problems].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
