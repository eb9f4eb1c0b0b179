import type { ArgumentSchema } from '../../../generated/catalog.js';
import { type DialectTool, described, isOpenObject, jsonText } from './schema.js';

export interface GeminiSchema {
  readonly type: Uppercase<ArgumentSchema['type']>;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly items?: GeminiSchema;
  readonly properties?: Readonly<Record<string, GeminiSchema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: string;
  readonly maxItems?: string;
  readonly minLength?: string;
  readonly maxLength?: string;
}

/** A function declaration. */
export interface GeminiTool {
  readonly name: string;
  readonly description: string;
  /** Left out where there are none: an object without properties is refused. */
  readonly parameters?: GeminiSchema;
}

/**
 * A tool as Gemini takes it, in a part of OpenAPI 3.0's schemas, with counts as text (int64).
 * https://ai.google.dev/api/caching#Schema
 */
export function geminiTool({ name, description, inputSchema }: DialectTool): GeminiTool {
  const isEmpty = Object.keys(inputSchema.properties ?? {}).length === 0;
  return { name, description, ...(!isEmpty && { parameters: schemaOf(inputSchema) }) };
}

const counts = ['minItems', 'maxItems', 'minLength', 'maxLength'] as const;
const bounds = ['minimum', 'maximum'] as const;

function schemaOf(schema: ArgumentSchema): GeminiSchema {
  if (isOpenObject(schema)) return { type: 'STRING', ...described(schema, jsonText) };
  const { type, items, properties, required } = schema;
  const given = <Key extends keyof ArgumentSchema>(keys: readonly Key[]) =>
    keys.filter((key) => schema[key] !== undefined);
  return {
    type: type.toUpperCase() as GeminiSchema['type'],
    ...described(schema),
    ...(schema.enum && { enum: schema.enum }),
    ...Object.fromEntries(given(bounds).map((key) => [key, schema[key]])),
    ...Object.fromEntries(given(counts).map((key) => [key, String(schema[key])])),
    ...(items && { items: schemaOf(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, schemaOf(each)])),
    }),
    ...(required && required.length > 0 && { required }),
  };
}
