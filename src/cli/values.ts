import { UsageError } from './usage.js';
import { dashed } from './words.js';

/** The part of a JSON Schema that says how an argument is typed in a shell. */
export interface ArgumentSchema {
  type: string;
  items?: { type: string; enum?: readonly string[] };
  enum?: readonly string[];
  properties?: Record<string, ArgumentSchema>;
}

/**
 * Turns the text behind an argument into its value. Lists take commas, JSON, or the argument repeated (`before` holds what
 * it has so far); objects take JSON or `name=value`, repeated. Numbers and dates stay text: the tool reads them.
 */
export function readValue(name: string, schema: ArgumentSchema, text: string, before: unknown): unknown {
  if (schema.type === 'array') return [...listOf(before), ...listFrom(name, schema, text)];
  if (schema.type !== 'object') return text;
  const value = objectFrom(name, schema, text);
  return Array.isArray(value) ? [...listOf(before), ...value] : merged(before, value);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function listFrom(name: string, { items }: ArgumentSchema, text: string): unknown[] {
  if (isJson(text)) return [parse(name, text)].flat();
  if (items?.type === 'object') throw new UsageError(`${dashed(name)} is not JSON`, `Write ${dashed(name)} '[{...}]'.`);
  return splitAtCommas(text);
}

/** An object; or, where the tool takes `{set, add, remove}`, the plain list that stands for `set`. */
function objectFrom(name: string, { properties = {} }: ArgumentSchema, text: string): unknown {
  if (isJson(text)) return parse(name, text);
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key !== undefined && value !== undefined && (properties.set === undefined || Object.hasOwn(properties, key))) {
    if (Object.hasOwn(properties, key)) return { [key]: readValue(name, properties[key]!, value, undefined) };
    return { [key]: isJson(value) ? parse(name, value) : value };
  }
  if (properties.set) return splitAtCommas(text);
  throw new UsageError(
    `${dashed(name)} is neither JSON nor name=value`,
    `Write ${dashed(name)} name=value, repeated for more, or ${dashed(name)} '{"name": "value"}'.`,
  );
}

/** `add=Ana` then `add=Ben` adds both. */
function merged(before: unknown, value: unknown): unknown {
  if (typeof before !== 'object' || before === null || Array.isArray(before)) return value;
  const result: Record<string, unknown> = { ...before };
  for (const [key, item] of Object.entries(value as object)) {
    const known = result[key];
    result[key] = Array.isArray(known) && Array.isArray(item) ? [...known, ...item] : item;
  }
  return result;
}

const splitAtCommas = (text: string): string[] => (text === '' ? [] : text.split(',').map((item) => item.trim()));

const isJson = (text: string): boolean => /^\s*[[{]/.test(text);

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${dashed(name)} is not JSON: ${error instanceof Error ? error.message : ''}`,
      `Quote it as a whole: ${dashed(name)} '{"name": "x"}'.`,
    );
  }
}
