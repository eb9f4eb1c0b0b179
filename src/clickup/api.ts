import { refusalIn } from '../runtime/decode.js';
import { clickUpError } from '../runtime/errors.js';

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
    const refusal = refusalIn(data);
    if (refusal) throw refusal;
    return (data ?? {}) as NonNullable<T>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw clickUpError('INVALID_RESPONSE', 'ClickUp answered with something other than JSON', {
      suggestion: 'Repeat the call; if it stays so, a proxy stands between: check CLICKUP_BASE_URL.',
      cause: error,
    });
  }
}

type OptionalKeys<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** `T` with every possibly undefined key turned into an optional one. */
export type Defined<T> = { [K in Exclude<keyof T, OptionalKeys<T>>]: T[K] } & {
  [K in OptionalKeys<T>]?: Exclude<T[K], undefined>;
};

/** Leaves out the keys whose value is undefined, so that they are not sent. */
export function omitUndefined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
