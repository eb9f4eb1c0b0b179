import type { OpenAPI31Document, Schema } from './openapi.js';
import { fromPointer, isObject, type Json, type JsonObject } from './pointer.js';
import { SpecError } from './spec-errors.js';

/** The node that a local `#/...` reference points at; an error if there is none. */
export const resolveRef = (ref: string, document: OpenAPI31Document): JsonObject => {
  const found = fromPointer(ref).reduce<unknown>(
    (node, step) => (isObject(node) ? node[step] : undefined),
    document as unknown,
  );
  if (!isObject(found)) throw new SpecError('openapi', ref.replace(/^#/, ''), 'is referenced and does not exist');
  return found;
};

/**
 * A copy of a schema with every `$ref` replaced by what it points at, keywords beside the `$ref` winning. A schema that
 * contains itself (a page's pages, an item's children) is expanded once; the inner occurrence becomes `{}`, which accepts anything.
 */
export const dereference = (schema: Schema, document: OpenAPI31Document): Schema => {
  const expand = (node: Json, open: readonly string[]): Json => {
    if (Array.isArray(node)) return node.map((inner) => expand(inner, open));
    if (!isObject(node)) return node;
    const { $ref, ...beside } = node;
    if (typeof $ref !== 'string')
      return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, expand(inner, open)]));
    if (open.includes($ref)) return {};
    const target = expand(resolveRef($ref, document), [...open, $ref]) as JsonObject;
    return { ...target, ...(expand(beside, open) as JsonObject) };
  };
  return expand(schema as Json, []) as Schema;
};
