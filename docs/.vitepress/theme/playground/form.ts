import type { ArgumentSchema, CatalogParameter } from '../../../../generated/catalog.js';
import type { JsonObject, PlaygroundTool } from '../catalog-tool.js';

/** How a field is edited. */
export type Control = 'text' | 'long-text' | 'number' | 'choice' | 'lines' | 'json';

export interface Field extends CatalogParameter {
  readonly control: Control;
  readonly schema: ArgumentSchema;
  /** Of a `choice`. */
  readonly choices: readonly string[];
}

const longKinds = new Set(['markdown', 'comment_markdown']);

function controlOf(schema: ArgumentSchema, kind: string): Control {
  if (schema.enum || schema.type === 'boolean') return 'choice';
  if (schema.type === 'number' || schema.type === 'integer') return 'number';
  if (schema.type === 'array') return schema.items?.type === 'string' ? 'lines' : 'json';
  if (schema.type === 'object') return 'json';
  return longKinds.has(kind) ? 'long-text' : 'text';
}

/** The fields of a tool's form, in the order of its page. */
export const fieldsOf = ({ parameters, inputSchema }: PlaygroundTool): Field[] =>
  parameters.map((parameter) => {
    const schema = inputSchema.properties[parameter.name] ?? { type: 'string' };
    const choices = schema.enum ?? (schema.type === 'boolean' ? ['true', 'false'] : []);
    return { ...parameter, schema, choices, control: controlOf(schema, parameter.kind) };
  });

/** What stands in a field for a value. */
export function textOf(value: unknown, { control }: Pick<Field, 'control'>): string {
  if (value === undefined) return '';
  if (control === 'lines' && Array.isArray(value)) return value.join('\n');
  if (control === 'json') return JSON.stringify(value, null, 2);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * The value that a field's text means; undefined for an empty field. A text that is no number or no truth value stays a
 * text, so that the tool itself says what is wrong with it. Throws a SyntaxError where JSON is asked for and the text is none.
 */
export function parseText(text: string, { control, schema }: Pick<Field, 'control' | 'schema'>): unknown {
  if (text.trim() === '') return undefined;
  if (control === 'json') return JSON.parse(text);
  if (control === 'lines')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  if (control === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  if (schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

export type Texts = Record<string, string>;

export const textsOf = (input: JsonObject, fields: readonly Field[]): Texts =>
  Object.fromEntries(fields.map((field) => [field.name, textOf(input[field.name], field)]));

/** The input that the fields make, and what is wrong with those whose text is no JSON. */
export function inputOf(texts: Texts, fields: readonly Field[]): { input: JsonObject; problems: Texts } {
  const input: JsonObject = {};
  const problems: Texts = {};
  for (const field of fields) {
    try {
      const value = parseText(texts[field.name] ?? '', field);
      if (value !== undefined) input[field.name] = value;
    } catch (error) {
      problems[field.name] = `This is not JSON yet: ${error instanceof Error ? error.message : ''}`;
    }
  }
  return { input, problems };
}

/** Whether the fields can hold an input as it is: not an argument that the tool lacks, nor an empty text. */
export const fitsFields = (input: JsonObject, fields: readonly Field[]): boolean => {
  const { input: output } = inputOf(textsOf(input, fields), fields);
  const names = Object.keys(input);
  return names.length === Object.keys(output).length && names.every((name) => same(input[name], output[name]));
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
