import { describe, expect, it } from 'vitest';
import { dereference } from '../../codegen/spec/dereference.js';
import type { Operation } from '../../codegen/spec/openapi.js';
import { METHODS } from '../../codegen/spec/openapi.js';
import { api as document } from '../support/spec-api.js';

const operations: Operation[] = Object.values(document.paths).flatMap((item) =>
  METHODS.flatMap((method) => (item[method] ? [item[method]] : [])),
);

/** The ids of the operations that break a rule: an empty list reads better in a failure than 173 tests. */
const breaking = (rule: (operation: Operation) => boolean): string[] =>
  operations.filter((operation) => !rule(operation)).map(({ operationId }) => operationId);

const bodySchemas = ({ requestBody }: Operation) =>
  Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => (schema ? [dereference(schema, document)] : []));

/** A sentence in our own words; the end of a description that was cut or left as a placeholder is not one. */
const isSentence = (text: string | undefined): boolean => /^\S.*\.$/s.test(text ?? '');

describe('descriptions of the API', () => {
  it('cover the whole API', () => {
    expect(operations).toHaveLength(173);
  });

  it('sum up every operation in at most six words and 60 characters, without a full stop', () => {
    expect(breaking(({ summary = '' }) => /^[A-Z]/.test(summary) && !summary.endsWith('.'))).toEqual([]);
    expect(breaking(({ summary = '' }) => summary.length <= 60 && summary.split(' ').length <= 6)).toEqual([]);
  });

  it('give no two operations the same summary', () => {
    const summaries = operations.map(({ summary }) => summary);
    expect(summaries.filter((summary, index) => summaries.indexOf(summary) !== index)).toEqual([]);
  });

  it('describe every operation in whole sentences', () => {
    expect(breaking(({ description }) => isSentence(description))).toEqual([]);
  });

  it('describe every parameter', () => {
    const bare = operations.flatMap(({ operationId, parameters = [] }) =>
      parameters
        .filter(({ description }) => !isSentence(description))
        .map(({ in: place, name }) => `${operationId}: ${place} ${name}`),
    );
    expect(bare).toEqual([]);
  });

  it('describe every property at the top of a request body', () => {
    const bare = operations.flatMap((operation) =>
      bodySchemas(operation).flatMap(({ properties = {} }) =>
        Object.entries(properties)
          .filter(([, { description }]) => !isSentence(description))
          .map(([name]) => `${operation.operationId}: ${name}`),
      ),
    );
    expect(bare).toEqual([]);
  });

  it('name none of our tools: the API does not know them', () => {
    expect(breaking(({ summary, description }) => !`${summary} ${description}`.includes('clickup_'))).toEqual([]);
  });
});
