import type { ArgumentSchema } from '../../generated/catalog.js';

/** Arguments as a model must write them in OpenAI's strict form: null for each that is not given, open objects as JSON text. */
export function strictArguments(value: unknown, schema: ArgumentSchema): unknown {
  const { type, properties, items } = schema;
  if (value === undefined || value === null) return null;
  if (type === 'object' && !properties) return JSON.stringify(value);
  if (type === 'array' && items) return [value].flat().map((item) => strictArguments(item, items));
  if (type === 'string') return typeof value === 'string' ? value : String(value);
  if (type !== 'object' || !properties) return value;
  // A plain list stands for `{ set }`.
  const given = (Array.isArray(value) ? { set: value } : value) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, strictArguments(given[name], property)]),
  );
}
