import { refuseDanglingRefs } from './dereference.js';
import { SpecError } from './errors.js';
import { dropUnreachable, hoistPathReferences, hoistRepeatedShapes } from './hoist.js';
import { readableName, uniqueName } from './names.js';
import { METHODS } from './openapi.js';
import { canonical, compare, isObject, type Json, type JsonObject, toPointer } from './pointer.js';
import { rewriteSchemas } from './schemas.js';

/** What a reader needs and a generator does not: our own overlays say it in our own words. */
const PROSE = new Set([
  'summary',
  'description',
  'title',
  'example',
  'examples',
  'externalDocs',
  'termsOfService',
  'contact',
  'license',
  'xml',
  '$comment',
  'jsonSchemaDialect',
  'variables',
]);
/** The schema vocabulary; a published schema also holds property names in the place of keywords, which say nothing there. */
const KEYWORDS = new Set([
  ...['$ref', 'type', 'format', 'enum', 'const', 'default', 'required', 'properties', 'additionalProperties', 'items'],
  ...['allOf', 'anyOf', 'oneOf', 'not', 'nullable', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['multipleOf', 'minLength', 'maxLength', 'pattern', 'minItems', 'maxItems', 'uniqueItems', 'minProperties'],
  ...['maxProperties', 'prefixItems', 'patternProperties', 'discriminator', 'readOnly', 'writeOnly', 'deprecated'],
  ...['contentEncoding', 'contentMediaType'],
]);
const KEPT_EXTENSIONS = new Set(['x-clickup-operation-id']);
const isProse = (key: string, value: Json): boolean =>
  PROSE.has(key) || (key.startsWith('x-') && !KEPT_EXTENSIONS.has(key)) || (key === 'deprecated' && value === false);

const without = (object: JsonObject, drop: (key: string, value: Json) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key, value]) => !drop(key, value)));

/** Drops prose outside schemas. Keys of maps (paths, properties, ...) are names and stay whatever they are called. */
const dropProse = (document: JsonObject): JsonObject => {
  const NAMES = new Set(['paths', 'properties', 'schemas', 'responses', 'content', 'headers', 'securitySchemes']);
  const visit = (node: Json, key: string): Json => {
    if (Array.isArray(node)) return node.map((inner) => visit(inner, ''));
    if (!isObject(node)) return node;
    const kept = NAMES.has(key) ? node : without(node, isProse);
    return Object.fromEntries(
      Object.entries(kept).map(([inner, value]) => [
        inner,
        inner === 'schema' || inner === 'schemas' ? value : visit(value, inner),
      ]),
    );
  };
  const bare = rewriteSchemas(document, (schema) => {
    const kept = without(schema, (key, value) => !KEYWORDS.has(key) || isProse(key, value));
    return Array.isArray(kept.required) ? { ...kept, required: [...kept.required].sort() } : kept;
  });
  return { ...(visit(bare, '') as JsonObject), info: titleAndVersion(document.info) };
};

const titleAndVersion = (info: Json | undefined): JsonObject =>
  isObject(info) ? { title: info.title ?? '', version: info.version ?? '' } : { title: '', version: '' };

const nullableType = (schema: JsonObject): JsonObject => {
  const { nullable, ...rest } = schema;
  if (nullable === undefined) return schema;
  if (nullable !== true) return rest;
  if (Array.isArray(rest.enum) && !rest.enum.includes(null)) rest.enum = [...rest.enum, null];
  if (rest.type !== undefined) return { ...rest, type: [...new Set([rest.type, 'null'].flat())] };
  return { anyOf: [rest, { type: 'null' }] };
};

/** OpenAPI 3.0 spells in 3.1: `nullable` becomes a type array, an `allOf` around one reference (once needed to keep siblings) goes. */
const toOpenApi31 = (document: JsonObject): JsonObject => {
  const rewritten = rewriteSchemas(document, (schema) => {
    const { allOf, ...rest } = schema;
    const only = Array.isArray(allOf) && allOf.length === 1 && isObject(allOf[0]) ? allOf[0] : undefined;
    return nullableType(only && typeof only.$ref === 'string' ? { ...only, ...rest } : schema);
  });
  return { ...rewritten, openapi: '3.1.0' };
};

/** Path parameters in snake_case (`{team_Id}` beside `{team_id}` is an accident), and one base URL for v2 and v3: `.../api` + `/v3/...`. */
const normalisePaths = (document: JsonObject, file: string): JsonObject => {
  const paths: JsonObject = {};
  for (const [published, item] of Object.entries(document.paths as JsonObject)) {
    const path = published.replace(/^\/api(?=\/v\d)/, '').replace(/\{\w+\}/g, (name) => name.toLowerCase());
    const before = paths[path];
    if (!isObject(item)) throw new SpecError(file, toPointer(['paths', published]), 'is no path item');
    for (const key of Object.keys(item))
      if (isObject(before) && key in before && !(key === 'parameters' && (item[key] as Json[]).length === 0))
        throw new SpecError(file, toPointer(['paths', published, key]), `collides with the ${key} of another ${path}`);
    paths[path] = { ...(isObject(before) ? before : {}), ...operationsOf(item, file, published) };
  }
  return { ...document, paths, servers: [{ url: 'https://api.clickup.com/api' }] };
};

