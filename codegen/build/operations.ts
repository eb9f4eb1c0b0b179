import type { HttpMethod, Operation, OperationParameter, WireType } from '../model.js';
import { resolveRef } from '../spec/dereference.js';
import { METHODS, type OpenAPI31Document, type Operation as RawOperation, type Schema } from '../spec/openapi.js';
import { compare } from '../spec/pointer.js';

/** An operation and what only the builder needs of it: the schema of its body, to look into nested objects. */
export interface ApiOperation extends Operation {
  bodyAt(path: readonly string[]): OperationParameter | undefined;
}

/** An operation as the document has it. */
export type UnclassifiedOperation = Omit<ApiOperation, 'effect' | 'location'>;

const follow = (schema: Schema | undefined, document: OpenAPI31Document): Schema => {
  if (!schema) return {};
  const { $ref, ...beside } = schema;
  if ($ref === undefined) return schema;
  return { ...follow(resolveRef($ref, document) as Schema, document), ...beside };
};

const typesOf = (schema: Schema): string[] => [schema.type ?? []].flat().filter((type) => type !== 'null');

const wireType = (raw: Schema | undefined, document: OpenAPI31Document): WireType => {
  const schema = follow(raw, document);
  const types = typesOf(schema);
  if (types.length !== 1) return 'other';
  if (types[0] === 'string' || types[0] === 'boolean') return types[0];
  if (types[0] === 'number' || types[0] === 'integer') return 'number';
  if (types[0] !== 'array') return 'other';
  const items = follow(schema.items, document);
  const inner = wireType(items, document);
  if (inner === 'string' || inner === 'number') return `${inner}[]`;
  return items.properties?.name ? 'named[]' : 'other';
};

const parametersOf = (operation: RawOperation, document: OpenAPI31Document): OperationParameter[] =>
  (operation.parameters ?? []).flatMap((parameter) =>
    parameter.in === 'path' || parameter.in === 'query'
      ? {
          name: parameter.name,
          in: parameter.in,
          required: parameter.in === 'path' || parameter.required === true,
          description: parameter.description ?? '',
          type: wireType(parameter.schema, document),
        }
      : [],
  );

const answerOf = (operation: RawOperation, document: OpenAPI31Document): string[] | undefined => {
  const status = Object.keys(operation.responses).find((code) => code.startsWith('2'));
  const raw = status === undefined ? undefined : operation.responses[status];
  const response = raw?.$ref ? (resolveRef(raw.$ref, document) as typeof raw) : raw;
  const schema = follow(response?.content?.['application/json']?.schema, document);
  const closed =
    schema.properties && schema.additionalProperties !== true && typeof schema.additionalProperties !== 'object';
  return closed ? Object.keys(schema.properties!) : undefined;
};

const operationOf = (
  raw: RawOperation,
  method: string,
  path: string,
  document: OpenAPI31Document,
): UnclassifiedOperation => {
  const content = raw.requestBody?.content ?? {};
  const json = content['application/json']?.schema;
  const fieldsOf = (schema: Schema): OperationParameter[] =>
    Object.entries(schema.properties ?? {}).map(([name, property]) => ({
      name,
      in: 'body',
      required: schema.required?.includes(name) ?? false,
      description: follow(property, document).description ?? '',
      type: wireType(property, document),
    }));
  return {
    id: raw.operationId,
    publishedId: raw['x-clickup-operation-id'] ?? raw.operationId,
    method: method.toUpperCase() as HttpMethod,
    path,
    summary: raw.summary ?? '',
    description: raw.description ?? '',
    parameters: parametersOf(raw, document),
    body: fieldsOf(follow(json, document)),
    bodyRequired: raw.requestBody?.required === true,
    contentType: json ? 'application/json' : content['multipart/form-data'] ? 'multipart/form-data' : 'none',
    answer: answerOf(raw, document),
    bodyAt(steps) {
      const parent = steps
        .slice(0, -1)
        .reduce((schema, step) => follow(schema.properties?.[step], document), follow(json, document));
      return fieldsOf(parent).find(({ name }) => name === steps.at(-1));
    },
  };
};

/** Every operation of the document, by id. */
export const operationsOf = (document: OpenAPI31Document): UnclassifiedOperation[] =>
  Object.entries(document.paths)
    .flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        return operation ? [operationOf(operation, method, path, document)] : [];
      }),
    )
    .sort((a, b) => compare(a.id, b.id));
