import { fileURLToPath } from 'node:url';
import { BaseResolver, createConfig, lintDocument, Source } from '@redocly/openapi-core';
import { endOnClosedPipe } from '../src/node/closed-pipe.js';
import { messageOf } from './spec/errors.js';
import { loadApi } from './spec/load.js';
import type { OpenAPI31Document } from './spec/openapi.js';

/** Everything a generator or a client relies on; style is not among it. */
const RULES = {
  struct: 'error',
  'no-unresolved-refs': 'error',
  'operation-operationId': 'error',
  'operation-operationId-unique': 'error',
  'operation-operationId-url-safe': 'error',
  'operation-parameters-unique': 'error',
  'path-parameters-defined': 'error',
  'path-declaration-must-exist': 'error',
  'paths-kebab-case': 'off',
  'path-not-include-query': 'error',
  'no-identical-paths': 'error',
  'no-path-trailing-slash': 'error',
  'no-enum-type-mismatch': 'error',
  'no-required-schema-properties-undefined': 'error',
  'no-schema-type-mismatch': 'error',
  'no-unused-components': 'error',
  'no-server-trailing-slash': 'error',
  'operation-summary': 'error',
  'operation-description': 'error',
  'parameter-description': 'error',
  'security-defined': 'error',
} as const;

/** What is wrong with the corrected document as OpenAPI 3.1, one line for each problem with its JSON pointer; empty when nothing is. */
export const lintApi = async (api?: OpenAPI31Document): Promise<string[]> => {
  const parsed = api ?? (await loadApi());
  const config = await createConfig({ rules: RULES });
  const problems = await lintDocument({
    document: { source: new Source('openapi.json', JSON.stringify(parsed), 'application/json'), parsed },
    config,
    externalRefResolver: new BaseResolver(),
  });
  return problems.map(({ ruleId, message, location }) => `${location[0]?.pointer ?? '#/'}: ${message} (${ruleId})`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  endOnClosedPipe('spec:lint');
  const problems = await lintApi().catch((problem: unknown) => [messageOf(problem)]);
  for (const problem of problems) console.error(problem);
  console.log(
    problems.length === 0 ? 'The corrected API document is valid OpenAPI 3.1.' : `${problems.length} problems`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}
