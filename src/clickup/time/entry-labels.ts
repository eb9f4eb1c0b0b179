import type { Context } from '../context.js';
import { fold } from '../match-name.js';
import type { TimeEntry } from './entries.js';

type Labels = readonly { name: string }[] | undefined;
type Wanted = readonly string[] | undefined;

/** Whether an entry has one of these labels; any will do when none is asked for. */
function hasLabel(labels: Labels, wanted: Wanted): boolean {
  if (wanted === undefined || wanted.length === 0) return true;
  const names = new Set(wanted.map(fold));
  return (labels ?? []).some(({ name }) => names.has(fold(name)));
}

/** The entries with one of these labels; notes the labels there are when a name left none of them. */
export function labelled(ctx: Context, entries: readonly TimeEntry[], wanted: Wanted): TimeEntry[] {
  return kept(ctx, entries, ({ tags }) => tags, { wanted, argument: 'tags' });
}

/** The same by the tags of their tasks. */
export function ofTaggedTasks(ctx: Context, entries: readonly TimeEntry[], wanted: Wanted): TimeEntry[] {
  return kept(ctx, entries, ({ task_tags }) => task_tags, { wanted, argument: 'task_tags' });
}

function kept(
  ctx: Context,
  entries: readonly TimeEntry[],
  labelsOf: (entry: TimeEntry) => Labels,
  { wanted, argument }: { wanted: Wanted; argument: string },
): TimeEntry[] {
  const found = entries.filter((entry) => hasLabel(labelsOf(entry), wanted));
  if (found.length > 0 || entries.length === 0) return found;
  const names = [...new Set(entries.flatMap((entry) => (labelsOf(entry) ?? []).map(({ name }) => name)))];
  const there = names.length > 0 ? `: there are ${names.map((name) => JSON.stringify(name)).join(', ')}` : '';
  ctx.note(`None of the ${entries.length} entries fits ${argument}${there}.`);
  return found;
}
