import type { ClickUp } from '../src/index.js';
import type { Envelope } from '../src/runtime/tool.js';
import type { FaultRule, ManualClock, Sandbox, Snapshot } from '../src/sandbox/index.js';
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

/** The bytes of every file that an example attaches. */
export const sampleFile = 'Checked on 5 October.\n';

const readFile = async (location: string) => ({
  name: decodeURIComponent(location.split(/[?#]/)[0]!.split('/').at(-1) || 'file'),
  bytes: new TextEncoder().encode(sampleFile),
});

/**
 * A stage on which calls are tried: every one on the untouched sample data, at the same moment, with the same
 * randomness, so that it answers the same to the byte whenever it is tried.
 */
export class Stage {
  private constructor(
    private readonly parts: Parts,
    private readonly clock: ManualClock,
    private readonly sandbox: Sandbox,
    private readonly fresh: Snapshot,
  ) {}

  /** Loads the generated tools as they now stand in the repository. */
  static async open(): Promise<Stage> {
    const parts = await loadParts();
    const clock = parts.manualClock();
    const sandbox = parts.createSandbox({ clock });
    return new Stage(parts, clock, sandbox, sandbox.snapshot());
  }

  /** Tries one call. `salt` seeds the request ids and the spread of retries. Throws when a call before it fails. */
  async run(tool: string, trial: Trial, salt: string): Promise<Outcome> {
    const { SEED_NOW, SANDBOX_API_KEY, createClickUp, Random, hash } = this.parts;
    this.clock.set(SEED_NOW);
    const random = new Random(hash(`${tool} ${salt}`));
    const client = (sandbox: Sandbox, { apiKey = SANDBOX_API_KEY, baseUrl, debug = false }: Partial<Trial>): ClickUp =>
      createClickUp({
        fetch: sandbox.fetch,
        clock: this.clock,
        random: () => random.next(),
        apiKey,
        debug,
        ...(baseUrl !== undefined && { baseUrl }),
        readFile,
        fetchFile: readFile,
      });
    const prepared = trial.empty ? this.sandbox : await this.prepare(client(this.sandbox, {}), trial.before ?? []);
    const sandbox = this.stageFor(trial, prepared);
    const last = sandbox.requests.at(-1);
    const envelope = await client(sandbox, trial).call(tool, trial.input);
    const arrived = sandbox.requests.slice(last ? sandbox.requests.lastIndexOf(last) + 1 : 0);
    return { envelope, calls: arrived.flatMap(({ operation }) => operation ?? []) };
  }

  private async prepare(clickup: ClickUp, before: NonNullable<Trial['before']>): Promise<Sandbox> {
    this.sandbox.restore(this.fresh);
    for (const { tool, input } of before) {
      const envelope = await clickup.call(tool, input);
      if (!envelope.success) throw new Error(`${tool}, which goes before, failed: ${failureText(envelope)}`);
    }
    return this.sandbox;
  }

  private stageFor({ faults, empty }: Trial, prepared: Sandbox): Sandbox {
    if (!faults && !empty) return prepared;
    const sandbox = this.parts.createSandbox({
      clock: this.clock,
      ...(faults && { faults }),
      seed: 'empty',
    });
    if (!empty) sandbox.restore(prepared.snapshot());
    return sandbox;
  }

  /** A fault as `clickup-tools sandbox --fault` takes it. */
  faultOf(text: string): FaultRule {
    return this.parts.parseFault(text);
  }

  /** The moment at which every trial begins, ISO 8601. */
  get moment(): string {
    return new Date(this.parts.SEED_NOW).toISOString();
  }
}

type Parts = Awaited<ReturnType<typeof loadParts>>;

/** Everything that imports generated modules, loaded after these were written. */
const loadParts = async () => {
  const [{ createClickUp }, sandbox, { parseFault }, { Random, hash }] = await Promise.all([
    import('../src/index.js'),
    import('../src/sandbox/index.js'),
    import('../src/cli/sandbox.js'),
    import('../src/sandbox/random.js'),
  ]);
  const { createSandbox, manualClock, SANDBOX_API_KEY, SEED_NOW } = sandbox;
  return { createClickUp, createSandbox, manualClock, SANDBOX_API_KEY, SEED_NOW, parseFault, Random, hash };
};

/** Why an envelope is a failure, in a line. */
export const failureText = (envelope: Envelope): string =>
  envelope.success ? 'it succeeded' : `${envelope.error.code}: ${envelope.error.message}`;
