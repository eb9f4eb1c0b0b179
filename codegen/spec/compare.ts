import { dereference } from './dereference.js';
import { METHODS, type OpenAPI31Document, type Operation, type Schema } from './openapi.js';
import { canonical, compare, isObject, type Json, toPointer } from './pointer.js';

/** One difference inside an operation; `before` or `after` is missing where something was added or removed. */
export interface Change {
  part: 'operation' | 'parameters' | 'body' | 'response';
  /** Where in that part: a pointer such as `/200/application~1json/properties/name`. */
  at: string;
  before?: Json;
  after?: Json;
}

/** What happened to one operation. */
export interface Drift {
  operation: string;
  operationId: string;
  kind: 'added' | 'removed' | 'changed';
  changes: Change[];
}

type Parts = Record<Change['part'], Json>;

const operationsOf = (document: OpenAPI31Document): Map<string, Operation> =>
  new Map(
    Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        return operation === undefined ? [] : [[`${method.toUpperCase()} ${path}`, operation] as const];
      }),
    ),
  );

type Content = Record<string, { schema?: Schema }>;

/** An operation by its parts, with references resolved and lists whose order means nothing keyed by name. */
const partsOf = (operation: Operation, document: OpenAPI31Document): Parts => {
  const content = (media: Content | undefined): Json =>
    Object.fromEntries(Object.entries(media ?? {}).map(([type, { schema }]) => [type, schemaOf(schema, document)]));
  const parameters = (operation.parameters ?? []).map(({ name, in: place, schema, ...rest }) => [
    `${place} ${name}`,
    { ...rest, schema: schemaOf(schema, document) },
  ]);
  const responses = Object.entries(operation.responses).map(([status, answer]) => [status, content(answer.content)]);
  const { operationId, requestBody } = operation;
  const { deprecated, security } = operation as { deprecated?: boolean; security?: Json };
  return {
    operation: {
      operationId,
      ...(deprecated === undefined ? {} : { deprecated }),
      ...(security === undefined ? {} : { security }),
    },
    parameters: Object.fromEntries(parameters) as Json,
    body: requestBody ? { required: requestBody.required ?? false, content: content(requestBody.content) } : {},
    response: Object.fromEntries(responses) as Json,
  };
};

const schemaOf = (schema: Schema | undefined, document: OpenAPI31Document): Json =>
  schema === undefined ? null : (dereference(schema, document) as Json);

const differences = (before: Json, after: Json, part: Change['part'], path: string[] = []): Change[] => {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compare);
    return keys.flatMap((key) => {
      const at = [...path, key];
      const [old, now] = [before[key], after[key]];
      if (old === undefined) return [{ part, at: toPointer(at), after: now as Json }];
      if (now === undefined) return [{ part, at: toPointer(at), before: old }];
      return differences(old, now, part, at);
    });
  }
  return canonical(before) === canonical(after) ? [] : [{ part, at: toPointer(path), before, after }];
};

/** What changed from one structure to another, operation by operation; component names do not matter. */
export const compareDocuments = (before: OpenAPI31Document, after: OpenAPI31Document): Drift[] => {
  const [old, now] = [operationsOf(before), operationsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort(compare).flatMap((operation): Drift[] => {
    const [was, is] = [old.get(operation), now.get(operation)];
    const { operationId } = (is ?? was) as Operation;
    if (was === undefined) return [{ operation, operationId, kind: 'added', changes: [] }];
    if (is === undefined) return [{ operation, operationId, kind: 'removed', changes: [] }];
    const [wasParts, isParts] = [partsOf(was, before), partsOf(is, after)];
    const changes = (Object.keys(wasParts) as Change['part'][]).flatMap((part) =>
      differences(wasParts[part], isParts[part], part),
    );
    return changes.length === 0 ? [] : [{ operation, operationId, kind: 'changed', changes }];
  });
};
