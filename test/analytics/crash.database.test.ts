import { afterAll, beforeAll, expect, it } from 'vitest';
import { noPostgres } from '../support/databases.js';
import { CrashTest, crashProgram, troubles } from './crash.js';

let program: Awaited<ReturnType<typeof crashProgram>>;
let test: CrashTest;
beforeAll(async () => {
  program = await crashProgram();
  test = new CrashTest(600, program.program);
});
afterAll(() => program.remove());

const clean = { differences: 0, wrongDeletions: 0 };

it('a sync that is killed again and again ends as a fresh one does (embedded)', async () => {
  await test.round('embedded', 'kills', { kills: 3, seed: 1, requests: 45 });
  expect(test.examples).toEqual([]);
  expect(test.figures).toMatchObject({ ...clean, kills: 3, rounds: 1 });
});

it.skipIf(noPostgres !== undefined).each(troubles)('so it does on PostgreSQL with: %s', async (trouble) => {
  const before = { ...test.figures };
  test.examples.length = 0;
  await test.round('postgres', trouble, { kills: 2, seed: 7, requests: 45 });
  expect(test.examples).toEqual([]);
  expect(test.figures).toMatchObject({ ...clean, rounds: before.rounds + 1 });
  if (trouble === 'paused worker') expect(test.figures.fencedOff).toBeGreaterThan(before.fencedOff);
});
