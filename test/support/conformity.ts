import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Parameter } from '../../codegen/spec/openapi.js';
import { type OperationId, operations } from '../../generated/operations.js';

/** A request as it is sent: path under the base URL, and its body if it has one, files by their name. */
export interface SentRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body?: unknown;
  /** Media type of the body. */
  readonly type?: string;
}

/** Checks requests and answers against the corrected OpenAPI description. */
export interface Conformity {
  /** The violations of an answer, one line each; empty when it conforms or nothing is described. */
  ofAnswer(operation: OperationId, status: number, body: unknown): string[];
  /** The violations of a JSON request body. */
  ofRequest(operation: OperationId, body: unknown): string[];
  /** The violations of path, query (names, brackets, types) and body together. */
  ofSent(operation: OperationId, request: SentRequest): string[];
}

const escaped = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');

/** A parameter's text as the value that its type calls for, or the text where it is none. */
function typed(text: string, type: unknown): unknown {
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

let loaded: Promise<Conformity> | undefined;

/** Reads the description once; schemas are compiled when they are first needed. */
export function loadConformity(): Promise<Conformity> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Conformity> {
  const { api: document } = await import('./spec-api.js');
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(document as object, 'api');
  const compiled = new Map<string, ValidateFunction>();

  const at = (pointer: string): unknown =>
    pointer
      .split('/')
      .slice(1)
      .reduce<unknown>(
        (node, part) => (node as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')],
        document,
      );

  /** Follows keys, and references on the way; the pointer of what is there, or null. */
  const locate = (keys: readonly string[]): string | null => {
    let node: unknown = document;
    let pointer = '';
    for (const key of keys) {
      node = (node as Record<string, unknown>)[key];
      pointer += `/${escaped(key)}`;
      const ref = (node as { $ref?: string } | undefined)?.$ref;
      if (ref !== undefined && key !== 'schema') {
        pointer = ref.slice(1);
        node = at(pointer);
      }
      if (node === undefined) return null;
    }
    return pointer;
  };

  const check = (keys: readonly string[], value: unknown): string[] => {
    const pointer = locate(keys);
    if (pointer === null) return [];
    let validate = compiled.get(pointer);
    if (!validate) {
      validate = ajv.compile({ $ref: `api#${encodeURI(pointer)}` });
      compiled.set(pointer, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      (error: ErrorObject) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`,
    );
  };

  const place = (operation: OperationId): string[] => {
    const { method, path } = operations[operation];
    return ['paths', path, method.toLowerCase()];
  };
  const bodyKeys = (operation: OperationId, type = 'application/json') => [
    ...place(operation),
    ...['requestBody', 'content', type],
  ];

  /** The schema of a parameter, or of its items; references followed. */
  const typeOf = (schema: unknown): unknown => {
    const { $ref, type } = schema as { $ref?: string; type?: unknown };
    return $ref ? typeOf(at($ref.slice(1))) : type;
  };

  const parameterValue = ({ schema }: Parameter, texts: readonly string[]): unknown => {
    if (typeOf(schema) !== 'array') return typed(texts[0] ?? '', typeOf(schema));
    return texts.map((text) => typed(text, typeOf((schema as { items: unknown }).items)));
  };

  const ofParameters = (operation: OperationId, { path, query }: SentRequest): string[] => {
    const keys = place(operation);
    const { parameters = [] } = at(locate(keys) ?? '') as { parameters?: Parameter[] };
    const template = operations[operation].path.split('/');
    const segments = path.split('/');
    const names = new Set(parameters.filter(({ in: where }) => where === 'query').map(({ name }) => name));
    const found = [...new Set(query.keys())]
      .filter((name) => !names.has(name))
      .map((name) => `query ${name} is not described`);
    for (const [i, parameter] of parameters.entries()) {
      const { name, in: where, required } = parameter;
      const segment = segments[template.indexOf(`{${name}}`)];
      const texts = where === 'query' ? query.getAll(name) : segment ? [decodeURIComponent(segment)] : [];
      if (texts.length === 0) {
        if (required) found.push(`${where} ${name} is missing`);
        continue;
      }
      if (texts.length > 1 && typeOf(parameter.schema) !== 'array') found.push(`${where} ${name} is there twice`);
      const wrong = check([...keys, 'parameters', String(i), 'schema'], parameterValue(parameter, texts));
      found.push(...wrong.map((problem) => `${where} ${name}: ${problem}`));
    }
    return found;
  };

  return {
    ofAnswer: (operation, status, body) =>
      check([...place(operation), 'responses', String(status), 'content', 'application/json', 'schema'], body),
    ofRequest: (operation, body) => check([...bodyKeys(operation), 'schema'], body),
    ofSent: (operation, request) => {
      const { requestBody } = at(locate(place(operation)) ?? '') as { requestBody?: { required?: boolean } };
      const found = ofParameters(operation, request);
      if (request.body === undefined) return requestBody?.required ? [...found, 'body is missing'] : found;
      const keys = bodyKeys(operation, request.type);
      if (!requestBody || locate(keys) === null) return [...found, `body of type ${request.type} is not described`];
      return [...found, ...check([...keys, 'schema'], request.body).map((problem) => `body: ${problem}`)];
    },
  };
}
