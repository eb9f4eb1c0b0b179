import { type ClickUpError, clickUpError } from '../runtime/errors.js';
import { type Entry, valuesIn } from './record.js';
import type { Reads, Step, Wire } from './row.js';
import { rowFor } from './table/index.js';

/** What differs from what an entry left: name, what it left, what is there now. */
export interface Difference {
  readonly name: string;
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
  if (!now) return [{ name: entry.noun, left: 'there', now: 'cannot be read' }];
  const values = valuesIn(row, entry.sent, now);
  return Object.entries(entry.left)
    .filter(([name, left]) => !isEqual(left, values[name] ?? null))
    .map(([name, left]) => ({ name, left, now: values[name] ?? null }));
}

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What is read by the id that an entry names. */
export const titleOf = ({ noun, name, target }: Pick<Entry, 'noun' | 'name' | 'target'>): string =>
  `${noun}${name === undefined ? '' : ` ${JSON.stringify(name)}`}${target === undefined ? '' : ` (${target})`}`;

/** Takes an entry back; throws CONFLICT where the object changed since, and where nothing takes it back. */
export async function undoEntry(entry: Entry, reads: Reads, send: (step: Step) => Promise<unknown>): Promise<void> {
  if (entry.none !== undefined) throw cannot(entry, entry.none);
  const differences = (await changesSince(entry, reads)) ?? [];
  if (differences.length > 0) throw changed(entry, differences);
  for (const step of entry.steps) await send(step);
}

const cannot = (entry: Entry, why: string): ClickUpError =>
  clickUpError('CONFLICT', `${titleOf(entry)}: this cannot be undone: ${why}`, {
    suggestion: 'Do what you want to be so as a new change, or ask a person to do it in ClickUp.',
    details: { entry: entry.id },
  });

const changed = (entry: Entry, differences: readonly Difference[]): ClickUpError => {
  const what = differences.map(({ name, now }) => `${name} is now ${JSON.stringify(now)}`).join(', ');
  return clickUpError('CONFLICT', `${titleOf(entry)} changed since: ${what}`, {
    suggestion: 'Undo what came later first, or look at it and make the change that is wanted now.',
    details: { entry: entry.id, changed: differences },
  });
};
