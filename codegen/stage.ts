import type { Envelope } from '../src/runtime/tool.js';
import type { FaultRule, ManualClock, Sandbox } from '../src/sandbox/index.js';
import type { Example } from './model.js';

/** One call to stage: what is sent, what went before, and what is wrong with the world while it runs. */
export interface Trial {
  input: Record<string, unknown>;
  before?: Example['before'];
  faults?: readonly FaultRule[];
  apiKey?: string;
  baseUrl?: string;
  debug?: boolean;
  /** Nothing of the sample data is reached, so that an empty sandbox gives the same answer sooner. */
  empty?: boolean;
}

/** What a trial led to. */
export interface Outcome {
  envelope: Envelope;
  /** Operations that arrived, in order; what went before is not counted. */
  calls: readonly string[];
}

/**
 * A stage on which calls are tried: every one on the untouched sample data, at the same moment, with the same
 * randomness, so that it answers the same to the byte whenever it is tried.
 */
export interface Stage {
  /** Tries one call. `salt` seeds the request ids and the spread of retries. Throws when a call before it fails. */
  run(tool: string, trial: Trial, salt: string): Promise<Outcome>;
  /** A fault as `clickup-tools sandbox --fault` takes it. */
  faultOf(text: string): FaultRule;
  /** The moment at which every trial begins, ISO 8601. */
  moment: string;
}

/** Everything that imports generated modules, loaded after these were written. */
const loadParts = async () => {
  const [{ createClickUp }, sandbox, { parseFault }, { Random, hash }] = await Promise.all([
    import('../src/index.js'),
    import('../src/sandbox/index.js'),
    import('../src/cli/sandbox.js'),
    import('../src/sandbox/random.js'),
  ]);
  return { ...sandbox, createClickUp, parseFault, Random, hash };
};

/** Every file that an example attaches has this text. */
const readFile = async (location: string) => ({
  name: decodeURIComponent(location.split(/[?#]/)[0]!.split('/').at(-1) || 'file'),
  bytes: new TextEncoder().encode('Checked on 5 October.\n'),
});

/** Why an envelope is a failure, in a line. */
export const failureText = (envelope: Envelope): string =>
  envelope.success ? 'it succeeded' : `${envelope.error.code}: ${envelope.error.message}`;

/** A door that can be shut: what a finished call left under way must not reach the next one's sandbox. */
const door = (fetch: Sandbox['fetch']) => {
  let isOpen = true;
  return {
    fetch: async (request: Request) => {
      if (!isOpen) throw new Error('the call is over');
      return fetch(request);
    },
    shut: () => {
      isOpen = false;
    },
  };
};

/** Loads the generated tools as they now stand in the repository, and the sample data. */
export const openStage = async (): Promise<Stage> => {
  const { createClickUp, createSandbox, manualClock, parseFault, Random, hash, SANDBOX_API_KEY, SEED_NOW } =
    await loadParts();
  // Each trial has a clock of its own, so that what an earlier one left waiting cannot move it.
  let clock: ManualClock = manualClock();
  const now = () => clock.now();
  const main = createSandbox({ clock: { now } });
  const fresh = main.snapshot();

  const prepare = async (before: NonNullable<Trial['before']>): Promise<void> => {
    main.restore(fresh);
    const clickup = createClickUp({ fetch: main.fetch, clock, random: () => 0.5, apiKey: SANDBOX_API_KEY });
    for (const { tool, input } of before) {
      const envelope = await clickup.call(tool, input);
      if (!envelope.success) throw new Error(`${tool}, which goes before, failed: ${failureText(envelope)}`);
    }
  };

  /** Faults belong to a sandbox from its start, so that each trial with faults has its own. */
  const sandboxFor = async ({ faults, empty, before }: Trial): Promise<Sandbox> => {
    if (!empty) await prepare(before ?? []);
    if (!faults && !empty) return main;
    // The window is short, so that a 429 costs the second that it asks for and not a minute.
    const rateLimit = { limit: 100, windowMs: 1_000 };
    const sandbox = createSandbox({ clock: { now }, seed: 'empty', ...(faults && { faults, rateLimit }) });
    if (!empty) sandbox.restore(main.snapshot());
    return sandbox;
  };

  return {
    faultOf: parseFault,
    moment: new Date(SEED_NOW).toISOString(),
    async run(tool, trial, salt) {
      clock = manualClock();
      const sandbox = await sandboxFor(trial);
      const { apiKey = SANDBOX_API_KEY, baseUrl, debug = false } = trial;
      const random = new Random(hash(`${tool} ${salt}`));
      const { fetch, shut } = door(sandbox.fetch);
      const files = { readFile, fetchFile: readFile };
      const options = { fetch, clock, random: () => random.next(), apiKey, debug, ...files };
      const clickup = createClickUp({ ...options, ...(baseUrl !== undefined && { baseUrl }) });
      const last = sandbox.requests.at(-1);
      const envelope = await clickup.call(tool, trial.input);
      shut();
      const arrived = sandbox.requests.slice(last ? sandbox.requests.lastIndexOf(last) + 1 : 0);
      // What is still inside the sandbox ends before it is used again.
      await new Promise(setImmediate);
      return { envelope, calls: arrived.flatMap(({ operation }) => operation ?? []) };
    },
  };
};
