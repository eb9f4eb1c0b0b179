import { programOptions } from '../../codegen/program-options.js';
import { endOnClosedPipe } from '../../src/node/closed-pipe.js';
import { attacks } from './attacks.js';
import { runAttack } from './run-attack.js';
import { examplesOf, table } from './table.js';

endOnClosedPipe('attack');

const help = `npm run attack -- [--only NAME] [--seed NUMBER] [--small]

Attacks the package on this machine and counts what must never happen. Exits with 1 unless every figure is zero.
Attacks: ${Object.keys(attacks).join(', ')}
`;

const { values, refuse } = programOptions(help, {
  only: { type: 'string', multiple: true },
  seed: { type: 'string', default: '1' },
  small: { type: 'boolean', default: false },
});
const seed = Number(values.seed);
const unknown = values.only?.find((name) => !Object.hasOwn(attacks, name));
if (unknown !== undefined) refuse(`no attack is called ${unknown}`);
if (!Number.isInteger(seed)) refuse(`--seed is ${values.seed}, not a whole number`);

const results = [];
for (const [name, load] of Object.entries(attacks)) {
  if (values.only?.includes(name) === false) continue;
  process.stderr.write(`${name} ...\n`);
  results.push({ name, rows: await runAttack(await load(), { seed, size: values.small ? 'small' : 'full' }) });
}
process.stdout.write(`${table(results)}${examplesOf(results)}`);
// Not left to the event loop: what hangs under attack must not keep the program alive.
process.exit(results.every(({ rows }) => rows.every(({ count }) => count === 0)) ? 0 : 1);
