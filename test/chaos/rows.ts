import { memoryLimit } from '../../src/runtime/limit/shared-limit.js';
import { type LimitFigures, limitChaos, sharedChaos } from '../support/limit-chaos.js';
import { type PolicyFigures, policyChaos } from '../support/policy-chaos.js';
import { type UndoFigures, undoChaos } from '../support/undo-chaos.js';
import { Interrupter, type KillFigures, ways } from './bulk-kill.js';
import { type FaultFigures, faultChaos } from './faults.js';
import { type ProcessFigures, processChaos } from './processes.js';
import { type Row, sum } from './row.js';
import { type SoakFigures, soak } from './soak.js';

const percent = (share: number) => `${(100 * share).toFixed(1)} % of the ideal`;
const mega = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
const shown = (examples: readonly string[]) => examples.slice(0, 3).map((text) => `\n    ${text.slice(0, 2_000)}`);

const faults: Row<FaultFigures> = {
  what: 'random calls over all tools under mixed faults',
  wanted: 20_000,
  noun: 'calls',
  parts: 4,
  seconds: 140,
  run: ({ count, seed, endsAt }) => faultChaos({ calls: count, seed, endsAt }),
  done: ({ calls }) => calls,
  line(all) {
    const { rows: _, ...figures } = sum(all);
    const met = Object.values(figures.faults).reduce((total, count) => total + count, 0);
    const found = new Map<string, { count: number; examples: string[] }>();
    for (const { rows } of all) {
      for (const { figure, count, examples } of rows) {
        const known = found.get(figure) ?? { count: 0, examples: [] };
        found.set(figure, { count: known.count + count, examples: [...known.examples, ...examples] });
      }
    }
    const told = [...found].map(([figure, { count }]) => `${count} ${figure}`).join('; ');
    return {
      figures: [
        `${figures.succeeded} succeeded; ${met} faults of ${Object.keys(figures.faults).length} kinds in ${figures.disturbed} calls; ${told}`,
        ...[...found].flatMap(([figure, { examples }]) => shown(examples.map((example) => `${figure}: ${example}`))),
      ].join(''),
      isFine: [...found.values()].every(({ count }) => count === 0),
    };
  },
};

const soaked: Row<SoakFigures> = {
  what: 'calls over all tools by one client in one process',
  wanted: 100_000,
  noun: 'calls',
  // A heap belongs to one process.
  parts: 1,
  seconds: 215,
  run: ({ count, seed, endsAt }) => soak({ calls: count, seed, endsAt }),
  done: ({ calls }) => calls,
  line([figures]) {
    const { before, after, code, entries, characters, isWithinBounds } = figures!;
    const growth = after / before - 1;
    return {
      figures: `heap ${mega(before)} after a tenth, ${mega(after)} at the end: ${(100 * growth).toFixed(1)} %, besides ${mega(code)} of compiled code; the cache held at most ${entries} values and ${characters} characters`,
      isFine: growth < 0.05 && isWithinBounds,
    };
  },
};

const undo: Row<UndoFigures> = {
  what: 'random sequences of writes, undone',
  wanted: 1_000,
  noun: 'sequences',
  parts: 3,
  seconds: 100,
  run: ({ count, seed, endsAt }) => undoChaos({ sequences: count, seed, endsAt }),
  done: ({ sequences }) => sequences,
  line(all) {
    const { writes, entries, final, inPart, blocked, said, differs } = sum(all);
    return {
      figures: [
        `${writes} writes, ${entries} entries; the plan said of ${final} that they are final, and of ${inPart} what stays; ${blocked} stay because of such; ${said} fields differ as was said, ${differs.length} sequences otherwise`,
        ...shown(differs),
      ].join(''),
      isFine: differs.length === 0,
    };
  },
};

const limits: Row<LimitFigures> = {
  what: 'calls side by side for 10 simulated minutes at 100 a minute',
  wanted: 64,
  noun: 'calls',
  parts: 1,
  seconds: 5,
  run: ({ count, seed }) => limitChaos({ calls: count, minutes: 10, perMinute: 100, seed }),
  done: () => 64,
  line([figures]) {
    const { refused, share, waits, failed } = figures!;
    const told = Object.entries(waits).map(
      ([kind, { mean, worst }]) => `${kind} waits ${mean.toFixed(0)} s, at worst ${worst.toFixed(0)} s`,
    );
    return {
      figures: [`${refused} answers of 429`, percent(share), ...told].join('; '),
      isFine:
        refused + failed === 0 && share >= 0.97 && Object.values(waits).every(({ mean, worst }) => worst <= 2 * mean),
    };
  },
};

