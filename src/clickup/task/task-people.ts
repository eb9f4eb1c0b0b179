import type { Context } from '../context.js';
import { teamIds } from '../names-for-ids.js';
import { type PeopleChange, peopleChange } from '../people/ids.js';
import type { Id } from '../references.js';
import type { WireUser } from './model.js';

/** The form in which ClickUp changes people on a task; it ignores a plain list without an error. */
export interface AddRem<T = number> {
  add: T[];
  rem: T[];
}

export type PeopleInput = Parameters<typeof peopleChange>[1];

/**
 * What to send so that the people become those wanted. An exact list needs to know who is there now, and says whom it takes
 * off: whoever meant to add somebody notices it there.
 */
export async function addRem(
  ctx: Pick<Context, 'note' | 'dryRun'>,
  wanted: PeopleChange | undefined,
  current: () => Promise<readonly WireUser[]>,
  parameter: string,
): Promise<AddRem | undefined> {
  if (!wanted) return undefined;
  const { set, add = [], remove = [] } = wanted;
  if (!set) return { add, rem: remove };
  const people = await current();
  noteTakenOff(ctx, people, set, parameter);
  const now = people.map(({ id }) => Number(id));
  return { add: set.filter((id) => !now.includes(id)), rem: now.filter((id) => !set.includes(id)) };
}

/** Says who loses their place because an exact list does not name them. */
export function noteTakenOff(
  { note, dryRun }: Pick<Context, 'note' | 'dryRun'>,
  present: readonly { id?: unknown; username?: string | null; email?: string | null }[],
  set: readonly number[],
  parameter: string,
): void {
  const gone = present.filter(({ id }) => !set.includes(Number(id)));
  if (gone.length === 0 || set.length === 0) return;
  const names = gone.map(({ id, username, email }) => username || email || String(id)).join(', ');
  const verb = dryRun ? 'would be' : gone.length === 1 ? 'was' : 'were';
  note(
    `${parameter}: ${names} ${verb} taken off, as a plain list names exactly who is left; {"add": [...]} keeps the others.`,
  );
}

export const peopleOf = (ctx: Context, value: PeopleInput, parameter: string): Promise<PeopleChange | undefined> =>
  peopleChange(ctx, value, parameter);

/** Teams (user groups), by id, name or handle, to assign and to take off. */
export async function groupsOf(
  ctx: Context,
  groups: { add?: string[]; remove?: string[] } | undefined,
  parameter: string,
): Promise<AddRem<string> | undefined> {
  return (
    groups && {
      add: await teamIds(ctx, groups.add ?? [], `${parameter}.add`),
      rem: await teamIds(ctx, groups.remove ?? [], `${parameter}.remove`),
    }
  );
}

/** Of the people wanted, those an answer does not have, and of those taken off, those it still has. */
export function notChanged<T extends Id>(
  change: AddRem<T>,
  present: readonly { id: Id }[] | undefined,
): { missing: T[]; remaining: T[] } {
  const now = new Set((present ?? []).map(({ id }) => String(id)));
  return {
    missing: change.add.filter((id) => !now.has(String(id))),
    remaining: change.rem.filter((id) => now.has(String(id))),
  };
}
