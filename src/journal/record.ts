import type { Call } from '../runtime/call.js';
import { isPlainObject } from '../runtime/plain-object.js';
import { idOf } from '../runtime/wire.js';
import type { Change, Helpers, Reads, Row, Sent, Step, Wire } from './row.js';
import { rowFor } from './table/index.js';

/** A write as the history keeps it, with what takes it back. */
export interface Entry {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly tool: string;
  /** The call that made it, so that all writes of one call are taken back together. */
  readonly call: string;
  /** The journalled job that the call belongs to. */
  readonly job?: string;
  readonly reason?: string;
  readonly sent: Sent;
  readonly noun: string;
  readonly name?: string;
  readonly target?: string;
  readonly changes: readonly Change[];
  /** The values that it left, by name; absent where they could not be read. */
  readonly left?: Readonly<Record<string, unknown>>;
  /** The id of what it made. */
  readonly made?: string;
  readonly steps: readonly Step[];
  /** What the steps do not take back. */
  readonly except?: readonly string[];
  /** Why it cannot be taken back. */
  readonly none?: string;
  /** The entry that it took back. */
  readonly undoes?: string;
}

/** Marks an entry as taken back. */
export interface Undone {
  readonly undone: string;
  readonly at: number;
}

export const stream = 'history';

/** Values of an object by the names under which a request changes them. */
export const valuesIn = (row: Row, sent: Sent, object: Wire | undefined): Record<string, unknown> =>
  Object.fromEntries(row.changes(sent, object).map(({ name, before }) => [name, before ?? null]));

/** Sends a write between two looks at what it changes; gives ClickUp's answer, and the entry to keep of it. */
export async function observed(
  sent: Sent,
  {
    call,
    reads,
    again,
    helpers,
    send,
  }: {
    call: Call;
    /** The looks before and after; each reads anew. */
    reads: Reads;
    again: Reads;
    helpers: Helpers;
    send(): Promise<Response>;
  },
): Promise<{ response: Response; entry?: Omit<Entry, 'id' | 'at' | 'call' | 'tool'> }> {
  const row = rowFor(sent.id);
  if (!row) return { response: await send() };
  const before = await row.read?.(sent, reads);
  call.throwIfAborted();
  const response = await send();
  if (!response.ok) return { response };
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const answer = isPlainObject(body) ? body : {};
  const inverse = row.final === undefined ? row.inverse(sent, before, answer, helpers) : { none: row.final };
  const steps = 'steps' in inverse ? inverse.steps : [];
  const made = row.verb === 'create' || row.verb === 'start' ? Object.values(steps[0]?.path ?? {}).at(-1) : undefined;
  const isUndoable = steps.length > 0;
  const after = isUndoable ? await (row.made ? row.made(sent, made ?? '', again) : row.read?.(sent, again)) : undefined;
  const name = row.name?.(sent, before) ?? nameIn(before) ?? nameIn(after);
  const target = made ?? idOf(before?.id) ?? row.target?.(sent, before) ?? Object.values(sent.path).at(-1);
  return {
    response,
    entry: {
      sent: withoutSecrets(sent),
      noun: row.noun,
      ...(name !== undefined && { name }),
      ...(target !== undefined && { target }),
      changes: row.changes(sent, before),
      ...(after && { left: valuesIn(row, sent, after) }),
      ...(made !== undefined && { made }),
      steps,
      ...('none' in inverse && { none: inverse.none }),
      ...('except' in inverse && inverse.except && inverse.except.length > 0 && { except: inverse.except }),
    },
  };
}

export const nameIn = (object: Wire | undefined): string | undefined =>
  object && typeof object.name === 'string' && object.name !== '' ? object.name : undefined;

/** What is exchanged for a token is a secret itself. */
const withoutSecrets = (sent: Sent): Sent =>
  sent.id === 'GetAccessToken' ? { ...sent, query: {}, body: undefined } : sent;
