import { refusalIn } from '../runtime/decode.js';
import { clickUpError } from '../runtime/errors.js';
import { leftOut } from '../runtime/left-out.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { Context } from './context.js';
import { errorRules } from './error-codes.js';
import { inTotalOrder } from './total-order.js';

/** What openapi-fetch answers, seen from the side of success. */
interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Waits for an API call and gives its body; 204 gives `{}`. Failures have been thrown as ClickUpError before. */
export async function unwrap<T>(pending: Promise<Answer<T>>): Promise<NonNullable<T>> {
  try {
    const { data } = await pending;
    const refusal = refusalIn(data, errorRules);
    if (refusal) throw refusal;
    return (data ?? {}) as NonNullable<T>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw clickUpError('INVALID_RESPONSE', 'ClickUp answered with something other than JSON', {
      suggestion: 'Repeat the call; if it happens again, a proxy may be in between: check CLICKUP_BASE_URL.',
      cause: error,
    });
  }
}

/**
 * What an answer holds under `key`, null included. An answer without the key is not the one that was asked for, and says
 * nothing about what exists: INVALID_RESPONSE.
 */
export function member<T extends object, K extends keyof T & string>(answer: T, key: K): Exclude<T[K], undefined> {
  if (isPlainObject(answer) && Object.hasOwn(answer, key)) return answer[key] as Exclude<T[K], undefined>;
  throw withoutKey(key);
}

/** An object that was asked for by its id. An answer without an id is not it: INVALID_RESPONSE. */
export function identified<T extends object>(answer: T): T {
  if (isPlainObject(answer) && isId(answer.id)) return answer;
  throw withoutKey('id');
}

/**
 * The list that an answer holds under `key`, in total order; null in its place means that there is nothing. Absent is
 * INVALID_RESPONSE. `by` is what it is sorted by, where that was asked for.
 */
export function rows<T extends object, K extends keyof T & string>(answer: T, key: K, by?: string): NonNullable<T[K]> {
  const list: unknown = member(answer, key) ?? [];
  if (Array.isArray(list)) return inTotalOrder(list, by) as NonNullable<T[K]>;
  throw withoutKey(key);
}

/** The object that an answer may hold under `key`; anything else in its place is INVALID_RESPONSE. */
export function objectAt<T extends object, K extends keyof T & string>(
  answer: T,
  key: K,
): NonNullable<T[K]> | undefined {
  const part: unknown = answer[key] ?? undefined;
  if (part === undefined || isPlainObject(part)) return part as NonNullable<T[K]> | undefined;
  throw withoutKey(key);
}

/** An answer that is itself the list; anything else is INVALID_RESPONSE. */
export function bareRows<T>(answer: readonly T[], noun: string): readonly T[] {
  if (Array.isArray(answer)) return inTotalOrder(answer);
  throw withoutKey(noun);
}

/**
 * The objects among `list` that have what they are known by, an id unless said otherwise; what else ClickUp put between
 * them is left out and told, and nothing but that is an error.
 */
export function readable<T>(
  ctx: Pick<Context, 'note'>,
  list: readonly T[],
  noun: string,
  key: string | null = 'id',
): Exclude<T, null>[] {
  const isKnown = (value: unknown) => isId(value) || isPlainObject(value);
  const found = list.filter((item) => isPlainObject(item) && (key === null || isKnown(item[key]))) as Exclude<
    T,
    null
  >[];
  if (found.length === 0 && list.length > 0) throw withoutKey(noun);
  noteUnreadable(ctx, list.length - found.length, list.length, noun);
  return found;
}

/** Says how many objects of a listing are missing from the answer because they could not be read. */
export function noteUnreadable({ note }: Pick<Context, 'note'>, count: number, all: number, noun: string): void {
  if (count > 0) note(`${count} of ${all} ${noun} ${leftOut(count)}.`);
}

const withoutKey = (key: string) =>
  clickUpError('INVALID_RESPONSE', `ClickUp answered, but without ${JSON.stringify(key)}, so nothing is known`, {
    suggestion: 'Repeat the call; if it happens again, a proxy may be in between, or ClickUp has a fault.',
    details: { missing: key },
  });

type OptionalKeys<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** `T` with every possibly undefined key turned into an optional one. */
export type Defined<T> = { [K in Exclude<keyof T, OptionalKeys<T>>]: T[K] } & {
  [K in OptionalKeys<T>]?: Exclude<T[K], undefined>;
};

/** Leaves out the keys whose value is undefined, so that they are not sent. */
export function omitUndefined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** Whether an answer names what was made: some hold null or nothing in the place of its id. */
export const isId = (id: unknown): id is string | number =>
  (typeof id === 'string' && id !== '') || typeof id === 'number';
