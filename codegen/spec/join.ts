import { SpecError } from './errors.js';
import { METHODS } from './openapi.js';
import { isObject, type Json, type JsonObject, toPointer } from './pointer.js';

/** A document and the file it came from. */
export interface Source {
  file: string;
  document: JsonObject;
}

const mapAt = (document: JsonObject, ...path: string[]): JsonObject => {
  const found = path.reduce<Json | undefined>((node, key) => (isObject(node) ? node[key] : undefined), document);
  return isObject(found) ? found : {};
};

/** Two templates are one route whatever their parameters are called. */
const route = (path: string): string => path.replace(/\{[^}]*\}/g, '{}');

const joinPaths = (sources: readonly Source[]): JsonObject => {
  const joined: JsonObject = {};
  const routes = new Map<string, string>();
  const ids = new Map<string, string>();
  const claim = (seen: Map<string, string>, key: string, file: string, path: string[], what: string): void => {
    const place = `${file}#${toPointer(path)}`;
    const before = seen.get(key);
    if (before !== undefined) throw new SpecError(file, toPointer(path), `${what} collides with ${before}`);
    seen.set(key, place);
  };
  for (const { file, document } of sources) {
    for (const [path, item] of Object.entries(mapAt(document, 'paths'))) {
      for (const method of METHODS) {
        const operation = isObject(item) ? item[method] : undefined;
        if (!isObject(operation)) continue;
        claim(routes, `${method} ${route(path)}`, file, ['paths', path, method], `${method.toUpperCase()} ${path}`);
        claim(
          ids,
          String(operation.operationId),
          file,
          ['paths', path, method, 'operationId'],
          `operationId ${operation.operationId}`,
        );
      }
      joined[path] = { ...mapAt(joined, path), ...(item as JsonObject) };
    }
  }
  return joined;
};

const joinComponents = (sources: readonly Source[]): JsonObject => {
  const joined: Record<string, JsonObject> = {};
  const owners = new Map<string, string>();
  for (const { file, document } of sources) {
    for (const [section, map] of Object.entries(mapAt(document, 'components'))) {
      joined[section] ??= {};
      for (const [name, component] of Object.entries(map as JsonObject)) {
        const place = toPointer(['components', section, name]);
        const before = owners.get(place);
        if (before !== undefined) throw new SpecError(file, place, `collides with the same component of ${before}`);
        owners.set(place, file);
        joined[section][name] = component;
      }
    }
  }
  return joined;
};

/** One document of several; what describes a whole document is the first one's. Two operations or components that collide are an error. */
export const joinDocuments = (sources: readonly [Source, ...Source[]]): JsonObject => {
  const tags = new Set(
    sources.flatMap(({ document }) => (document.tags as { name: string }[] | undefined) ?? []).map((tag) => tag.name),
  );
  return {
    ...sources[0].document,
    tags: [...tags].map((name) => ({ name })),
    paths: joinPaths(sources),
    components: joinComponents(sources),
  };
};
