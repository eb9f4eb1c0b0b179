import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { type Model, operationEffects } from '../model.js';
import { key, quote } from '../names.js';
import type { OpenAPI31Document } from '../spec/openapi.js';
import { braces, type File } from './text.js';

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

/** Every operation by id, with what the runtime needs of it. */
export const emitOperations = ({ operations }: Model): File[] => {
  const lines = operations.map(({ id, method, path, effect, location }) => {
    const places = Object.entries(location).map(([place, noun]) => `${quote(place)}: ${quote(noun)}`);
    const row = [
      `method: ${quote(method)}`,
      `path: ${quote(path)}`,
      `effect: ${quote(effect)}`,
      `location: ${braces(places, Number.POSITIVE_INFINITY)}`,
    ];
    return `  ${key(id)}: { ${row.join(', ')} },`;
  });
  const text = `/** An operation of the API. */
export interface Operation {
  readonly method: string;
  /** Path template under the base URL. */
  readonly path: string;
  /** What it does: looks, changes, destroys, or decides who may see or do what. */
  readonly effect: ${operationEffects.map(quote).join(' | ')};
  /**
   * Where a request says what it is about, by place: \`path.task_id\` to \`task\`. A place instead of a noun holds the
   * noun: \`path.entity_id\` to \`path.entity_type\`.
   */
  readonly location: Readonly<Record<string, string>>;
}

/** Every operation of the corrected API. */
export const operations = {
${lines.join('\n')}
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationId = keyof typeof operations;
`;
  return [{ path: 'generated/operations.ts', text }];
};
