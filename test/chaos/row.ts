import { memoryLimit } from '../../src/runtime/limit/shared-limit.js';
import { limitChaos, sharedChaos } from '../support/limit-chaos.js';
import { policyChaos } from '../support/policy-chaos.js';
import { undoChaos } from '../support/undo-chaos.js';
import { faultChaos } from './faults.js';
import { doneOf, type Line, type Order } from './line.js';
import { soak } from './soak.js';

const percent = (share: number) => `${(100 * share).toFixed(1)} % of the ideal`;
const mega = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;

async function faults({ seed, endsAt }: Order): Promise<Line> {
  const wanted = 20_000;
  const { calls, succeeded, disturbed, faults, rows } = await faultChaos({ calls: wanted, seed, endsAt });
  const met = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const found = rows.filter(({ count }) => count > 0);
  return {
    what: 'random calls over all tools under mixed faults',
    figures: [
      `${doneOf(calls, wanted, 'calls')}, ${succeeded} of which succeeded; ${met} faults of ${Object.keys(faults).length} kinds in ${disturbed} calls`,
      rows.map(({ figure, count }) => `${count} ${figure}`).join('; '),
      ...found.flatMap(({ figure, examples }) => examples.map((example) => `${figure}: ${example}`)),
    ].join('\n    '),
    isFine: found.length === 0,
  };
}

async function soaked({ seed, endsAt }: Order): Promise<Line> {
  const wanted = 100_000;
  const { calls, before, after, entries, characters, isWithinBounds } = await soak({ calls: wanted, seed, endsAt });
  const growth = after / before - 1;
  return {
    what: 'calls over all tools by one client in one process',
    figures: `${doneOf(calls, wanted, 'calls')}; heap ${mega(before)} after a tenth, ${mega(after)} at the end: ${(100 * growth).toFixed(1)} %; the cache held at most ${entries} values and ${characters} characters`,
    isFine: growth < 0.05 && isWithinBounds,
  };
}

async function undo({ seed, endsAt }: Order): Promise<Line> {
  const [wanted, part] = [1_000, 20];
  const all = { sequences: 0, writes: 0, entries: 0, final: 0, differs: [] as string[] };
  for (let round = 0; all.sequences < wanted && Date.now() < endsAt; round++) {
    const one = await undoChaos({ sequences: part, seed: seed + round });
    for (const name of ['sequences', 'writes', 'entries', 'final'] as const) all[name] += one[name];
    all.differs.push(...one.differs);
  }
  const { sequences, writes, entries, final, differs } = all;
  return {
    what: 'random sequences of writes, undone',
    figures: [
      `${doneOf(sequences, wanted, 'sequences')}, ${writes} writes, ${entries} entries, ${final} of them final; ${differs.length} sequences differ without a plan that said so`,
      ...differs.slice(0, 3),
    ].join('\n    '),
    isFine: differs.length === 0,
  };
}

async function limits({ seed }: Order): Promise<Line> {
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

async function shared(): Promise<Line> {
  const storeOf = (clock: { now(): number }) => memoryLimit(() => clock.now());
  const { refused, share } = await sharedChaos({ minutes: 10, perMinute: 100, processes: 2, storeOf });
  return {
    what: 'two clients of one token that share its limit, for 10 simulated minutes at 100 a minute',
    figures: `${refused} answers of 429; ${percent(share)}`,
    isFine: refused === 0 && share >= 0.97,
  };
}

/** As many as the time allows, a part at a time, each with a seed of its own. */
async function policies({ seed, endsAt }: Order): Promise<Line> {
  const [wanted, part] = [100_000, 500];
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
      `${doneOf(calls, wanted, 'calls')}, ${refused} refused, ${sent} requests; ${outside.length} outside`,
      ...outside.slice(0, 3),
    ].join('\n    '),
    isFine: outside.length === 0,
  };
}

const order = JSON.parse(process.argv[2]!) as Order;
const rows: Record<string, (order: Order) => Promise<Line>> = { faults, soak: soaked, undo, limits, shared, policies };
process.stdout.write(JSON.stringify(await rows[order.row]!(order)), () => process.exit(0));
