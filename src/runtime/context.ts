import type { Text } from './advice.js';
import type { CallCache } from './cache.js';
import type { Call } from './call.js';
import type { OpenJob } from './jobs/open-job.js';
import type { TimeFormat } from './scalars.js';
import type { Detail } from './tool.js';

/**
 * Gets the bytes behind a path or a URL.
 *
 * @example
 * const readFile: ReadFile = async (location) => ({ name: location, bytes: new TextEncoder().encode('Hello') });
 * const clickup = createClickUp({ apiKey: 'pk_...', readFile });
 */
export type ReadFile = (location: string, signal: AbortSignal) => Promise<{ name: string; bytes: Uint8Array }>;

/**
 * What a running tool may use. `Api` is the typed client; every request it sends passes the whole onion.
 */
export interface RuntimeContext<Api, Shapes, Calls extends Record<keyof Calls, { input: unknown; data: unknown }>> {
  readonly api: Api;
  readonly call: Call;
  /** True under `dry_run`: writes are recorded and answered with stand-ins, so read-backs must be left out. */
  readonly dryRun: boolean;
  /** The Workspace that the call names, else the one of the settings. */
  readonly givenWorkspaceId: string | undefined;
  readonly signal: AbortSignal;
  /** By name, what the client was given besides ClickUp; those that the tool `needs` are there. */
  readonly services: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch; the one clock of the call. */
  now(): number;
  /** Milliseconds left until the deadline. */
  timeLeft(): number;
  /** Milliseconds until so many more requests can have left under the present rate limit. */
  estimateMs(requests: number): number;
  /** What is awaited, or undefined if that takes longer: for what an answer can do without. It may not fail. */
  atMost<T>(ms: number, pending: Promise<T>): Promise<T | undefined>;
  /** Values that outlive one call: who the token is, which Workspaces it reaches. */
  readonly cache: CallCache;
  /** Brings an API object into the declared shape (concise) or normalises all of it (full); throws when it is no such object. */
  project<S extends keyof Shapes>(shape: S, raw: unknown, detail?: Detail): Promise<Shapes[S]>;
  /** The same for a list. An object that cannot be read is left out with a note; if none can be, it throws. */
  projectAll<S extends keyof Shapes>(shape: S, raw: readonly unknown[], detail?: Detail): Promise<Shapes[S][]>;
  /** The IANA zone in which dates are read: the configured one, or that of the token's user. */
  timeZone(): Promise<string>;
  /** The zone whose 04:00 marks a date without a time in ClickUp: the user's, even where the client reads in another. */
  dayZone(): Promise<string>;
  /** How answers show instants and date-only stamps: with the offset of the zone in which dates are read. */
  times(): Promise<TimeFormat>;
  /** Runs work as a job that can be resumed; `item` gives the context in which the writes of an item are journalled. */
  asJob<Result extends { counts: Readonly<Record<string, number>> }>(
    total: number,
    work: (job: OpenJob, item: (index: number) => this) => Promise<Result>,
  ): Promise<Result>;
  /** Runs another tool on the same onion; throws what that tool throws. */
  run<N extends keyof Calls & string>(name: N, input: Calls[N]['input']): Promise<Calls[N]['data']>;
  /** Says how an input was understood (`due_date` -> an ISO time); lands in `data.resolved`. */
  resolved(parameter: string, value: string): void;
  /** Says what the caller should know besides the result; lands in `data.notes`. */
  note(text: Text): void;
  /** Puts advice into words, naming tools that are offered alone. */
  say(text: Text): string;
  progress(done: number, total: number, message?: string): void;
  /** Reads a file under the allowed roots; absent where there is no file system. */
  readonly readFile?: ReadFile;
  /** Downloads a file to attach; absent where the embedding program does not allow it. */
  readonly fetchFile?: ReadFile;
}
