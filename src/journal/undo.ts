import { type ClickUpError, clickUpError } from '../runtime/errors.js';
import { type Entry, valuesIn } from './record.js';
import type { Kind, Reads, Step, Wire } from './row.js';
import type { Shown } from './show.js';
import { rowFor } from './table/index.js';

/** What differs from what an entry left: name, what it left, what is there now. */
export interface Difference {
  readonly name: string;
  readonly kind: Kind;
  readonly left: unknown;
  readonly now: unknown;
}

/** What has changed since an entry was made; undefined where that cannot be told. */
export async function changesSince(entry: Entry, reads: Reads): Promise<Difference[] | undefined> {
  const row = rowFor(entry.sent.id);
  if (!row || !entry.left) return undefined;
  const now: Wire | undefined = await (row.made
    ? row.made(entry.sent, entry.made ?? '', reads)
    : row.read?.(entry.sent, reads));
  if (!now) return [{ name: entry.noun, kind: 'text', left: 'there', now: 'nowhere to be seen' }];
  const values = valuesIn(row, entry.sent, now);
  const kinds = new Map(entry.changes.map(({ name, kind }) => [name, kind]));
  return Object.entries(entry.left)
    .filter(([name, left]) => !isEqual(left, values[name] ?? null))
    .map(([name, left]) => ({ name, kind: kinds.get(name) ?? 'text', left, now: values[name] ?? null }));
}

const isAsBefore = ({ changes }: Entry, differences: readonly Difference[]): boolean =>
  differences.every(({ name, now }) => changes.some((change) => change.name === name && isEqual(change.before, now)));

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What is read by the id that an entry names. */
export const titleOf = ({ noun, name, target }: Pick<Entry, 'noun' | 'name' | 'target'>): string =>
  `${noun}${name === undefined ? '' : ` ${JSON.stringify(name)}`}${target === undefined ? '' : ` (${target})`}`;

/** Takes an entry back; throws CONFLICT where the object changed since, and where nothing takes it back. */
export async function undoEntry(
  entry: Entry,
  {
    reads,
    again,
    shown,
    send,
  }: {
    reads: Reads;
    /** Reads anew what became of it; absent where nothing is sent. */
    again?: Reads | undefined;
    shown: Shown;
    send(step: Step): Promise<unknown>;
  },
): Promise<void> {
  if (entry.none !== undefined) throw cannot(entry, entry.none);
  const differences = (await changesSince(entry, reads)) ?? [];
  // It never took effect: there is nothing to take back.
  if (entry.unsure && differences.length > 0 && isAsBefore(entry, differences)) return;
  if (differences.length > 0) {
    const said = differences.map(async ({ name, kind, now }) => `${name} is now ${await shown.value(kind, now)}`);
    throw changed(entry, differences, await Promise.all(said));
  }
  for (const step of entry.steps) await send(step);
  if (again && (await isUnmoved(entry, again))) throw withoutEffect(entry);
}

/** Whether ClickUp took the steps and did nothing: some features of a Space are off without a word. */
async function isUnmoved(entry: Entry, reads: Reads): Promise<boolean> {
  const { left, changes, steps, sent } = entry;
  const hasChanged = changes.some(({ name, before }) => left && name in left && !isEqual(before, left[name]));
  if (steps.length === 0 || !hasChanged || rowFor(sent.id)?.made) return false;
  return (await changesSince(entry, reads))?.length === 0;
}

const cannot = (entry: Entry, why: string): ClickUpError =>
  clickUpError('CONFLICT', `${titleOf(entry)}: this cannot be undone: ${why}`, {
    suggestion: 'Do what you want to be so as a new change, or ask a person to do it in ClickUp.',
    details: { entry: entry.id },
  });

const withoutEffect = (entry: Entry): ClickUpError =>
  clickUpError('CONFLICT', `${titleOf(entry)}: ClickUp took what would undo this, and changed nothing`, {
    suggestion: 'A feature of the Space may be off, such as tasks in several Lists: ask a person to do it in ClickUp.',
    details: { entry: entry.id },
  });

const changed = (entry: Entry, differences: readonly Difference[], said: readonly string[]): ClickUpError =>
  clickUpError('CONFLICT', `${titleOf(entry)} changed since: ${said.join(', ')}`, {
    suggestion: 'Undo what came later first, or look at it and make the change that is wanted now.',
    details: { entry: entry.id, changed: differences.map(({ name, left, now }) => ({ name, left, now })) },
  });