type SharedFigures = Awaited<ReturnType<typeof sharedChaos>>;

const shared: Row<SharedFigures> = {
  what: 'clients of one token that share its limit, for 10 simulated minutes at 100 a minute',
  wanted: 2,
  noun: 'clients',
  parts: 1,
  seconds: 5,
  run: ({ count }) =>
    sharedChaos({ minutes: 10, perMinute: 100, processes: count, storeOf: (clock) => memoryLimit(() => clock.now()) }),
  done: ({ byProcess }) => byProcess.length,
  line: ([figures]) => ofLimit(figures!),
};

const processes: Row<ProcessFigures> = {
  what: 'processes on one token, with one folder, for 10 minutes at 100 a minute of a clock that runs five times as fast',
  wanted: 2,
  noun: 'processes',
  parts: 1,
  seconds: 125,
  isTimed: true,
  run: ({ count, programs }) =>
    processChaos({ minutes: 10, perMinute: 100, processes: count, program: programs.limit! }),
  done: ({ byProcess }) => byProcess.length,
  line: ([figures]) => ofLimit(figures!),
};

const ofLimit = ({ refused, share, byProcess }: SharedFigures) => ({
  figures: `${refused} answers of 429; ${percent(share)}; ${byProcess.join(' and ')} answers`,
  isFine: refused === 0 && share >= 0.97,
});

const items = 500;

const kills: Row<KillFigures> = {
  what: `kill -9 at random points of a bulk create of ${items}, each resumed by one, by two at once, or by one that waited while the first lived`,
  wanted: 100,
  noun: 'kills',
  parts: 12,
  seconds: 370,
  async run({ count, seed, endsAt, programs }) {
    const interrupter = new Interrupter(programs.bulk!, items);
    for (let nth = 0; nth < count && Date.now() < endsAt; nth++)
      await interrupter.round(ways[nth % ways.length]!, seed + nth);
    return interrupter.figures;
  },
  done: ({ rounds }) => rounds,
  line: (all) => ofKills(sum(all)),
};

const sleeps: Row<KillFigures> = {
  what: `processes that fall asleep at random points of a bulk create of ${items}, taken over by another, and wake up`,
  wanted: 10,
  noun: 'sleeps',
  parts: 3,
  seconds: 60,
  async run({ count, seed, endsAt, programs }) {
    const interrupter = new Interrupter(programs.bulk!, items);
    for (let nth = 0; nth < count && Date.now() < endsAt; nth++)
      await interrupter.round('asleep while another goes on', seed + nth);
    return interrupter.figures;
  },
  done: ({ rounds }) => rounds,
  line: (all) => ofKills(sum(all)),
};

function ofKills({ rounds, hits, objects, duplicates, missing, unsettled, others, wrongIds }: KillFigures) {
  return {
    figures: [
      `${hits} of them at work; ${objects} objects of ${rounds * items}; ${duplicates} duplicates, ${missing} missing, ${unsettled} not told, ${wrongIds} with a wrong id`,
      ...shown(others),
    ].join(''),
    isFine: objects === rounds * items && duplicates + missing + unsettled + wrongIds === 0,
  };
}

const policies: Row<PolicyFigures> = {
  what: 'random calls over all tools and raw requests under random policies',
  wanted: 100_000,
  noun: 'calls',
  parts: 4,
  seconds: 265,
  async run({ count, seed, endsAt }) {
    const all: PolicyFigures[] = [];
    for (let done = 0, round = 0; done < count && (round === 0 || Date.now() < endsAt); round++) {
      const one = await policyChaos({ cases: Math.min(1_000, count - done), seed: seed + round });
      all.push(one);
      done += one.calls;
    }
    return sum(all);
  },
  done: ({ calls }) => calls,
  line(all) {
    const { refused, sent, written, outside } = sum(all);
    return {
      figures: [
        `${refused} refused; ${sent} requests, ${written} of which write; ${outside.length} outside`,
        ...shown(outside),
      ].join(''),
      isFine: outside.length === 0,
    };
  },
};

/** The rows by name, in the order of the table. */
export const rows = { faults, kills, sleeps, limits, shared, processes, undo, policies, soak: soaked } as const;
