import { describe, expect, test, vi } from 'vitest';
import { lintApi } from '../../codegen/lint.js';
import type { OpenAPI31Document } from '../../codegen/spec/openapi.js';
import { api } from '../support/spec-api.js';

// Whole documents take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('the corrected document', () => {
  test('is valid OpenAPI 3.1', async () => {
    expect(await lintApi(api)).toEqual([]);
  });

  test.each<[string, (api: OpenAPI31Document) => void, string]>([
    ['a key OpenAPI does not know', (api) => void Object.assign(api, { foo: 1 }), '#/foo: '],
    [
      'a type JSON Schema does not know',
      (api) => {
        api.components.schemas.Task!.type = 'thing';
      },
      '#/components/schemas/Task/type: ',
    ],
    [
      'a path parameter nobody declares',
      (api) => void api.paths['/v2/task/{task_id}']!.get!.parameters!.shift(),
      'path-parameters-defined',
    ],
    [
      'two operations of one id',
      (api) => {
        api.paths['/v2/user']!.get!.operationId = 'GetTask';
      },
      'operation-operationId-unique',
    ],
    [
      'a reference to nothing',
      (api) => {
        api.components.schemas.TaskPage!.properties!.tasks!.items = { $ref: '#/components/schemas/No' };
      },
      'no-unresolved-refs',
    ],
    ['an operation without a summary', (api) => void delete api.paths['/v2/user']!.get!.summary, 'operation-summary'],
  ])('would not be with %s', async (_what, spoil, problem) => {
    const spoilt = structuredClone(api);
    spoil(spoilt);
    expect((await lintApi(spoilt)).join('\n')).toContain(problem);
  });
});
