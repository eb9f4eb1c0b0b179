import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { Model } from '../model.js';
import { key } from '../names.js';
import type { OpenAPI31Document } from '../spec/openapi.js';
import type { File } from './text.js';

/** The types of every path and schema of the API, for openapi-fetch. */
export const emitApiTypes = async (document: OpenAPI31Document): Promise<File[]> => {
  // openapi-typescript takes 3.0 and 3.1 alike; its type names the former. A default makes nothing required in a request.
  const nodes = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    alphabetize: true,
    defaultNonNullable: false,
    silent: true,
  });
  return [{ path: 'generated/api.ts', text: astToString(nodes) }];
};

/** Every operation by id, with method and path template. */
export const emitOperations = ({ operations }: Model): File[] => {
  const lines = operations.map(({ id, method, path }) => `  ${key(id)}: { method: '${method}', path: '${path}' },`);
  const text = `/** Every operation of the corrected API: HTTP method and path template under the base URL. */
export const operations = {
${lines.join('\n')}
} as const;

export type OperationId = keyof typeof operations;
`;
  return [{ path: 'generated/operations.ts', text }];
};
