import { clickUpError } from '../../runtime/errors.js';
import { withHint } from '../advice.js';
import type { Context } from '../context.js';
import type { Given } from '../given.js';
import { isNone } from '../match-name.js';
import type { Id } from '../references.js';
import { currentUser } from './current-user.js';
import { matchMember, members } from './members.js';

/** A person's id from an id, a name, an e-mail address or "me". */
export async function userId<Value extends Id | undefined>(
  ctx: Context,
  value: Value,
  parameter: string,
): Promise<Given<Value, number>> {
  return (value === undefined ? undefined : await idOf(ctx, value, parameter)) as Given<Value, number>;
}

async function idOf(ctx: Context, value: Id, parameter: string): Promise<number> {
  const text = String(value).trim();
  if (/^-?\d+$/.test(text)) return personId(text, parameter);
  if (text.toLowerCase() === 'me') return Number((await currentUser(ctx)).id);
  const member = matchMember(await members(ctx), text, parameter);
  ctx.resolved(parameter, `${member.username || member.email || 'no name'} (${member.id})`);
  return member.id;
}

/** Nobody is number 0, which ClickUp takes without an error; negative ids are its own helpers. */
function personId(text: string, parameter: string): number {
  const id = Number(text);
  if (id !== 0 && Number.isSafeInteger(id)) return id;
  throw clickUpError('INVALID_PARAMETER', `${parameter}: ${text} is nobody's id`, {
    suggestion: withHint('Give a name, an e-mail address, "me" or an id', 'user.find', 'lists everyone'),
    details: { parameter, value: text },
  });
}

/** A person's id as `userId` finds it, or the word "none". */
export async function userOrNone<Value extends Id | undefined>(
  ctx: Context,
  value: Value,
  parameter: string,
): Promise<Given<Value, number | 'none'>> {
  if (value !== undefined && isNone(value)) return 'none' as Given<Value, 'none'>;
  return userId(ctx, value, parameter);
}

/** The ids of several people, each once. */
export async function userIds<Values extends readonly Id[] | undefined>(
  ctx: Context,
  values: Values,
  parameter: string,
): Promise<Given<Values, number[]>> {
  const ids = values && (await Promise.all(values.map((value, index) => idOf(ctx, value, `${parameter}[${index}]`))));
  return (ids && [...new Set(ids)]) as Given<Values, number[]>;
}

/** People to set, add and remove, as ids. */
export interface PeopleChange {
  set?: number[];
  add?: number[];
  remove?: number[];
}

/** A plain list means exactly these people; `{ add, remove }` changes the ones there are. */
export async function peopleChange(
  ctx: Context,
  value: readonly Id[] | { set?: readonly Id[]; add?: readonly Id[]; remove?: readonly Id[] } | undefined,
  parameter: string,
): Promise<PeopleChange | undefined> {
  if (value === undefined) return undefined;
  const change = isList(value) ? { set: value } : value;
  if (change.set && (change.add || change.remove)) {
    throw clickUpError('INVALID_PARAMETER', `${parameter} gives both an exact list and changes to it`, {
      suggestion: 'Use set alone, or add and remove.',
      details: { parameter },
    });
  }
  const [set, add, remove] = await Promise.all([
    userIds(ctx, change.set, `${parameter}.set`),
    userIds(ctx, change.add, `${parameter}.add`),
    userIds(ctx, change.remove, `${parameter}.remove`),
  ]);
  const both = add?.find((id) => remove?.includes(id));
  if (both !== undefined) {
    throw clickUpError('INVALID_PARAMETER', `${parameter} both adds and removes the user ${both}`, {
      suggestion: 'Name each person in one of the two.',
      details: { parameter, value: String(both) },
    });
  }
  return { ...(set && { set }), ...(add && { add }), ...(remove && { remove }) };
}

const isList = (value: unknown): value is readonly Id[] => Array.isArray(value);
