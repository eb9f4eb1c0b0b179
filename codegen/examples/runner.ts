import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import type { Auth } from '../../src/clickup/auth.js';
import type { ClickUpOptions } from '../../src/client/options.js';
import type { Envelope } from '../../src/runtime/envelope.js';
import type { Store } from '../../src/runtime/store.js';
import type { FaultRule, ManualClock, Plan, Sandbox, SeedFunction } from '../../src/sandbox/index.js';
import type { File } from '../emit/text.js';
import type { Example } from '../model.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** One call to stage: what is sent, what went before, and what is wrong with the world while it runs. */
export interface RunOptions {
  input: Record<string, unknown>;
  before?: Example['before'];
  faults?: readonly FaultRule[];
  apiKey?: string;
  baseUrl?: string;
  debug?: boolean;
  /** The plan of the Workspace. */
  plan?: Plan;
  /** Nothing of the sample data is reached, so that an empty sandbox gives the same answer sooner. */
  empty?: boolean;
}

/** What a trial led to. */
export interface RunResult {
  envelope: Envelope;
  /** Operations that arrived, in order; what went before is not counted. */
  calls: readonly string[];
}

/**
 * A stage on which calls are tried: every one on the untouched sample data, at the same moment, with the same
 * randomness, so that it answers the same to the byte whenever it is tried.
 */
export interface ExampleRunner {
  /** Tries one call. `salt` seeds the request ids and the spread of retries. Throws when a call before it fails. */
  run(tool: string, trial: RunOptions, salt: string): Promise<RunResult>;
  /** A fault as `clickup-tools sandbox --fault` takes it. */
  faultOf(text: string): FaultRule;
  /** The moment at which every trial begins, ISO 8601. */
  moment: string;
}

/** Puts the files that were just emitted in place of those on disk, and the sources of `root` in place of our own. */
const emittedFiles = (root: string, files: readonly File[], entry: string): Plugin => {
  const texts = new Map(files.map(({ path, text }) => [resolve(root, path), text]));
  const sourceOf = (path: string) => path.replace(/\.js$/, '.ts');
  return {
    name: 'emitted-files',
    setup(build) {
      // The folder of an emitted file need not be there yet, in which case esbuild itself would find nothing from it.
      build.onResolve({ filter: /^/ }, ({ path, importer, kind }) => {
        if (kind === 'entry-point') return undefined;
        if (!path.startsWith('.')) return { path, external: true };
        const wanted = sourceOf(resolve(dirname(importer), path));
        return { path: importer === entry ? resolve(root, relative(repository, wanted)) : wanted };
      });
      build.onLoad({ filter: /\.(ts|json)$/ }, ({ path }) => {
        const contents = texts.get(path);
        if (contents === undefined) return undefined;
        return { contents, loader: path.endsWith('.json') ? 'json' : 'ts' };
      });
    },
  };
};

/** Bundles what a stage is made of, with the files that were just emitted: it starts and runs faster than hundreds of modules. */
export const withBundle = async <Parts, Result>(
  { root, files, entry }: { root: string; files: readonly File[]; entry: string },
  work: (parts: Parts, folder: string) => Promise<Result>,
): Promise<Result> => {
  const { build } = await import('esbuild');
  const cache = resolve(repository, 'node_modules/.cache/');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'examples-'));
  try {
    const outfile = join(folder, 'parts.mjs');
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'silent',
      plugins: [emittedFiles(root, files, entry)],
    });
    return await work(await import(pathToFileURL(outfile).href), folder);
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** The emitted tools and what they work on. */
const loadParts = (root: string, files: readonly File[]): Promise<typeof import('./runtime.js')> =>
  withBundle(
    { root, files, entry: fileURLToPath(new URL('./runtime.ts', import.meta.url)) },
    async (parts) => parts as never,
  );

/** What a trial begins with, and where it keeps what it recorded. */
type Stage = RunOptions & {
  store?: Store | undefined;
  /** Its tools, and who signed in there. */
  hosted?: Pick<ClickUpOptions, 'tools' | 'services'> | undefined;
};

