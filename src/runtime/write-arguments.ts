import { invalidInput } from './errors.js';
import { isPlainObject } from './plain-object.js';
import { snakeCase } from './snake-case.js';

/** What every write takes besides its own arguments. No schema lists it: the instructions say it once for all. */
export interface WriteArguments {
  /** A call with a key that was used before gives the first result, and sends nothing. */
  idempotencyKey?: string | undefined;
  /** Why it is done, for the history. */
  reason?: string | undefined;
}

const longest = { idempotency_key: 255, reason: 1_000 };
type Name = keyof typeof longest;

/** Takes them out of an input. What a caller passes as an option wins. */
export function takeWriteArguments(
  input: unknown,
  { idempotencyKey, reason }: WriteArguments,
): { input: unknown } & WriteArguments {
  const { rest, given } = split(input);
  return {
    input: rest,
    idempotencyKey: textOf('idempotency_key', idempotencyKey ?? given.idempotency_key),
    reason: textOf('reason', reason ?? given.reason),
  };
}

function split(input: unknown): { rest: unknown; given: Partial<Record<Name, unknown>> } {
  const keys = isPlainObject(input) ? Object.keys(input).filter((key) => isName(snakeCase(key))) : [];
  if (!isPlainObject(input) || keys.length === 0) return { rest: input, given: {} };
  const given = Object.fromEntries(keys.map((key) => [snakeCase(key), input[key] ?? undefined]));
  return { rest: Object.fromEntries(Object.entries(input).filter(([key]) => !keys.includes(key))), given };
}

/** Their names in an input. */
export const writeArguments = Object.keys(longest);

const isName = (name: string): name is Name => Object.hasOwn(longest, name);

function textOf(parameter: Name, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '' && value.length <= longest[parameter]) return value;
  throw invalidInput(`${parameter} is not a text of 1 to ${longest[parameter]} characters`, {
    suggestion:
      parameter === 'reason'
        ? 'Say in a sentence why it is done, or leave it out.'
        : 'Make one up for each change, such as a UUID, and pass the same when you repeat the call.',
    parameter,
  });
}
