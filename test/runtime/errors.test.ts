import { expect, it } from 'vitest';
import { clickUpError, errorCodes } from '../../src/runtime/errors.js';

const words = { RATE_LIMIT: 'LIMIT_EXCEEDED', VALIDATION: 'INVALID_PARAMETER' };
const codes = Object.entries(errorCodes).flatMap(([type, each]) => each.map((code) => [code, type] as const));

it.each(codes)('%s comes with the word of the agent contract for %s', (code, type) => {
  const contract_code = words[type as keyof typeof words] ?? 'CLICKUP_ERROR';
  const error = clickUpError(code, 'So it is', { suggestion: 'Look.' });
  expect(error.toBody()).toMatchObject({ code, type, details: { contract_code } });
  expect(error.details).toBeUndefined();
});

it('what is known besides stays beside the word', () => {
  const error = clickUpError('SERVER_ERROR', 'So it is', { suggestion: 'Look.', details: { status: 500 } });
  expect(error.toBody().details).toEqual({ status: 500, contract_code: 'CLICKUP_ERROR' });
});
