import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const attack = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', 'tsx', 'test/attack/main.ts', ...words], {
    cwd: new URL('../../', import.meta.url),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

it('a program of the repository prints its help, and says what it does not understand before it', () => {
  const { stdout: help, ...asked } = attack('--help');
  expect(help).toMatch(/^npm run attack -- \[--only NAME\]/);
  expect(asked).toEqual({ status: 0, stderr: '' });
  const stderr = `Unknown option '--smal'; did you mean --small?\n\n${help}`;
  expect(attack('--smal')).toEqual({ status: 2, stdout: '', stderr });
});
