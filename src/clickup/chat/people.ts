import { invalidInput } from '../../runtime/errors.js';
import type { Context } from '../context.js';
import { userIds } from '../people/ids.js';
import { members } from '../people/members.js';
import type { Id } from '../references.js';

/** What people are called, by the ids that Chat gives; the id itself where somebody is unknown. */
export async function namesById(ctx: Context): Promise<(id: Id) => string> {
  const people = await members(ctx).catch(() => []);
  const names = new Map(people.map(({ id, username, email }) => [String(id), username || email]));
  return (id) => names.get(String(id)) || String(id);
}

/** People as Chat takes them: their ids as text, at most `most`. */
export async function chatUserIds(
  ctx: Context,
  people: readonly Id[],
  { parameter, most }: { parameter: string; most: number },
): Promise<string[]> {
  const ids = await userIds(ctx, people, parameter);
  if (ids.length <= most) return ids.map(String);
  throw invalidInput(`${parameter} names ${ids.length} people, and ClickUp takes at most ${most}`, {
    parameter,
    suggestion: `Name at most ${most}.`,
  });
}
