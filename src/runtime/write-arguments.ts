import { invalidInput } from './errors.js';
import { isPlainObject } from './plain-object.js';
import { snakeCase } from './snake-case.js';

/** What every write takes besides its own arguments. No schema lists it: the instructions say it once for all. */
export interface WriteArguments {
  /** A call with a key that was used before gives the first result, and sends nothing. */
  idempotencyKey?: string | undefined;
  /** Why it is done, for the history. */
  reason?: string | undefined;
  /** Of a bulk tool: the job that the same call began, to go on with it. */
  jobId?: string | undefined;
}

const longest = { idempotency_key: 255, reason: 1_000, job_id: 64 };
type Name = keyof typeof longest;

/** Takes them out of an input. What a caller passes as an option wins. */
export function takeWriteArguments(
  input: unknown,
  { idempotencyKey, reason, jobId }: WriteArguments,
  tool: string,
): { input: unknown } & WriteArguments {
  const names = writeArgumentsOf(tool);
  const { rest, given } = split(input, names);
  return {
    input: rest,
    idempotencyKey: textOf('idempotency_key', idempotencyKey ?? given.idempotency_key),
    reason: textOf('reason', reason ?? given.reason),
    jobId: names.includes('job_id') ? textOf('job_id', jobId ?? given.job_id) : undefined,
  };
}

/** Their names in an input; jobs are those of the tools that work in bulk. */
export const writeArgumentsOf = (tool: string): readonly Name[] => [
  'idempotency_key',
  'reason',
  ...(tool.endsWith('_bulk') ? (['job_id'] as const) : []),
];

function split(input: unknown, names: readonly Name[]): { rest: unknown; given: Partial<Record<Name, unknown>> } {
  const keys = isPlainObject(input)
    ? Object.keys(input).filter((key) => names.some((name) => name === snakeCase(key)))
    : [];
  if (!isPlainObject(input) || keys.length === 0) return { rest: input, given: {} };
  const given = Object.fromEntries(keys.map((key) => [snakeCase(key), input[key] ?? undefined]));
  return { rest: Object.fromEntries(Object.entries(input).filter(([key]) => !keys.includes(key))), given };
}

const hints = {
  idempotency_key: 'Make one up for each change, such as a UUID, and pass the same when you repeat the call.',
  reason: 'Say in a sentence why it is done, or leave it out.',
  job_id: 'Give the job_id of an answer, or leave it out to begin a new job.',
};

function textOf(parameter: Name, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '' && value.length <= longest[parameter]) return value;
  throw invalidInput(`${parameter} is not a text of 1 to ${longest[parameter]} characters`, {
    suggestion: hints[parameter],
    parameter,
  });
}
