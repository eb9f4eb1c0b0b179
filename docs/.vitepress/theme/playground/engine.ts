import type { CatalogExample } from '../../../../generated/catalog.js';
import { type ClickUp, createClickUp, type Envelope, memoryStore } from '../../../../src/index.js';
import { createSandbox, runningClock, type Sandbox, type SandboxOptions } from '../../../../src/sandbox/index.js';
import type { JsonObject, PlaygroundTool } from '../catalog-tool.js';
import { faultById } from './faults.js';
import { type HttpCall, watch } from './http-calls.js';
import { diffState, type ObjectChange } from './state-diff.js';

export interface RunOptions {
  readonly tool: PlaygroundTool;
  readonly input: JsonObject;
  /** Calls that set the scene first; they are neither watched nor counted as changes. */
  readonly before: CatalogExample['before'];
  readonly fault: string;
  readonly debug: boolean;
  readonly signal: AbortSignal;
  /** Hears of every HTTP call when it starts and when it ends. */
  onCalls(calls: readonly HttpCall[]): void;
}

export interface RunOutcome {
  readonly envelope: Envelope;
  readonly calls: readonly HttpCall[];
  readonly changes: readonly ObjectChange[];
}

/** Real milliseconds per answer, so that timings have something to show. */
const latency = 25;
/** How long one attempt may take here; a hanging request would try a reader's patience otherwise. */
const attemptMs = 3_000;
/** What every attached file holds: a page has no file system. */
const file = async (location: string) => ({
  name: location.split(/[/?#]/).at(-1) || 'file',
  bytes: new TextEncoder().encode('Checked on 5 October.\n'),
});

/** At the moment of the examples, whose dates a reader finds in the form. */
const open = (options: SandboxOptions = {}): Sandbox => createSandbox({ latency, clock: runningClock(), ...options });

/** The one sandbox of this page view: what a tool wrote, another one reads. */
let sandbox = open();
/** What was called on it: the jobs, and what the tools of the history look at. */
let store = memoryStore();

/** Back to the seed, its moment included. */
export function reset(): void {
  sandbox = open();
  store = memoryStore();
}

interface ClientOptions {
  debug: boolean;
  /** The place of the tool in the SDK: recording a history costs reads, which only its own tools are worth. */
  sdk: PlaygroundTool['sdk'];
}

function client(on: Sandbox, fetch: (request: Request) => Promise<Response>, { debug, sdk }: ClientOptions): ClickUp {
  return createClickUp({
    apiKey: on.apiKey,
    clock: on.clock,
    fetch,
    debug,
    store,
    history: sdk.startsWith('history.'),
    attemptMs,
    readFile: file,
    fetchFile: file,
  });
}

/**
 * A sandbox in the same state with the plan that the tool takes, and faults in its way. The limit has a short window then,
 * so that a 429 costs a second.
 */
function stageFor({ fault, tool: { effect, plan } }: RunOptions): Sandbox {
  const faults = faultById(fault).rules(effect);
  if (faults.length === 0 && !plan) return sandbox;
  const { clock } = sandbox;
  const rateLimit = faults.length > 0 && { rateLimit: { limit: 100, windowMs: 1_000 } };
  const stage = open({ clock, faults, ...rateLimit, ...(plan && { plan }) });
  stage.restore({ ...sandbox.snapshot(), windows: [], faults: stage.snapshot().faults });
  return stage;
}

async function setScene({ before, tool: { sdk } }: RunOptions): Promise<void> {
  const clickup = client(sandbox, (request) => sandbox.fetch(request), { debug: false, sdk });
  for (const { tool: name, input } of before ?? []) await clickup.call(name, input);
}

/** Runs one tool of the SDK against the sandbox; everything stays in this page. */
export async function run(options: RunOptions): Promise<RunOutcome> {
  await setScene(options);
  const stage = stageFor(options);
  const before = stage.snapshot();
  const watched = watch((request) => stage.fetch(request), options.onCalls);
  const clickup = client(stage, watched.fetch, { debug: options.debug, sdk: options.tool.sdk });
  const envelope = await clickup.call(options.tool.name, options.input, { signal: options.signal });
  const after = stage.snapshot();
  if (stage !== sandbox) sandbox.restore({ ...after, windows: [], faults: sandbox.snapshot().faults });
  return { envelope, calls: watched.calls(), changes: diffState(before.rows, after.rows) };
}
