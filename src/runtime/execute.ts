import type { ToolNames } from './advice.js';
import type { ApiDescription } from './api-description.js';
import { type Call, type CallOptions, hasWritten, metadataOf, openCall } from './call.js';
import type { Clock } from './clock.js';
import { unconfirmed } from './confirmation.js';
import type { Envelope } from './envelope.js';
import { ClickUpError, clickUpError, type ErrorBody, type ErrorCode, type ErrorType } from './errors.js';
import { verifyHint } from './failures.js';
import { takeFresh } from './fresh.js';
import { type CallEvent, type Hooks, tell } from './hooks.js';
import { type LoadedTool, loadTool } from './load.js';
import { isDuration } from './options.js';
import { isPlainObject } from './plain-object.js';
import { asUnplanned, type Planner, plannedAnswer, requirePlan, takeToken } from './planning.js';
import { Progress } from './progress.js';
import type { Secrets } from './secrets.js';
import type { Store } from './store.js';
import type { Detail, Tool, ToolEntry } from './tool.js';
import type { UnreadWrites } from './unread-writes.js';
import { validate } from './validate.js';
import { takeWriteArguments } from './write-arguments.js';

export interface ExecuteDeps<Ctx> extends Pick<Hooks, 'onEvent' | 'onWait'> {
  tools: ReadonlyMap<string, ToolEntry>;
  /** The same tools by their place in the SDK. */
  names: ToolNames;
  /** Speaks of a tool that there is, but not here. */
  explainAbsent?: ((name: string) => Promise<ClickUpError | undefined>) | undefined;
  api: ApiDescription;
  clock: Clock;
  /** Knows which calls were made before. */
  store: Store;
  secrets: Secrets;
  /** Says what a dry run would change. */
  planner?: Planner<Ctx> | undefined;
  /** Holds writes back that follow each other unread. */
  unread?: UnreadWrites | undefined;
  debug: boolean;
  deadlineMs: number;
  newRequestId(): string;
  /** Gives the running tool its hands; `remarks` collects what belongs beside the result. */
  context(call: Call, progress: Pick<Progress, 'advance'> | undefined, remarks: Remarks, input: object): Ctx;
  /** Looks up what the input names where the tool wants an id; undefined where it names nothing. */
  settle?: ((context: Ctx, input: object) => Promise<object> | undefined) | undefined;
}

/** What a call says besides its result. */
export interface Remarks {
  resolved: Record<string, string>;
  notes: string[];
}

/** Runs one tool: validate, open the record, run, envelope. Never throws: here alone an error becomes an answer. */
export async function execute<Ctx>(
  name: string,
  input: unknown,
  deps: ExecuteDeps<Ctx>,
  options: CallOptions,
): Promise<Envelope> {
  const { clock, debug, names, onWait } = deps;
  const deadlineMs = options.deadlineMs ?? deps.deadlineMs;
  const progress = options.onProgress && new Progress(options.onProgress, clock);
  const { call, cancelOn, close } = openCall(name, options.requestId?.slice(0, 8) ?? deps.newRequestId(), {
    clock,
    deadlineMs,
    onWait(at) {
      progress?.waitsUntil(at);
      tell(onWait, { tool: name, waitMs: at - clock.now() });
    },
  });
  if (options.flow !== undefined) call.flow = options.flow;
  let outcome: { success: true; data: unknown } | { success: false; error: ErrorBody };
  try {
    if (options.deadlineMs != null && !isDuration(options.deadlineMs))
      throw (await import('./remarks.js')).badDeadline();
    cancelOn(options.signal);
    call.throwIfAborted();
    const data = await unlessLate(clock, call, answerOnce(name, input, deps, { call, progress, options }));
    outcome = { success: true, data };
  } catch (error) {
    outcome = { success: false, error: toClickUpError(asPartialFailure(error, call), call.settledBy).toBody(names) };
  } finally {
    close();
    progress?.close();
  }
  const answered: Envelope = { ...outcome, metadata: metadataOf(call, clock.now(), debug) };
  // What ClickUp answered holds no key any more; what the caller sent, and what failed, may.
  const isClean = answered.success && !call.dryRun && !call.retry;
  const envelope = isClean ? answered : deps.secrets.hideIn(answered);
  tell(deps.onEvent, eventOf(envelope));
  return envelope;
}

/** Arguments that mean the same whatever the tool. */
interface Steering {
  dry_run?: boolean;
  confirm?: string;
  detail?: Detail;
}

