import type { ToolNames } from './advice.js';
import { type Call, hasWritten } from './call.js';
import type { Clock } from './clock.js';
import { ClickUpError, clickUpError, type ErrorBody } from './errors.js';
import { fingerprint } from './fingerprint.js';
import { isPlainObject } from './plain-object.js';
import type { Store } from './store.js';

const stream = 'idempotency';

/** A day, as Stripe keeps them: https://docs.stripe.com/api/idempotent_requests */
const keptMs = 24 * 60 * 60 * 1000;

/** What is kept of a call under its key: that it was begun, and how it ended. */
interface Entry {
  key: string;
  /** Tells the call from another under the same key. */
  print: string;
  at: number;
  /** Absent while the call runs, and for ever where its process died. */
  end?: { data: unknown } | { error: ErrorBody } | 'nothing was done';
}

/**
 * Runs a call once for its key. Who repeats it gets the first result; who uses the key for another call gets an error.
 * A call that changed nothing leaves its key free, so that it may be repeated once what stood in its way is gone.
 */
export async function runOnce(
  { key, tool, input }: { key: string; tool: string; input: unknown },
  { store, clock, call, names }: { store: Store; clock: Clock; call: Call; names: ToolNames },
  run: () => Promise<unknown>,
): Promise<unknown> {
  const print = printOf(tool, input);
  return store.exclusively(`${stream} ${key}`, async () => {
    call.throwIfAborted();
    const known = await lastUse(store, key, clock.now());
    if (known && known.end !== 'nothing was done') {
      if (known.print !== print) throw usedOtherwise();
      if (!known.end) throw neverEnded(known.at);
      return replay(known.end, call);
    }
    const entry: Entry = { key, print, at: clock.now() };
    await store.append(stream, entry).catch((cause: unknown) => {
      throw notRemembered(cause);
    });
    // A store that fails now changes nothing of what was done; the key is then that of a call which never ended.
    const finish = (end: NonNullable<Entry['end']>) =>
      store.append(stream, { ...entry, at: clock.now(), end }).catch(() => undefined);
    const outcome = await run().then(
      (data) => ({ data }),
      (error: unknown) => ({ error }),
    );
    if ('data' in outcome) {
      await finish(call.dryRun ? 'nothing was done' : outcome);
      return outcome.data;
    }
    const { error } = outcome;
    if (!hasWritten(call)) await finish('nothing was done');
    else if (error instanceof ClickUpError) await finish({ error: error.toBody(names) });
    throw error;
  });
}

async function lastUse(store: Store, key: string, now: number): Promise<Entry | undefined> {
  const entries = (await store.read(stream)) as readonly Entry[];
  return entries.findLast((entry) => entry.key === key && now - entry.at < keptMs);
}

function replay(end: Exclude<NonNullable<Entry['end']>, string>, call: Call): unknown {
  call.isReplay = true;
  if ('data' in end) return withNote(end.data);
  const { code, message, suggested_action, details, retry_after } = end.error;
  throw clickUpError(code, message, {
    suggestion: suggested_action,
    ...(details && { details }),
    ...(retry_after !== undefined && { retryAfter: retry_after }),
  });
}

function withNote(data: unknown): unknown {
  if (!isPlainObject(data)) return data;
  const notes = Array.isArray(data.notes) ? data.notes : [];
  return {
    ...data,
    notes: [...notes, 'This is the result of the first call with this idempotency_key; nothing was sent.'],
  };
}

/** The same for equal inputs, whatever the order of their arguments: it finds mistakes, not attacks. */
export function printOf(tool: string, input: unknown): string {
  const text = JSON.stringify([tool, input], (_, value: unknown) =>
    isPlainObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
  return `${fingerprint(text)}-${text.length}`;
}

const notRemembered = (cause: unknown) =>
  clickUpError('INVALID_PARAMETER', 'The store that remembers an idempotency_key failed, so nothing was sent', {
    suggestion: 'Check that the folder of CLICKUP_STATE_DIR can be written, or leave out the key.',
    details: { parameter: 'idempotency_key' },
    cause,
  });

const usedOtherwise = () =>
  clickUpError('CONFLICT', 'This idempotency_key was used for another call within the last day', {
    suggestion: 'Take a new key for each change; repeat a call with exactly the arguments that it had.',
    details: { parameter: 'idempotency_key' },
  });

const neverEnded = (at: number) =>
  clickUpError(
    'UNKNOWN_OUTCOME',
    `The first call with this idempotency_key was begun at ${new Date(at).toISOString()} and never ended, as when a program is killed`,
    {
      suggestion: 'It may have taken effect. Read to see, and repeat with a new key only if it did not.',
      details: { parameter: 'idempotency_key' },
    },
  );
