import { expect, it } from 'vitest';
import { cli } from '../support/cli-program.js';

it('doctor finds all well on the sandbox, and says what to paste', async () => {
  const { code, stdout } = await cli(['doctor', '--sandbox']);
  expect(code).toBe(0);
  expect(stdout).toContain('All is well.');
  expect(stdout).toMatch(/What tools\/list costs a model, by --profile[\s\S]+ standard +72 +[\d,]+\n/);
  expect(stdout).toContain('"--sandbox"');
});