/** The answer of a tool; under a key that was used before, the one that was given then. */
function answerOnce<Ctx>(
  name: string,
  input: unknown,
  deps: ExecuteDeps<Ctx>,
  { options, ...running }: { call: Call; progress: Progress | undefined; options: CallOptions },
): Promise<unknown> {
  const effect = deps.tools.get(name)?.effect;
  const { call } = running;
  const { input: meant, isFresh } = takeFresh(input, options.fresh);
  call.isFresh = isFresh;
  if (effect === undefined) return answer(name, meant, deps, running);
  const { unread } = deps;
  if (effect === 'read') {
    const reading = answer(name, meant, deps, running);
    return unread ? unread.read(reading) : reading;
  }
  const { idempotencyKey: key, jobId, reason, input: own } = takeWriteArguments(meant, options, name);
  if (reason !== undefined) call.reason = reason;
  const { input: asked, token } = deps.planner?.tokens ? takeToken(own) : { input: own, token: undefined };
  call.work = { tool: name, input: asked };
  if (jobId !== undefined) call.jobId = jobId;
  const answering = () => answer(name, asked, deps, { ...running, token });
  const run = () => (unread ? unread.write(call, answering()) : answering());
  if (key === undefined || jobId !== undefined) return run();
  const runReported = () =>
    run().catch((error: unknown) => {
      throw toClickUpError(asPartialFailure(error, call), call.settledBy);
    });
  // Few calls have a key: how it is remembered is loaded with the first that has.
  return import('./idempotency.js').then(({ runOnce }) =>
    runOnce({ key, tool: name, input: asked }, { ...deps, call }, runReported),
  );
}

async function answer<Ctx>(
  name: string,
  input: unknown,
  deps: ExecuteDeps<Ctx>,
  { call, progress, token }: { call: Call; progress: Progress | undefined; token?: string | undefined },
): Promise<unknown> {
  const loaded = await find(deps, name);
  const { tool, schema } = loaded;
  if (tool.settledBy && deps.tools.has(tool.settledBy)) call.settledBy = tool.settledBy;
  const valid = validate(loaded, input, deps.api) as Steering;
  call.dryRun = valid.dry_run === true;
  call.isFull = valid.detail === 'full' || valid.detail === 'raw';
  if (valid.detail === 'raw') {
    // To a tool it is the full form; the difference is made where objects are shown.
    call.raw = true;
    valid.detail = 'full';
  }
  const { planner } = deps;
  const runOn = async (remarks: Remarks, given: Steering) => {
    const first = deps.context(call, progress, remarks, given);
    const settled = await deps.settle?.(first, given);
    const context = settled ? deps.context(call, progress, remarks, settled) : first;
    return { context, data: await tool.run(context as never, settled ?? given) };
  };
  if (!call.dryRun && tool.effect !== 'read') deps.unread?.admit(call);
  if (planner?.tokens) await requirePlan(tool, valid, { ...planner, tokens: planner.tokens, call, token, runOn });
  else requireConfirmation(tool, valid, call);
  const run = async () => {
    const remarks: Remarks = { resolved: {}, notes: [] };
    const remarking = () => import('./remarks.js');
    const mayClear = changesWhatIsThere(tool) && !namesAll(tool, input);
    const nulls = mayClear ? (await remarking()).notedNulls(schema, input, remarks) : [];
    const { context, data } = await runOn(remarks, valid).catch(async (error: unknown) => {
      if (!(error instanceof ClickUpError) || !(unfound.has(error.code) || nulls.length > 0)) throw error;
      throw (await remarking()).explained(error, { remarks, call, nulls });
    });
    if (call.leftOut > 0) (await remarking()).noteLeftOut(call, remarks);
    const told = call.dryRun ? await plannedAnswer(tool, valid, { planner, call, context, remarks }) : data;
    return isPlainObject(told) ? { ...told, ...remarksOf(remarks) } : told;
  };
  try {
    return await run();
  } catch (error) {
    if (!mayBeOutdated(error, call)) throw planner?.tokens ? asUnplanned(error) : error;
    // What is not there according to something remembered may have been made since.
    call.isFresh = true;
    return run();
  }
}

/** What is said of something that a call names and cannot find. */
const unfound: ReadonlySet<ErrorCode> = new Set(['AMBIGUOUS_REFERENCE', 'INVALID_PARAMETER', 'RESOURCE_NOT_FOUND']);

/** Whether a failure was found out by what was read for an earlier call, before anything was sent that writes. */
function mayBeOutdated(error: unknown, call: Call): boolean {
  if (!call.leansOnCache || call.isFresh || !(error instanceof ClickUpError) || !unfound.has(error.code)) return false;
  const isOurs = error.details?.status === undefined;
  return isOurs && call.planned.length === 0 && call.apiCalls.every(({ method }) => method === 'GET');
}

/** What a tool that hears of its end has left to say what it did: nothing is sent any more. */
export const lastWordsMs = 25;

