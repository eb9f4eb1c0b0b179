import { SpecError } from './errors.js';
import type { OpenAPI31Document, Schema } from './openapi.js';
import { fromPointer, isObject, type Json, type JsonObject, toPointer } from './pointer.js';

const lookUp = (ref: string, document: unknown): JsonObject | undefined => {
  const found = fromPointer(ref).reduce<unknown>((node, step) => (isObject(node) ? node[step] : undefined), document);
  return isObject(found) ? found : undefined;
};

/** The node that a local `#/...` reference points at; an error if there is none. */
export const resolveRef = (ref: string, document: OpenAPI31Document): JsonObject => {
  const found = lookUp(ref, document);
  if (found === undefined) throw new SpecError('openapi', ref.replace(/^#/, ''), 'is referenced and does not exist');
  return found;
};

/** Throws at the first reference of a document, named `file`, that leads nowhere. */
export const refuseDanglingRefs = (document: unknown, file: string): void => {
  const visit = (node: unknown, path: (string | number)[]): void => {
    if (isObject(node) && typeof node.$ref === 'string' && lookUp(node.$ref, document) === undefined)
      throw new SpecError(file, toPointer(path), `refers to ${node.$ref}, which does not exist`);
    if (Array.isArray(node)) for (const [index, inner] of node.entries()) visit(inner, [...path, index]);
    else if (isObject(node)) for (const [key, inner] of Object.entries(node)) visit(inner, [...path, key]);
  };
  visit(document, []);
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
