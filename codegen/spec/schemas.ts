import { isObject, type Json, type JsonObject } from './pointer.js';

type Path = readonly (string | number)[];
/** Gets a schema whose own subschemas are already rewritten; what it returns takes the schema's place. */
export type Rewrite = (schema: JsonObject, path: Path) => Json;

const ONE = new Set(['items', 'additionalProperties', 'not', 'contains', 'if', 'then', 'else', 'propertyNames']);
const LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAP = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
/** Values, not structure: nothing inside them is a schema. (Outside schemas, `default` is a response.) */
const DATA = new Set(['example', 'examples']);

const mapValues = (value: Json, path: Path, each: (value: Json, path: Path) => Json): Json =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, each(inner, [...path, key])]))
    : Array.isArray(value)
      ? value.map((inner, index) => each(inner, [...path, index]))
      : value;

/** Rewrites one schema and, before it, every schema inside it. */
export const rewriteSchema = (schema: Json, rewrite: Rewrite, path: Path = []): Json => {
  if (!isObject(schema)) return schema;
  const inner = (value: Json, at: Path) => rewriteSchema(value, rewrite, at);
  const rewritten = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (ONE.has(key)) return [key, inner(value, [...path, key])];
      if (LIST.has(key) || MAP.has(key)) return [key, mapValues(value, [...path, key], inner)];
      return [key, value];
    }),
  );
  return rewrite(rewritten, path);
};

/** Rewrites every schema of a document, wherever OpenAPI allows one. */
export const rewriteSchemas = (document: JsonObject, rewrite: Rewrite): JsonObject => {
  const visit = (node: Json, path: Path): Json => {
    const key = path.at(-1);
    if (key === 'schema') return rewriteSchema(node, rewrite, path);
    if (key === 'schemas' && path.at(-2) === 'components')
      return mapValues(node, path, (schema, at) => rewriteSchema(schema, rewrite, at));
    if (typeof key === 'string' && DATA.has(key)) return node;
    return mapValues(node, path, visit);
  };
  return visit(document, []) as JsonObject;
};
