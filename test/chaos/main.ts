import { parseArgs } from 'node:util';
import { memoryLimit } from '../../src/runtime/limit/shared-limit.js';
import { limitChaos, sharedChaos } from '../support/limit-chaos.js';
import { policyChaos } from '../support/policy-chaos.js';

const help = `npm run chaos -- [--seed NUMBER] [--minutes NUMBER]

Random work under random limits and policies, and what came of it. Exits with 1 where a figure is not what it must be.
The same seed picks the same work; whatever has no end by itself ends after so many minutes (at most 10).
`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
});
const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
if (values.help || !Number.isInteger(seed) || !(minutes > 0 && minutes <= 10)) {
  process.stderr.write(help);
  process.exit(values.help ? 0 : 2);
}
const endsAt = Date.now() + minutes * 60_000;

/** A line of the table. */
interface Row {
  what: string;
  figures: string;
  isFine: boolean;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} % of the ideal`;

async function limits(): Promise<Row> {
  const { refused, share, waits, failed } = await limitChaos({ calls: 64, minutes: 10, perMinute: 100, seed });
  const told = Object.entries(waits).map(
    ([kind, { mean, worst }]) => `${kind} waits ${mean.toFixed(0)} s, at worst ${worst.toFixed(0)} s`,
  );
  return {
    what: '64 calls side by side for 10 simulated minutes at 100 a minute',
    figures: [`${refused} answers of 429`, percent(share), ...told].join('; '),
    isFine:
      refused + failed === 0 && share >= 0.97 && Object.values(waits).every(({ mean, worst }) => worst <= 2 * mean),
  };
}

async function shared(): Promise<Row> {
  const storeOf = (clock: { now(): number }) => memoryLimit(() => clock.now());
  const { refused, share } = await sharedChaos({ minutes: 10, perMinute: 100, processes: 2, storeOf });
  return {
    what: 'two clients of one token that share its limit, for 10 simulated minutes at 100 a minute',
    figures: `${refused} answers of 429; ${percent(share)}`,
    isFine: refused === 0 && share >= 0.97,
  };
}

/** As many as the time allows, a part at a time, each with a seed of its own. */
async function policies(): Promise<Row> {
  const [wanted, part] = [100_000, 2_000];
  const all = { calls: 0, refused: 0, sent: 0, written: 0, outside: [] as string[] };
  for (let round = 0; all.calls < wanted && Date.now() < endsAt; round++) {
    const one = await policyChaos({ cases: part, seed: seed + round });
    for (const name of ['calls', 'refused', 'sent', 'written'] as const) all[name] += one[name];
    all.outside.push(...one.outside);
  }
  const { calls, refused, sent, outside } = all;
  return {
    what: 'random calls over all tools and raw requests under random policies',
    figures: [
      `${calls} calls, ${refused} refused, ${sent} requests; ${outside.length} outside`,
      ...outside.slice(0, 3),
    ].join('\n    '),
    isFine: outside.length === 0,
  };
}

let isFine = true;
for (const row of [limits, shared, policies]) {
  const { what, figures, isFine: held } = await row();
  isFine &&= held;
  process.stdout.write(`${held ? 'ok  ' : 'FAIL'}  ${what}\n    ${figures}\n`);
}
process.exit(isFine ? 0 : 1);
