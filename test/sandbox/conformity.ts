import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { loadApi } from '../../codegen/load.js';
import { type OperationId, operations } from '../../generated/operations.js';

/** Checks bodies against the corrected OpenAPI description. */
export interface Conformity {
  /** The violations of an answer, one line each; empty when it conforms or nothing is described. */
  ofAnswer(operation: OperationId, status: number, body: unknown): string[];
  /** The violations of a JSON request body. */
  ofRequest(operation: OperationId, body: unknown): string[];
}

const escaped = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');

/** Loads the description once; schemas are compiled when they are first needed. */
export async function loadConformity(): Promise<Conformity> {
  const document = await loadApi();
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(document as object, 'api');
  const compiled = new Map<string, ValidateFunction>();

  /** Follows keys, and references on the way; the pointer of what is there, or null. */
  const locate = (keys: readonly string[]): string | null => {
    let at: unknown = document;
    let pointer = '';
    for (const key of keys) {
      at = (at as Record<string, unknown>)[key];
      pointer += `/${escaped(key)}`;
      const ref = (at as { $ref?: string } | undefined)?.$ref;
      if (ref !== undefined && key !== 'schema') {
        pointer = ref.slice(1);
        at = pointer
          .split('/')
          .slice(1)
          .reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], document);
      }
      if (at === undefined) return null;
    }
    return pointer;
  };

  const check = (keys: readonly string[], body: unknown): string[] => {
    const pointer = locate(keys);
    if (pointer === null) return [];
    let validate = compiled.get(pointer);
    if (!validate) {
      validate = ajv.compile({ $ref: `api#${encodeURI(pointer)}` });
      compiled.set(pointer, validate);
    }
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      (error: ErrorObject) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`,
    );
  };

  const place = (operation: OperationId): string[] => {
    const { method, path } = operations[operation];
    return ['paths', path, method.toLowerCase()];
  };
  return {
    ofAnswer: (operation, status, body) =>
      check([...place(operation), 'responses', String(status), 'content', 'application/json', 'schema'], body),
    ofRequest: (operation, body) =>
      check([...place(operation), 'requestBody', 'content', 'application/json', 'schema'], body),
  };
}
