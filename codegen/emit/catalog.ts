import { typeText } from '../manifest/notation.js';
import type { Field, FieldType, Model, Parameter, Shape, Tool } from '../model.js';
import type { File } from './text.js';

/** JSON Schema of an answer; unlike inputs it may name types with null and use references to the nouns. */
type OutputSchema = Record<string, unknown>;

const scalars = {
  string: { type: 'string' },
  id: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  time: { type: 'string', format: 'date-time' },
  day: { type: 'string', description: 'ISO 8601, a plain date where the time of day does not count' },
  duration: { type: 'string' },
  ms: { type: 'integer' },
  role: { type: 'string' },
  ended: { type: 'string', enum: ['done', 'closed'] },
  any: {},
} as const satisfies Record<string, OutputSchema>;

const typeSchema = (type: FieldType): OutputSchema => {
  switch (type.is) {
    case 'scalar':
      return { ...scalars[type.scalar] };
    case 'shape':
      return { $ref: `#/$defs/${type.shape}` };
    case 'array':
      return { type: 'array', items: typeSchema(type.of) };
    case 'map':
      return { type: 'object', additionalProperties: typeSchema(type.of) };
    case 'object':
      return objectSchema(type.fields);
  }
};

const objectSchema = (fields: readonly Field[], description = ''): OutputSchema => {
  const required = fields.filter(({ optional }) => !optional).map(({ name }) => name);
  return {
    type: 'object',
    ...(description && { description }),
    properties: Object.fromEntries(
      fields.map(({ name, type, description: text }) => [
        name,
        { ...typeSchema(type), ...(text && { description: text }) },
      ]),
    ),
    ...(required.length > 0 && { required }),
  };
};

/** The nouns that a type leads to, directly and through other nouns. */
const reach = (type: FieldType, shapes: ReadonlyMap<string, Shape>, found: Set<string>): void => {
  if (type.is === 'array' || type.is === 'map') reach(type.of, shapes, found);
  const shape = type.is === 'shape' ? shapes.get(type.shape) : undefined;
  if (shape && found.has(shape.name)) return;
  if (shape) found.add(shape.name);
  for (const field of shape?.fields ?? (type.is === 'object' ? type.fields : [])) reach(field.type, shapes, found);
};

const remarks: OutputSchema = {
  resolved: {
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'How dates and names in the input were understood.',
  },
  notes: { type: 'array', items: { type: 'string' }, description: 'What the caller should know besides the result.' },
};

/** JSON Schema of a tool's `data` in concise form, nouns under `$defs`. */
export const outputSchema = (tool: Tool, shapes: ReadonlyMap<string, Shape>): OutputSchema => {
  const found = new Set<string>();
  for (const { type } of tool.returns) reach(type, shapes, found);
  const schema = objectSchema(tool.returns);
  const defs = [...shapes.values()].filter(({ name }) => found.has(name));
  return {
    ...schema,
    properties: { ...(schema.properties as OutputSchema), ...remarks },
    ...(defs.length > 0 && {
      $defs: Object.fromEntries(defs.map(({ name, description, fields }) => [name, objectSchema(fields, description)])),
    }),
  };
};

const parameterRow = ({ name, kind, required, schema, doc, example, fields }: Parameter): Record<string, unknown> => ({
  name,
  kind,
  type: schema.type,
  required,
  description: doc,
  example,
  ...(fields && { fields: fields.map(parameterRow) }),
});

const fieldRow = ({ name, optional, type, description }: Field): Record<string, unknown> => {
  const inner = type.is === 'array' ? type.of : type;
  return {
    name,
    type: typeText(type),
    optional,
    description,
    ...(inner.is === 'object' && { fields: inner.fields.map(fieldRow) }),
  };
};

/** Everything there is to say about every tool, for programs: docs, CLI, tests, other people's registries. */
export const emitCatalog = ({ toolsets, tools, shapes, operations }: Model): File[] => {
  const byName = new Map(shapes.map((shape) => [shape.name, shape]));
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const rows = tools.map((tool) => ({
    name: tool.name,
    title: tool.title,
    toolset: tool.toolset,
    category: tool.category,
    noun: tool.noun,
    action: tool.action,
    description: tool.description,
    effect: tool.effect,
    confirm: tool.confirm,
    annotations: tool.annotations,
    sdk: `${tool.sdk.namespace}.${tool.sdk.method}`,
    binding: tool.implementation.type,
    inputSchema: tool.inputSchema,
    outputSchema: outputSchema(tool, byName),
    parameters: tool.parameters.map(parameterRow),
    returns: tool.returns.map(fieldRow),
    operations: tool.operations.map((id) => {
      const { method, path, publishedId, summary } = byId.get(id)!;
      return { id, publishedId, method, path, summary };
    }),
    useCases: tool.useCases,
    permissions: tool.permissions,
    related: tool.related,
    examples: tool.examples,
    apiCalls: tool.apiCalls,
    ...(tool.needs.length > 0 && { needs: tool.needs }),
    ...(tool.plan && { plan: tool.plan }),
    ...(tool.settledBy && { settledBy: tool.settledBy }),
    since: tool.since,
    changes: tool.changes,
  }));
  const sets = toolsets.map(({ id, title, description, isDefault, categories }) => ({
    id,
    title,
    description,
    default: isDefault,
    categories,
  }));
  return [{ path: 'generated/catalog.json', text: JSON.stringify({ toolsets: sets, tools: rows }, null, 2) }];
};
