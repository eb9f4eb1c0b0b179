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
  const compiled = new Map<string, ValidateFunction | null>();

  const check = (keys: readonly string[], body: unknown): string[] => {
    const pointer = keys.map((key) => `/${escaped(key)}`).join('');
    let validate = compiled.get(pointer);
    if (validate === undefined) {
      const there = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      validate = there === undefined ? null : ajv.compile({ $ref: `api#${encodeURI(pointer)}` });
      compiled.set(pointer, validate);
    }
    if (!validate || validate(body)) return [];
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
