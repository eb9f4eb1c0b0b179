import { SpecError } from './errors.js';
import { nameOf, uniqueName } from './names.js';
import { canonical, compare, fromPointer, isObject, type Json, type JsonObject, toPointer } from './pointer.js';
import { rewriteSchema, rewriteSchemas } from './schemas.js';

const COMPONENTS = '#/components/schemas/';
const refTo = (name: string): JsonObject => ({ $ref: COMPONENTS + name });

const componentsOf = (document: JsonObject): Record<string, Json> =>
  isObject(document.components) && isObject(document.components.schemas) ? document.components.schemas : {};

const withComponents = (document: JsonObject, schemas: JsonObject): JsonObject => ({
  ...document,
  components: { ...(isObject(document.components) ? document.components : {}), schemas },
});

/** Follows a `#/...` pointer, through references that stand on the way, to the node and the place where it really is. */
const locate = (document: JsonObject, ref: string, file: string, from: string): { node: Json; path: string[] } => {
  let node: Json = document;
  let path: string[] = [];
  const steps = fromPointer(ref);
  for (let hops = 0; ; ) {
    if (isObject(node) && typeof node.$ref === 'string') {
      if (++hops > 100) throw new SpecError(file, from, `the reference ${ref} never ends`);
      steps.unshift(...fromPointer(node.$ref));
      node = document;
      path = [];
      continue;
    }
    const step = steps.shift();
    if (step === undefined) return { node, path };
    const next: Json | undefined =
      Array.isArray(node) || isObject(node) ? (node as Record<string, Json>)[step] : undefined;
    if (next === undefined) throw new SpecError(file, from, `the reference ${ref} leads nowhere (no "${step}")`);
    node = next;
    path.push(step);
  }
};

/** Makes a component of each schema that a reference into `#/paths/...` points at, and points the references there. */
export const hoistPathReferences = (document: JsonObject, file: string): JsonObject => {
  const targets = new Map<string, { node: Json; path: string[] }>();
  const targetOf = new Map<string, string>();
  const collect = (node: Json, path: (string | number)[]): void => {
    if (isObject(node) && typeof node.$ref === 'string' && node.$ref.startsWith('#/paths/')) {
      const found = locate(document, node.$ref, file, toPointer(path));
      const place = toPointer(found.path);
      targetOf.set(node.$ref, place);
      if (!place.startsWith('/components/')) targets.set(place, found);
    }
    if (Array.isArray(node)) for (const [index, inner] of node.entries()) collect(inner, [...path, index]);
    else if (isObject(node)) for (const [key, inner] of Object.entries(node)) collect(inner, [...path, key]);
  };
  collect(document, []);
  if (targets.size === 0) return document;

  const taken = new Set(Object.keys(componentsOf(document)));
  const names = new Map<string, string>();
  for (const place of [...targets.keys()].sort(compare))
    names.set(place, uniqueName(nameOf(document, fromPointer(place)), taken));

  const point = (place: string): JsonObject =>
    place.startsWith('/components/') ? { $ref: `#${place}` } : refTo(names.get(place) as string);
  const relink = (schema: JsonObject): JsonObject => {
    const place = typeof schema.$ref === 'string' ? targetOf.get(schema.$ref) : undefined;
    return place === undefined ? schema : { ...schema, ...point(place) };
  };
  // A target is replaced where it stands; inside its own component it is the root and stays.
  const hoistAt = (schema: JsonObject, path: readonly (string | number)[], root?: string): JsonObject => {
    const place = toPointer(path);
    return names.has(place) && place !== root ? point(place) : relink(schema);
  };
  const hoisted = rewriteSchemas(document, (schema, path) => hoistAt(schema, path));
  const components = [...targets].map(([place, { node, path }]) => [
    names.get(place) as string,
    rewriteSchema(node, (schema, at) => hoistAt(schema, at, place), path),
  ]);
  return withComponents(hoisted, { ...componentsOf(hoisted), ...Object.fromEntries(components) });
};

const propertyCount = (schema: JsonObject): number =>
  isObject(schema.properties) ? Object.keys(schema.properties).length : 0;

/** Makes one component of every inline object shape that occurs more than once, or that is already a component. */
export const hoistRepeatedShapes = (document: JsonObject): JsonObject => {
  const places = new Map<string, { path: readonly (string | number)[]; count: number }>();
  const repeats = (schema: JsonObject): boolean => schema.type === 'object' && propertyCount(schema) >= 2;
  const isComponent = (path: readonly (string | number)[]) => path[0] === 'components' && path.length === 3;
  rewriteSchemas(document, (schema, path) => {
    if (repeats(schema) && !isComponent(path)) {
      const key = canonical(schema);
      const seen = places.get(key);
      if (seen) seen.count++;
      else places.set(key, { path, count: 1 });
    }
    return schema;
  });

  const components = componentsOf(document);
  const names = new Map<string, string>();
  for (const [name, schema] of Object.entries(components).sort(([a], [b]) => compare(b, a)))
    if (isObject(schema) && repeats(schema)) names.set(canonical(schema), name);
  const taken = new Set(Object.keys(components));
  for (const [key, { path, count }] of places)
    if (count > 1 && !names.has(key)) names.set(key, uniqueName(nameOf(document, path.map(String)), taken));

  const added: JsonObject = {};
  const hoist = (path: readonly (string | number)[], schema: JsonObject, original: string): JsonObject => {
    const name = isComponent(path) ? undefined : names.get(original);
    if (name === undefined) return schema;
    if (!(name in components)) added[name] = schema;
    return refTo(name);
  };
  // Children are rewritten before parents, so a parent is recognised by the shape it had before.
  const originals = new Map<string, string>();
  rewriteSchemas(document, (schema, path) => {
    if (repeats(schema)) originals.set(toPointer(path), canonical(schema));
    return schema;
  });
  const hoisted = rewriteSchemas(document, (schema, path) => hoist(path, schema, originals.get(toPointer(path)) ?? ''));
  return withComponents(hoisted, { ...componentsOf(hoisted), ...added });
};

/** Drops the component schemas that no operation leads to. */
export const dropUnreachable = (document: JsonObject): JsonObject => {
  const components = componentsOf(document);
  const reached = new Set<string>();
  const follow = (node: Json): void => {
    if (!isObject(node)) {
      if (Array.isArray(node)) for (const inner of node) follow(inner);
      return;
    }
    const name =
      typeof node.$ref === 'string' && node.$ref.startsWith(COMPONENTS)
        ? node.$ref.slice(COMPONENTS.length)
        : undefined;
    if (name !== undefined && !reached.has(name)) {
      reached.add(name);
      follow(components[name] ?? null);
    }
    for (const inner of Object.values(node)) follow(inner);
  };
  const { schemas: _schemas, ...otherComponents } = isObject(document.components) ? document.components : {};
  follow(document.paths ?? null);
  follow(otherComponents);
  return withComponents(document, Object.fromEntries(Object.entries(components).filter(([name]) => reached.has(name))));
};
