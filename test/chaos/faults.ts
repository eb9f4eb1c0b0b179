import { createClickUp, type Envelope, memoryStore } from '../../src/index.js';
import { lastWordsMs } from '../../src/runtime/execute.js';
import { createSandbox, manualClock, SEED_NOW } from '../../src/sandbox/index.js';
import { type Row, Tally } from '../attack/attack.js';
import { Judge } from '../attack/lost-answers/judge.js';
import { envelopeProblem } from '../attack/odd-inputs/check-envelope.js';
import { randomFrom } from '../attack/support/random.js';
import { within } from '../attack/support/within.js';
import { type CatalogTool, catalogTools } from '../support/catalog.js';
import { type IdPools, idPools } from '../support/other-ids.js';
import type { Rows } from '../support/policy-oracle.js';
import { sharedSandbox } from '../support/shared-sandbox.js';
import { virtualClock } from '../support/virtual-clock.js';
import { type CallLog, faultyTransport } from './faulty.js';
import { type Input, inputOf } from './inputs.js';

/** What many calls under mixed faults came to. */
export interface FaultFigures {
  calls: number;
  succeeded: number;
  /** Calls that met a fault, and the faults by kind. */
  disturbed: number;
  faults: Record<string, number>;
  /** What must be zero. */
  rows: Row[];
}

/** Calls of one client on one sandbox, which start afresh after them. */
const callsOfOne = 20;
const deadlineMs = 60_000;
const attemptMs = 10_000;
/** Real time after which a call on a virtual clock will never end. */
const patienceMs = 20_000;
/** Shares of the requests that meet a fault, of which each call has one. */
const shares = [0, 0.1, 0.3, 0.6];

/**
 * Calls tools at random while requests and answers are lost and spoilt, on a clock on which waiting takes no time, and
 * holds every answer against what is there. Ends early at `endsAt`, in real Unix ms.
 */
export async function faultChaos({
  calls,
  seed,
  only,
  endsAt = Number.POSITIVE_INFINITY,
}: {
  calls: number;
  seed: number;
  /** Names of tools; default: all. */
  only?: readonly string[];
  endsAt?: number;
}): Promise<FaultFigures> {
  const rejections: string[] = [];
  const hear = (reason: unknown) => rejections.push(String(reason));
  process.on('unhandledRejection', hear);
  const base = createSandbox({ clock: manualClock(), plan: 'enterprise' }).snapshot().rows as Rows;
  const run = new Run(
    base,
    catalogTools.filter(({ name }) => only?.includes(name) ?? true),
  );
  for (let session = 0; run.figures.calls < calls && Date.now() < endsAt; session++)
    await run.session(seed + session, Math.min(callsOfOne, calls - run.figures.calls));
  await new Promise(setImmediate);
  process.off('unhandledRejection', hear);
  return run.result(rejections);
}

class Run {
  readonly figures: Omit<FaultFigures, 'rows'> = { calls: 0, succeeded: 0, disturbed: 0, faults: {} };
  private readonly judge = new Judge();
  private readonly thrown = new Tally('calls that throw or never end');
  private readonly late = new Tally('calls beyond their deadline');
  private readonly odd = new Tally('answers that are no envelope');
  private readonly untrue = new Tally('successes of which nothing is there');
  private readonly nothing = new Tally('things that are there, told as not there');
  private readonly pools: IdPools;
  private readonly warm = new Set<string>();

  constructor(
    private readonly base: Rows,
    private readonly tools: readonly CatalogTool[],
  ) {
    this.pools = idPools(base);
  }

  /** One client, which goes from call to call; what one of them spoils, the next may see. */
  async session(seed: number, calls: number): Promise<void> {
    const random = randomFrom(seed);
    const clock = virtualClock(SEED_NOW);
    const { sandbox } = sharedSandbox({ clock, rateLimit: false, plan: 'enterprise' }, this.base);
    const faulty = faultyTransport(sandbox.options.transport, random);
    const common = { ...sandbox.options, random: () => 0.5, timeZone: 'UTC', deadlineMs, attemptMs };
    const clickup = createClickUp({
      ...common,
      transport: faulty.transport,
      history: random.next() < 0.3,
      store: memoryStore(),
    });
    for (let nth = 0; nth < calls; nth++) {
      const tool = random.pick(this.tools);
      const input = inputOf(tool, this.pools, random);
      await this.warmUp(tool);
      const log = faulty.begin(random.pick(shares));
      const label = `seed ${seed} call ${nth}: ${tool.name} ${JSON.stringify(input)}`;
      let problem = 'no answer';
      const pending = clickup.call(tool.name, input).catch((error: unknown) => {
        problem = String(error);
        return undefined;
      });
      const envelope = await within(patienceMs, pending, undefined);
      this.thrown.check(envelope !== undefined, () => `${label}: ${problem}`);
      this.count(log, envelope);
      if (!envelope) continue;
      const told = `${label} [${log.faults.join(', ')}]`;
      this.checkForm(tool, told, envelope);
      if (tool.effect !== 'read') this.checkWrite(tool, input, told, envelope, log);
      const ask = (asked: Input) => createClickUp({ ...common, store: memoryStore() }).call(tool.name, asked);
      // What was recorded is not there for another client; and a raw answer is ClickUp's own.
      if (!['history', 'api'].includes(tool.toolset)) await this.checkNothing(tool, input, told, envelope, log, ask);
    }
  }

