import { METHODS, type OpenAPI31Document, type Parameter, type Schema } from '../spec/openapi.js';
import { isObject } from '../spec/pointer.js';
import type { File } from './text.js';

/** Keywords that say nothing about whether a request is right. */
const silent = new Set(['description', 'example', 'examples', 'title', 'default', 'deprecated', 'style', 'explode']);

const REF = '#/components/schemas/';

/** A copy without prose; the members of `properties` are names, whatever they are called. */
function bare(node: unknown, names = false): unknown {
  if (Array.isArray(node)) return node.map((inner) => bare(inner));
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => names || !(silent.has(key) || key.startsWith('x-')))
      .map(([key, inner]) => [key, bare(inner, key === 'properties' && !names)]),
  );
}

/** Adds the names of all schemas that `node` refers to, directly or through others. */
function collect(node: unknown, document: OpenAPI31Document, found: Set<string>): void {
  if (Array.isArray(node)) for (const inner of node) collect(inner, document, found);
  if (!isObject(node)) return;
  const name = typeof node.$ref === 'string' ? node.$ref.slice(REF.length) : '';
  if (name !== '' && !found.has(name)) {
    found.add(name);
    collect(document.components.schemas[name], document, found);
  }
  for (const inner of Object.values(node)) collect(inner, document, found);
}

const parameterOf = ({ name, in: where, required, schema }: Parameter) => ({
  name,
  in: where,
  ...(required ? { required } : {}),
  schema: bare(schema) as Schema,
});

/** What each operation takes, as data for the sandbox: parameters in the order of the document, and the JSON body. */
export const emitRequests = (document: OpenAPI31Document): File[] => {
  const operations = Object.values(document.paths)
    .flatMap((item) => METHODS.map((method) => item[method]))
    .filter((operation) => operation !== undefined)
    .sort((a, b) => (a.operationId < b.operationId ? -1 : 1));
  const rules = operations.map(({ operationId, parameters = [], requestBody }) => {
    const schema = requestBody?.content['application/json']?.schema;
    const body = schema && { ...(requestBody?.required ? { required: true } : {}), schema: bare(schema) };
    return [operationId, { parameters: parameters.map(parameterOf), ...(body ? { body } : {}) }] as const;
  });
  const used = new Set<string>();
  for (const [, rule] of rules) collect(rule, document, used);
  const schemas = [...used].sort().map((name) => [name, bare(document.components.schemas[name])] as const);
  const lines = (entries: readonly (readonly [string, unknown])[]) =>
    entries.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`).join('\n');
  const text = `import type { OperationId } from './operations.js';

/** A JSON Schema 2020-12 without prose; a \`$ref\` names one of \`schemas\`. */
export type RequestSchema = Readonly<Record<string, unknown>>;

/** What an operation takes. */
export interface RequestRules {
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: RequestSchema;
  }[];
  readonly body?: { readonly required?: boolean; readonly schema: RequestSchema };
}

export const requests: Readonly<Record<OperationId, RequestRules>> = {
${lines(rules)}
};

/** By name, as under \`#/components/schemas/\`. */
export const schemas: Readonly<Record<string, RequestSchema>> = {
${lines(schemas)}
};
`;
  return [{ path: 'generated/requests.ts', text }];
};