/** Every file that an example attaches has this text. */
const readFile = async (location: string) => ({
  name: decodeURIComponent(location.split(/[?#]/)[0]!.split('/').at(-1) || 'file'),
  bytes: new TextEncoder().encode('Checked on 5 October.\n'),
});

/** Lena, who signed in at a hosted server, and the key that her agent has. */
const signedIn = (): Auth => {
  let state: 'ok' | 'needs_reauth' = 'ok';
  return {
    state: async () => state,
    person: async () => ({ id: '81230001', name: 'Lena Hoffmann', email: 'lena@harbourbikes.example' }),
    workspace: { id: '9011234567', name: 'Harbour Bikes', role: 'admin' },
    access: {
      kind: 'key',
      name: 'Triage agent',
      may: ['read', 'update'],
      within: ['space Engineering'],
      expires_at: '2026-11-04T09:00:00.000Z',
    },
    signInUrl: 'https://clickup.example.com/oauth/clickup/authorize',
    signOut: async () => {
      state = 'needs_reauth';
    },
  };
};

/** Why an envelope is a failure, in a line. */
export const failureText = (envelope: Envelope): string =>
  envelope.success ? 'it succeeded' : `${envelope.error.code}: ${envelope.error.message}`;

/** Loads the tools as they were just emitted or, without, as they are on disk, with the sources of `root`, and the sample data. */
export const createRunner = async (root: string = repository, files: readonly File[] = []): Promise<ExampleRunner> => {
  const {
    createClickUp,
    createSandbox,
    manualClock,
    memoryStore,
    parseFault,
    Random,
    hash,
    SANDBOX_API_KEY,
    SEED_NOW,
    hostedTools,
    tools: usualTools,
  } = await loadParts(root, files);
  const { rows } = createSandbox({ clock: manualClock() }).snapshot();
  /** The sample data without making it anew: rows are never mutated, so that all sandboxes can share them. */
  const seed: SeedFunction = ({ state }) => {
    for (const [name, table] of Object.entries(state)) table.load((rows[name] ?? []) as never);
  };

  const prepare = async (
    sandbox: Sandbox,
    { before = [], store, hosted }: Pick<Stage, 'before' | 'store' | 'hosted'>,
  ): Promise<void> => {
    const recording = store && { history: true, store };
    const clickup = createClickUp({ ...sandbox.options, random: () => 0.5, ...recording, ...hosted });
    for (const { tool, input } of before) {
      const envelope = await clickup.call(tool, input);
      if (!envelope.success) throw new Error(`${tool}, which goes before, failed: ${failureText(envelope)}`);
    }
  };

  /** Every trial has a sandbox and a clock of its own, so that what one leaves under way cannot reach another. */
  const sandboxFor = async (
    { faults, empty, plan, before = [], store, hosted }: Stage,
    clock: ManualClock,
  ): Promise<Sandbox> => {
    // The window is short, so that a 429 costs the second that it asks for and not a minute.
    const faulty = faults && { faults, rateLimit: { limit: 100, windowMs: 1_000 } };
    const world = { clock, ...(plan && { plan }) };
    if (empty && !store && !hosted) return createSandbox({ ...world, seed: 'empty', ...faulty });
    if (before.length === 0) return createSandbox({ ...world, seed, ...faulty });
    const prepared = createSandbox({ ...world, seed });
    await prepare(prepared, { before, store, hosted });
    if (!faulty) return prepared;
    const sandbox = createSandbox({ ...world, seed: 'empty', ...faulty });
    sandbox.restore(prepared.snapshot());
    return sandbox;
  };

  return {
    faultOf: parseFault,
    moment: new Date(SEED_NOW).toISOString(),
    async run(tool, trial, salt) {
      const clock = manualClock();
      // Only tools of the history and of jobs record what goes before: that costs reads.
      const store = /^clickup_(history|job)_/.test(tool) ? memoryStore() : undefined;
      const hosted = hostedTools.some(({ name }) => name === tool)
        ? { tools: [...usualTools, ...hostedTools], services: { auth: signedIn() } }
        : undefined;
      const sandbox = await sandboxFor({ ...trial, store, hosted }, clock);
      const earlier = sandbox.requests.length;
      const { apiKey = SANDBOX_API_KEY, baseUrl, debug = false } = trial;
      const random = new Random(hash(`${tool} ${salt}`));
      const clickup = createClickUp({
        ...sandbox.options,
        random: () => random.next(),
        apiKey,
        debug,
        readFile,
        fetchFile: readFile,
        ...(store && { history: true, store }),
        ...hosted,
        ...(baseUrl !== undefined && { baseUrl }),
      });
      const envelope = await clickup.call(tool, trial.input);
      const calls = sandbox.requests.slice(earlier).flatMap(({ operation }) => operation ?? []);
      return { envelope, calls };
    },
  };
};
