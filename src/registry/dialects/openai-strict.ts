import type { ArgumentSchema } from '../../../generated/catalog.js';
import { type DialectTool, described, isOpenObject, jsonText, limitsOf } from './schema.js';

type StrictType = ArgumentSchema['type'] | readonly [ArgumentSchema['type'], 'null'];

export interface StrictSchema {
  readonly type: StrictType;
  readonly description?: string;
  readonly enum?: readonly (string | null)[];
  readonly items?: StrictSchema;
  readonly properties?: Readonly<Record<string, StrictSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
}

/** A function tool of the Responses API. */
export interface OpenAiStrictTool {
  readonly type: 'function';
  readonly name: string;
  readonly description: string;
  readonly parameters: StrictSchema;
  readonly strict: true;
}

/**
 * A tool in OpenAI's strict form: objects are closed and every property is required, so that one that may be left out
 * takes null. Limits stand in descriptions, since fine-tuned models and Azure take no keywords for them.
 * https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export const openAiStrictTool = ({ name, description, inputSchema }: DialectTool): OpenAiStrictTool => ({
  type: 'function',
  name,
  description,
  parameters: strict(inputSchema),
  strict: true,
});

function strict(schema: ArgumentSchema, isOptional = false): StrictSchema {
  const typed = (type: ArgumentSchema['type']) => ({ type: isOptional ? ([type, 'null'] as const) : type });
  const { type, items, properties, required = [] } = schema;
  if (isOpenObject(schema)) return { ...typed('string'), ...described(schema, jsonText) };
  return {
    ...typed(type),
    ...described(schema, limitsOf(schema)),
    ...(schema.enum && { enum: isOptional ? [...schema.enum, null] : schema.enum }),
    ...(items && { items: strict(items) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, strict(property, !required.includes(name))]),
      ),
      required: Object.keys(properties),
      additionalProperties: false,
    }),
  };
}
