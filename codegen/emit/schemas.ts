import { jsonSchemaToZod } from 'json-schema-to-zod';
import type { JsonSchema, Model, Tool } from '../model.js';
import { key } from '../names.js';
import type { File } from './text.js';

const known = new Set<string>([
  'type',
  'description',
  'enum',
  'items',
  'properties',
  'required',
  'additionalProperties',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
] satisfies (keyof JsonSchema)[]);
const types = new Set(['string', 'integer', 'number', 'boolean', 'array', 'object']);

/** Throws where the schema leaves the subset that json-schema-to-zod and every MCP client handle faithfully. */
export const assertExpressible = (schema: JsonSchema, at: string): void => {
  const refuse = (what: string): never => {
    throw new Error(`${at}: ${what}`);
  };
  for (const keyword of Object.keys(schema)) if (!known.has(keyword)) refuse(`${keyword} cannot be expressed`);
  if (!types.has(schema.type)) refuse(`type ${JSON.stringify(schema.type)} is not one of ${[...types].join(', ')}`);
  if (schema.enum && (schema.type !== 'string' || schema.enum.length === 0))
    refuse('enum needs type string and a value');
  if (schema.type === 'array' && !schema.items) refuse('an array needs items');
  if (schema.items) assertExpressible(schema.items, `${at}[]`);
  if (schema.type === 'object' && schema.properties && schema.additionalProperties !== false) {
    refuse('an object with properties needs additionalProperties: false');
  }
  for (const name of schema.required ?? [])
    if (!schema.properties?.[name]) refuse(`requires ${name}, which it has not`);
  for (const [name, inner] of Object.entries(schema.properties ?? {})) assertExpressible(inner, `${at}.${name}`);
};

const zodOf = (schema: JsonSchema): string =>
  // The library's types want mutable arrays; it changes nothing.
  jsonSchemaToZod(schema as never, {
    module: 'none',
    noImport: true,
    withoutDefaults: true,
    withoutDescribes: true,
    zodVersion: 4,
  }).trim();

/** The zod twin of a tool's advertised input: the same schema, argument by argument. */
const schemaSource = ({ name, inputSchema }: Pick<Tool, 'name' | 'inputSchema'>): string => {
  assertExpressible(inputSchema, name);
  const required = new Set(inputSchema.required);
  const lines = Object.entries(inputSchema.properties ?? {}).map(
    ([property, schema]) => `  ${key(property)}: ${zodOf(schema)}${required.has(property) ? '' : '.optional()'},\n`,
  );
  return `import * as z from 'zod';

/** Input of \`${name}\`, as \`tools/list\` advertises it. */
export const schema = z.strictObject({${lines.length > 0 ? `\n${lines.join('')}` : ''}});
`;
};

export const emitSchemas = ({ tools }: Model): File[] =>
  tools.map((tool) => ({ path: `generated/schemas/${tool.name}.ts`, text: schemaSource(tool) }));
