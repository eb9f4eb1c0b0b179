import { nearest } from '../../runtime/nearest.js';
import type { Context } from '../context.js';
import type { Statuses } from '../location/model.js';
import { statusesOfLists, statusesOfSpaces, statusMeant } from '../location/statuses.js';
import { sameName } from '../match-name.js';
import type { Id } from '../references.js';
import { noSuchStatus } from './status.js';

/** Status names as the Lists spell them, where these are named; others go as they are, and are looked at afterwards. */
export async function statusFilter(
  ctx: Context,
  names: readonly string[] | undefined,
  lists: readonly Id[] = [],
): Promise<string[] | undefined> {
  if (!names || names.length === 0) return undefined;
  const known = lists.length > 0 ? await statusesOfLists(ctx, lists) : undefined;
  return names.map((name) => statusMeant(name, known?.names ?? []) ?? name).map((name) => name.trim());
}

/** What was asked for, and what came of it. */
export interface FilteredByStatus {
  statuses: readonly string[];
  lists: readonly Id[];
  spaces: readonly Id[];
  found: readonly ({ status?: { status?: string } | undefined } | null)[];
  /** Whether more is to be read. */
  isWhole: boolean;
}

/**
 * Refuses the name of a status that there is none of. Tasks that are in a further List keep the statuses of their own,
 * so a status that a found task has is good, and without the end of the listing in sight a doubtful one is only told.
 */
export async function checkStatusFilter(ctx: Context, asked: FilteredByStatus): Promise<void> {
  const found = asked.found.map((task) => task?.status?.status ?? '');
  const doubtful = asked.statuses.filter((name) => !found.some((status) => sameName(status, name)));
  if (doubtful.length === 0) return;
  const { lists, spaces } = asked;
  const known = lists.length > 0 ? await statusesOfLists(ctx, lists) : await statusesOfSpaces(ctx, spaces);
  if (!known) return;
  for (const name of doubtful.filter((each) => statusMeant(each, known.names) === undefined)) {
    if (known.areAll && asked.isWhole) throw noSuchStatus({ name, parameter: 'statuses' }, known);
    ctx.note(doubt(name, known));
  }
}

/** Says that a name may be wrong, where a List may have a status that cannot be seen from here. */
export function doubt(name: string, { place, names, areAll }: Statuses): string {
  const near = nearest(name, names);
  const meant = near === undefined ? `there are: ${names.join(', ')}` : `did you mean ${JSON.stringify(near)}`;
  const own = areAll ? '' : ', though a List may have one of its own';
  return `${place} has no status ${JSON.stringify(name)}${own}: ${meant}${near === undefined ? '.' : '?'}`;
}