/** Gives the tool's own answer, also when its call ends before, unless it does not hear of that. */
function unlessLate<Data>(clock: Clock, call: Call, pending: Promise<Data>): Promise<Data> {
  return new Promise((resolve, reject) => {
    let disarm = () => {};
    const release = call.onAbort((reason) => {
      disarm = clock.alarm(lastWordsMs, () => reject(reason));
    });
    pending.then(resolve, reject).finally(() => {
      release();
      disarm();
    });
  });
}

/** Runs a tool inside a running one: the same checks, the same record, the same onion. */
export async function runWithin(
  deps: Pick<ExecuteDeps<unknown>, 'tools' | 'explainAbsent' | 'api'>,
  name: string,
  input: unknown,
  context: unknown,
) {
  const loaded = await find(deps, name);
  return loaded.tool.run(context as never, validate(loaded, input, deps.api));
}

export function find(
  { tools, explainAbsent }: Pick<ExecuteDeps<unknown>, 'tools' | 'explainAbsent'>,
  name: string,
): LoadedTool | Promise<LoadedTool> {
  const entry = tools.get(name);
  return entry ? loadTool(entry) : refuseAbsent(name, { tools, explainAbsent });
}

async function refuseAbsent(
  name: string,
  { tools, explainAbsent }: Pick<ExecuteDeps<unknown>, 'tools' | 'explainAbsent'>,
): Promise<never> {
  const absent = await explainAbsent?.(String(name));
  if (absent) throw absent;
  const { noSuchTool } = await import('./nearest-tools.js');
  throw noSuchTool(name, [...tools.keys()]);
}

/** In a creation null and absent are the same; in an update somebody may mean to clear a value. */
const changesWhatIsThere = ({ name, effect }: Tool<unknown>) => effect === 'write' && /_update(_|$)/.test(name);

/** Clients that must send every argument send null for absent. */
const namesAll = ({ parameters }: Tool<unknown>, input: unknown): boolean =>
  isPlainObject(input) && parameters.every((name) => Object.hasOwn(input, name));

function requireConfirmation(tool: Tool<unknown>, { confirm }: { confirm?: string }, call: Call): void {
  if (tool.effect !== 'delete' || call.dryRun || confirm === 'yes') return;
  throw unconfirmed(`${tool.name} deletes data and requires confirmation`);
}

const remarksOf = ({ resolved, notes }: Remarks) => ({
  ...(Object.keys(resolved).length > 0 && { resolved }),
  ...(notes.length > 0 && { notes: [...new Set(notes)] }),
});

/** Kinds of failure whose advice is to repeat, which would do twice what was done before it. */
const retryable = new Set<ErrorType>(['API_ERROR', 'RATE_LIMIT']);

/** A failure after ClickUp took a write: the caller must look before repeating, whatever it was that failed. */
function asPartialFailure(error: unknown, call: Call): unknown {
  if (error instanceof ClickUpError && !retryable.has(error.type)) return error;
  // A tool that wrapped the failure has said itself what is done and what is not.
  const isReported = error instanceof ClickUpError && (error.code === 'UNKNOWN_OUTCOME' || isClickUpError(error.cause));
  if (isReported || !hasWritten(call)) return error;
  const { message, details, retryAfter } = toClickUpError(error, undefined);
  return clickUpError('UNKNOWN_OUTCOME', `ClickUp accepted what was sent, but then: ${message}`, {
    suggestion: 'Some or all of it took effect. Read before you repeat it.',
    ...(details && { details }),
    ...(retryAfter !== undefined && { retryAfter }),
    cause: error,
  });
}

const isClickUpError = (cause: unknown) => cause instanceof ClickUpError;

function toClickUpError(error: unknown, settledBy: string | undefined): ClickUpError {
  if (!(error instanceof ClickUpError)) {
    return clickUpError('INVALID_RESPONSE', 'ClickUp sent something that this tool could not read', {
      suggestion:
        'Repeat with detail: "full" or another tool; with ENABLE_DEBUG=true the metadata shows the calls made.',
      details: { reason: error instanceof Error ? error.message : 'unknown' },
      cause: error,
    });
  }
  if (error.code !== 'UNKNOWN_OUTCOME' || !settledBy) return error;
  return clickUpError('UNKNOWN_OUTCOME', error.message, {
    suggestion: verifyHint(settledBy),
    details: { ...error.details, settled_by: settledBy },
    cause: error,
  });
}

function eventOf(envelope: Envelope): CallEvent {
  const { success, metadata } = envelope;
  const code = envelope.success ? {} : { code: envelope.error.code };
  return { tool: metadata.tool_name, success, ...code, metadata };
}