  /** Loads what a call of this tool needs: that takes real time, in which a virtual clock would run to the deadline. */
  private async warmUp({ name, examples }: CatalogTool): Promise<void> {
    if (this.warm.has(name)) return;
    this.warm.add(name);
    for (const { input } of examples) {
      const { sandbox } = sharedSandbox({ clock: manualClock(), rateLimit: false, plan: 'enterprise' }, this.base);
      const clickup = createClickUp({ ...sandbox.options, history: true, timeZone: 'UTC' });
      await clickup.call(name, { ...input, ...('confirm' in input && { confirm: 'yes' }) });
    }
  }

  result(rejections: readonly string[]): FaultFigures {
    const { thrown, late, odd, untrue, nothing } = this;
    const rows = [thrown, late, odd, untrue, nothing].map(({ row }) => row);
    const unhandled = {
      figure: 'unhandled rejections',
      tried: this.figures.calls,
      count: rejections.length,
      examples: rejections.slice(0, 3),
    };
    return { ...this.figures, rows: [...rows, unhandled, ...this.judge.rows.filter(({ tried }) => tried > 0)] };
  }

  private count({ faults }: CallLog, envelope: Envelope | undefined): void {
    this.figures.calls++;
    if (envelope?.success) this.figures.succeeded++;
    if (faults.length > 0) this.figures.disturbed++;
    for (const name of faults) this.figures.faults[name] = (this.figures.faults[name] ?? 0) + 1;
  }

  private checkForm(tool: CatalogTool, label: string, envelope: Envelope): void {
    const problem = envelopeProblem(envelope, tool.name);
    this.odd.check(problem === undefined, () => `${label}: ${problem}`);
    const ms = envelope.metadata.execution_time_ms;
    this.late.check(ms <= deadlineMs + lastWordsMs, () => `${label}: after ${ms} ms`);
  }

  private checkWrite(tool: CatalogTool, input: Input, label: string, envelope: Envelope, log: CallLog): void {
    // A copy does not show the ids of its parts, so that none can be seen to have been found by looking.
    const isCopy = tool.name === 'clickup_task_duplicate' && envelope.metadata.reconciled;
    const seen = isCopy ? log.writes.map((write) => (write.made ? { ...write, fate: undefined } : write)) : log.writes;
    this.judge.write(tool.name, label, seen, envelope);
    if (!envelope.success || input.dry_run === true) return;
    const { writes, sent } = log;
    const taken = writes.filter(({ fate }) => fate?.takes !== false);
    const makes = /_(create|duplicate)(_page|_channel)?$/.test(tool.name) && sent > 0;
    const said = JSON.stringify(envelope.data);
    // A part of it is told as unknown.
    if (said.includes('UNKNOWN_OUTCOME')) return;
    const isThere = makes ? taken.some(({ made }) => made && said.includes(made)) : sent === 0 || taken.length > 0;
    this.untrue.check(isThere, () => `${label}: ${said.slice(0, 200)}`);
  }

  /** What was said not to be there, against what an undisturbed client says. */
  private async checkNothing(
    { effect }: CatalogTool,
    input: Input,
    label: string,
    envelope: Envelope,
    { writes, faults }: CallLog,
    ask: (input: Input) => Promise<Envelope>,
  ): Promise<void> {
    if (envelope.success) {
      if (effect !== 'read') return;
      const truth = await ask(input);
      const path = truth.success ? missing(envelope.data, truth.data, 'data') : undefined;
      const isTold = /could not be read|not (?:all|whole)|incomplete/i.test(JSON.stringify(envelope.data));
      // In full, what is empty is left out of an object; nobody can tell an empty one that stands for a list from others.
      const isLeftOut = input.detail === 'full' && faults.includes('a wrong type');
      this.nothing.check(path === undefined || isTold || isLeftOut, () => `${label}: ${path}`);
      return;
    }
    const { code, message } = envelope.error;
    if (writes.length > 0 || !['RESOURCE_NOT_FOUND', 'INVALID_PARAMETER', 'AMBIGUOUS_REFERENCE'].includes(code)) return;
    const truth = await ask(effect === 'read' ? input : { ...input, dry_run: true });
    const isSame = !truth.success && truth.error.code === code;
    this.nothing.check(isSame || !truth.success, () => `${label}: ${code} ${message}`);
  }
}

/** Where an answer has nothing, or a count of 0, though the true one has something; undefined where it has all. */
function missing(told: unknown, truth: unknown, path: string): string | undefined {
  if (Array.isArray(truth)) {
    if (truth.length === 0) return undefined;
    if (told === undefined || told === null || (Array.isArray(told) && told.length === 0))
      return `${path} is ${JSON.stringify(told)} instead of ${truth.length} items`;
    if (!Array.isArray(told)) return undefined;
    if (told.length !== truth.length) return undefined;
    for (const [index, item] of truth.entries()) {
      const found = missing(told[index], item, `${path}[${index}]`);
      if (found) return found;
    }
    return undefined;
  }
  if (typeof truth === 'number' && truth > 0 && told === 0) return `${path} is 0 instead of ${truth}`;
  if (typeof truth !== 'object' || truth === null || typeof told !== 'object' || told === null) return undefined;
  for (const [key, item] of Object.entries(truth)) {
    if (key === 'notes') continue;
    const found = missing((told as Input)[key], item, `${path}.${key}`);
    if (found) return found;
  }
  return undefined;
}