const operationsOf = (item: JsonObject, file: string, path: string): JsonObject => {
  const shared = Array.isArray(item.parameters) ? item.parameters : [];
  return Object.fromEntries(
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const at = toPointer(['paths', path, method]);
      if (!isObject(operation) || typeof operation.operationId !== 'string')
        throw new SpecError(file, at, 'is no operation with an operationId');
      const own = Array.isArray(operation.parameters) ? operation.parameters : [];
      const parameters = [...shared, ...own].map((parameter) =>
        isObject(parameter) && parameter.in === 'path' && typeof parameter.name === 'string'
          ? { ...parameter, name: parameter.name.toLowerCase() }
          : parameter,
      );
      const id = { 'x-clickup-operation-id': operation['x-clickup-operation-id'] ?? operation.operationId };
      return [[method, { ...operation, ...id, ...(parameters.length > 0 ? { parameters } : {}) }]];
    }),
  );
};

/** Puts components of a single parameter where they are used, and gives the others names that a reader would choose. */
const tidyComponents = (document: JsonObject): JsonObject => {
  const schemas = (document.components as JsonObject | undefined)?.schemas;
  if (!isObject(schemas)) return document;
  const inlined = (name: string): boolean => /Controller|Public/.test(name) && /(?:Path|Query)$/.test(name);
  const taken = new Set(Object.keys(schemas).filter((name) => readableName(name) === name));
  const renamed = new Map(
    Object.keys(schemas)
      .filter((name) => !inlined(name))
      .sort(compare)
      .map((name) => [name, readableName(name) === name ? name : uniqueName([readableName(name), name], taken)]),
  );
  const relink = (schema: JsonObject): Json => {
    if (typeof schema.$ref !== 'string') return schema;
    const name = schema.$ref.slice('#/components/schemas/'.length);
    const { $ref, ...rest } = schema;
    if (inlined(name) && isObject(schemas[name])) return { ...relinkAll(schemas[name]), ...rest };
    return renamed.has(name) ? { $ref: `#/components/schemas/${renamed.get(name)}`, ...rest } : schema;
  };
  const relinkAll = (schema: JsonObject): JsonObject =>
    (rewriteSchemas({ schema }, relink) as { schema: JsonObject }).schema;
  const linked = rewriteSchemas(document, relink);
  const kept = Object.entries((linked.components as { schemas: JsonObject }).schemas).filter(
    ([name]) => !inlined(name),
  );
  return {
    ...linked,
    components: {
      ...(linked.components as JsonObject),
      schemas: Object.fromEntries(kept.map(([name, schema]) => [renamed.get(name) as string, schema])),
    },
  };
};

const byKey = (map: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => compare(a, b)));
const first = (keys: readonly string[], object: JsonObject): JsonObject =>
  Object.fromEntries([
    ...keys.filter((key) => object[key] !== undefined).map((key) => [key, object[key] as Json]),
    ...Object.entries(byKey(object)).filter(([key]) => !keys.includes(key)),
  ]);

/** One order for everything whose order means nothing, so that a diff of two imports shows changes only. */
const inOrder = (document: JsonObject): JsonObject => {
  const ordered = rewriteSchemas(document, (schema) =>
    first(['$ref', 'type', 'format', 'enum', 'const', 'required', 'properties', 'items'], schema),
  );
  const paths = Object.entries(byKey(ordered.paths as JsonObject)).map(([path, item]) => [
    path,
    Object.fromEntries(
      METHODS.filter((method) => isObject((item as JsonObject)[method])).map((method) => [
        method,
        first(
          ['operationId', 'x-clickup-operation-id', 'tags', 'parameters', 'requestBody', 'responses'],
          (item as JsonObject)[method] as JsonObject,
        ),
      ]),
    ),
  ]);
  const components = Object.fromEntries(
    Object.entries(byKey((ordered.components ?? {}) as JsonObject)).flatMap(([key, map]) =>
      isObject(map) && Object.keys(map).length > 0 ? [[key, byKey(map)]] : [],
    ),
  );
  return first(['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'components'], {
    ...ordered,
    paths: Object.fromEntries(paths),
    components,
  });
};

/** A shape whose inner shapes have just become components may now equal another one. */
const untilStable =
  (step: (document: JsonObject) => JsonObject) =>
  (document: JsonObject): JsonObject => {
    const next = step(document);
    return canonical(next) === canonical(document) ? next : untilStable(step)(next);
  };

/**
 * The structure of a published document in our one form. What it does beyond dropping prose and ordering is what an
 * Overlay cannot say (renaming keys, moving schemas, copying a value per operation); everything else is an overlay's business.
 * Applied to its own result it changes nothing. `file` names the document in errors.
 */
export const normalise = (document: JsonObject, file: string): JsonObject => {
  if (typeof document.openapi !== 'string' || !/^3\.[01]\./.test(document.openapi))
    throw new SpecError(file, '/openapi', 'is no OpenAPI 3.0 or 3.1 document');
  if (!isObject(document.paths)) throw new SpecError(file, '/paths', 'holds no operations');
  const steps = [
    (input: JsonObject) => hoistPathReferences(input, file),
    dropProse,
    toOpenApi31,
    (input: JsonObject) => normalisePaths(input, file),
    tidyComponents,
    // Names come from where a shape is met first, so the order must not be the document's.
    inOrder,
    untilStable(hoistRepeatedShapes),
    dropUnreachable,
    inOrder,
  ];
  const result = steps.reduce((input, step) => step(input), document);
  refuseDanglingRefs(result, file);
  return result;
};
