import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { type CatalogTool, catalogTools } from '../support/catalog.js';
import { type Attack, Tally } from './attack.js';
import { envelopeProblem, repetitions } from './odd-inputs/check-envelope.js';
import { type OddInput, oddInput } from './odd-inputs/inputs.js';
import { type Random, randomFrom } from './support/random.js';
import { within } from './support/within.js';

const callsPerTool = { small: 8, full: 98 };
const patienceMs = 10_000;

/** Inputs as no caller should send them, to every tool: each must be answered, and none may do harm. */
export const oddInputs: Attack = {
  limitMs: { small: 20_000, full: 300_000 },
  async run({ seed, size }) {
    const random = randomFrom(seed);
    const watch = new Watch();
    for (const tool of catalogTools) await attackTool(tool, random, callsPerTool[size], watch);
    watch.prototypes();
    return watch.rows;
  },
};

async function attackTool(tool: CatalogTool, random: Random, calls: number, watch: Watch): Promise<void> {
  const sandbox = createSandbox({ clock: manualClock(), rateLimit: false });
  const urls: Request[] = [];
  const fetch = (request: Request) => {
    urls.push(request);
    return sandbox.fetch(request);
  };
  const clickup = createClickUp({ apiKey: sandbox.apiKey, fetch, clock: sandbox.clock, random: () => 0.5 });
  for (let number = 0; number < calls; number++) {
    const one = oddInput(tool, random);
    urls.length = 0;
    const answer = await within(
      patienceMs,
      answerOf(() => clickup.call(tool.name as string, one.input)),
      noAnswer,
    );
    watch.call(tool, one, answer, urls);
  }
}

type Answer = { envelope: unknown } | { thrown: unknown } | { late: true };
const noAnswer: Answer = { late: true };

/** The envelope, or what was thrown, at once or later. */
async function answerOf(call: () => Promise<unknown>): Promise<Answer> {
  try {
    return { envelope: await call() };
  } catch (thrown) {
    return { thrown };
  }
}

/** What no input may bring about. */
class Watch {
  private readonly thrown = new Tally('calls that throw');
  private readonly late = new Tally('calls without an answer');
  private readonly invalid = new Tally('answers that are no envelope');
  private readonly twice = new Tally('answers that hold a long value twice');
  private readonly outside = new Tally('requests outside /api/v2 and /api/v3');
  private readonly unconfirmed = new Tally('deletes without confirm: "yes"');
  private readonly dry = new Tally('dry runs that write');
  private readonly polluted = new Tally('keys added to prototypes');

  get rows() {
    const { thrown, late, invalid, twice, outside, unconfirmed, dry, polluted } = this;
    return [thrown, late, invalid, twice, outside, unconfirmed, dry, polluted].map(({ row }) => row);
  }

  call({ name, confirm }: CatalogTool, one: OddInput, answer: Answer, requests: readonly Request[]): void {
    const example = (what: string) => () => `${one.label}: ${what}`;
    this.thrown.check(!('thrown' in answer), example('thrown' in answer ? String(answer.thrown).slice(0, 120) : ''));
    this.late.check(!('late' in answer), example('no answer'));
    if ('envelope' in answer) {
      const problem = envelopeProblem(answer.envelope, name);
      this.invalid.check(problem === undefined, example(problem ?? ''));
      this.twice.check(repetitions(answer.envelope, one.input) < 2, example('twice'));
    }
    const writes = requests.filter(({ method }) => method !== 'GET').map(({ method, url }) => `${method} ${url}`);
    for (const { url } of requests) this.outside.check(isInside(url), example(url));
    if (one.isDry) this.dry.check(writes.length === 0, example(String(writes[0])));
    if (confirm === 'always' && !one.isConfirmed)
      this.unconfirmed.check(writes.length === 0, example(String(writes[0])));
  }

  prototypes(): void {
    for (const prototype of [Object.prototype, Array.prototype, Function.prototype]) {
      this.polluted.check(Object.keys(prototype).length === 0, () => Object.keys(prototype).join(', '));
    }
  }
}

function isInside(text: string): boolean {
  const { origin, pathname } = new URL(text);
  return origin === 'https://api.clickup.com' && /^\/api\/v[23]\//.test(pathname);
}
