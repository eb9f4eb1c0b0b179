import type { ZodType } from 'zod';
import { joinTexts } from './advice.js';
import type { Call } from './call.js';
import { longestTimerMs } from './clock.js';
import { type Described, nameIn, parsedIf } from './coerce.js';
import { type ClickUpError, clickUpError, invalidInput } from './errors.js';
import { leftOut, tellsOfLeftOut } from './left-out.js';
import { isPlainObject } from './plain-object.js';

/** What is said beside the result of a call. */
interface Remarks {
  notes: string[];
}

/** The nulls of an update, which change nothing; it is said of them. */
export function notedNulls(schema: ZodType, input: unknown, { notes }: Remarks): string[] {
  const nulls = nullsIn(schema, input);
  if (nulls.length > 0) notes.push(aboutNulls(nulls));
  return nulls;
}

/** Says that parts of what ClickUp answered are missing. */
export function noteLeftOut(call: Call, { notes }: Remarks): void {
  notes.push(partsLeftOut(call.leftOut));
}

/** A deadline that is none would let the call run for ever, or end it at once. */
export const badDeadline = (): ClickUpError =>
  invalidInput(`deadlineMs is not a number of milliseconds above 0, at most ${longestTimerMs}`, {
    suggestion: 'Pass such a number, or leave it out.',
    parameter: 'deadlineMs',
  });

/** The error of a call with what else is known of it. */
export const explained = (
  error: ClickUpError,
  { remarks, call, nulls }: { remarks: Remarks; call: Call; nulls: readonly string[] },
): ClickUpError => withNulls(asUnsure(error, remarks, call), nulls);

/**
 * The declared arguments that are null, nested ones too: they count as absent. Paths as people write them. It looks into
 * every form that `coerce` forgives, so that none is passed over in silence.
 */
function nullsIn(schema: ZodType, value: unknown): string[] {
  return nullsAt(schema as unknown as Described, value, '');
}

function nullsAt(schema: Described, value: unknown, path: string): string[] {
  const { innerType, element, shape } = schema._zod.def;
  if (innerType) return nullsAt(innerType, value, path);
  if (element) {
    const list = parsedIf(value, Array.isArray);
    if (!Array.isArray(list)) return nullsAt(element, list, path);
    return list.flatMap((item, index) => nullsAt(element, item, `${path}[${index}]`));
  }
  const object = shape && parsedIf(value, isPlainObject);
  if (!shape || !isPlainObject(object)) return [];
  const given = new Map(Object.entries(object).map(([key, item]) => [nameIn(shape, key, object), item]));
  return Object.entries(shape).flatMap(([name, field]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const item = given.get(name);
    return item === null ? [at] : nullsAt(field, item, at);
  });
}

/** People who send null mean "clear" by it: so it is told. */
function aboutNulls(nulls: readonly string[]): string {
  const [are, they] = nulls.length === 1 ? ['was', 'it stays as it is'] : ['were', 'they stay as they are'];
  return `${nulls.join(', ')} ${are} null, which changes nothing: ${they}. "none" clears a date, a person, a priority or an estimate, "" a text.`;
}

/** A call that was to clear something by null, and nothing else, has nothing to do: its error says why. */
function withNulls(error: ClickUpError, nulls: readonly string[]): ClickUpError {
  if (error.code !== 'MISSING_PARAMETER' || nulls.length === 0) return error;
  if (nulls.includes(String(error.details?.parameter))) return error;
  return clickUpError(error.code, error.message, {
    suggestion: joinTexts([error.advice, aboutNulls(nulls)], ' '),
    ...(error.details && { details: error.details }),
    cause: error.cause,
  });
}

const partsLeftOut = (count: number) =>
  `${count} ${count === 1 ? 'value' : 'values'} inside of what ClickUp answered ${leftOut(count)}.`;

/** What is not there may be what could not be read: the error says so. */
function asUnsure(error: ClickUpError, { notes }: Remarks, call: Call): ClickUpError {
  const missing = new Set(notes.filter(tellsOfLeftOut));
  if (call.leftOut > 0) missing.add(partsLeftOut(call.leftOut));
  if (error.code === 'MISSING_PARAMETER' || missing.size === 0) return error;
  return clickUpError(error.code, `${error.message}. ${[...missing].join(' ')}`, {
    suggestion: error.advice,
    ...(error.details && { details: error.details }),
    cause: error.cause,
  });
}
