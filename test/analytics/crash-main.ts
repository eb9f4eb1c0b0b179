import { programOptions } from '../../codegen/program-options.js';
import { noPostgres } from '../support/databases.js';
import { CrashTest, crashProgram, troubles } from './crash.js';

const help = `npm run chaos:analytics -- [TASKS] [SEED]

Kills a sync of so many tasks (20000) at 50 random points on each database, while tasks are edited, workers are two, pages
fail, a Space is lost or answers are 429, and holds the copy against that of a new full sync. The same seed picks the same points.
`;

const { words, refuse } = programOptions(help, {}, { allowPositionals: true });
const notNumber = words.find((word) => !Number.isInteger(Number(word)));
if (notNumber !== undefined) refuse(`${notNumber} is not a whole number`);
const [tasks = 20_000, seed = 1] = words.map(Number);
const requests = Math.ceil(tasks / 100) + 40;
const killed = noPostgres ? (['embedded'] as const) : (['embedded', 'postgres'] as const);
const rounds = [
  // To compare a copy takes three syncs of all tasks, as long as twenty kills: few rounds have many.
  ...Array.from({ length: 2 }, () => killed.map((kind) => ({ kind, trouble: 'kills' as const, kills: 25 }))).flat(),
  ...(noPostgres ? [] : troubles.slice(1)).map((trouble) => ({ kind: 'postgres' as const, trouble, kills: 4 })),
];
const began = Date.now();
const { program, remove } = await crashProgram();
const test = new CrashTest(tasks, program);
for (const [nth, { kind, trouble, kills }] of rounds.entries()) {
  const before = { ...test.figures };
  const start = Date.now();
  await test.round(kind, trouble, { kills, seed: seed + nth, requests });
  const figures = Object.entries(test.figures).map(
    ([name, figure]) => `${name} ${figure - before[name as keyof typeof before]}`,
  );
  process.stdout.write(
    `${kind.padEnd(9)} ${trouble.padEnd(14)} ${figures.join(', ')}, ${Math.round((Date.now() - start) / 1000)} s\n`,
  );
}
await remove();
for (const example of test.examples.slice(0, 20)) process.stdout.write(`${example}\n`);
process.stdout.write(`${JSON.stringify(test.figures)} in ${Math.round((Date.now() - began) / 1000)} s\n`);
process.exitCode = test.figures.differences > 0 || test.figures.wrongDeletions > 0 ? 1 : 0;
