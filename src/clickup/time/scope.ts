import type { Context } from '../context.js';
import { nameOf } from '../people/members.js';
import type { Id } from '../references.js';
import type { EntryQuery, TimeEntry } from './entries.js';
import { type EntryScope, isEveryone } from './query.js';

interface LabelFilters extends EntryScope {
  tags?: readonly string[] | undefined;
  task_tags?: readonly string[] | undefined;
}

/** Whose time was read, in which range, and by which filters, in words. `entries` are those read, for the names in them. */
export async function timeScope(
  ctx: Context,
  input: LabelFilters,
  { people, start, end }: EntryQuery,
  entries: readonly TimeEntry[],
): Promise<string> {
  const { instant } = await ctx.times();
  const labels = (noun: string, names: readonly string[] = []) =>
    names.length > 0 && `${noun}${names.length > 1 ? ' any of' : ''} ${names.join(', ')}`;
  const place = (noun: string, id: Id | undefined) => id !== undefined && `${noun} ${id}`;
  return [
    `time of ${await whose(ctx, input, people, entries)}`,
    `${instant(start)} to ${instant(end)}`,
    place('Space', input.space_id),
    place('Folder', input.folder_id),
    place('List', input.list_id),
    place('task', input.task_id),
    input.billable !== undefined && (input.billable ? 'billable only' : 'not billable only'),
    labels('label', input.tags),
    labels('task tag', input.task_tags),
  ]
    .filter((part) => part !== false)
    .join('; ');
}

/** Names of the people; the token's user is "me", and by name once an entry says it. */
async function whose(ctx: Context, input: EntryScope, people: EntryQuery['people'], entries: readonly TimeEntry[]) {
  const names = new Map(entries.map(({ user }) => [user?.id, user?.username || user?.email]));
  if (!people) {
    const own = [...names.values()][0];
    return `${own ? `me (${own})` : 'me'}${input.people ? '' : ', the default of people'}`;
  }
  if (isEveryone(input.people)) return `everyone (${people.length})${await without(ctx, people, names)}`;
  return (await Promise.all(people.map(async (id) => names.get(id) ?? nameOf(ctx, id)))).join(', ');
}

/** More names than this would hide the report. */
const maxNames = 5;

/** Who of everyone has no entry, who has no row in a report either. */
async function without(ctx: Context, people: readonly number[], names: ReadonlyMap<Id | undefined, unknown>) {
  const idle = people.filter((id) => !names.has(id));
  if (idle.length === 0 || idle.length === people.length) return '';
  if (idle.length > maxNames) return `, ${idle.length} of them without time`;
  return `, without time: ${(await Promise.all(idle.map((id) => nameOf(ctx, id)))).join(', ')}`;
}
