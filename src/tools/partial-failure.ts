import { joinTexts, type Text } from '../runtime/advice.js';
import { ClickUpError, clickUpError } from '../runtime/errors.js';

/** Whether a write that failed so may have taken effect all the same. */
const isUncertain = (error: unknown): boolean =>
  error instanceof ClickUpError && ['UNKNOWN_OUTCOME', 'INVALID_RESPONSE'].includes(error.code);

/** Joins what stands to what failed after it: "the task exists, but not its dependency". */
export const conjunction = (error: unknown): string => (isUncertain(error) ? 'and perhaps' : 'but not');

/** What a call of several writes had done when a later one failed. */
export interface PartialFailure {
  /** What stands, as a sentence begins: "The task was changed". */
  done: string;
  /** What failed, as the sentence goes on after "but not": "its estimates". */
  rest: string;
  /** Added to the error's own suggestion. */
  suggestion?: Text;
  details: Record<string, unknown>;
}

/** The failed write's own error, saying what stands by now. Anything but a ClickUpError is given back as it is. */
export function partialFailure(error: unknown, { done, rest, suggestion, details }: PartialFailure): unknown {
  if (!(error instanceof ClickUpError)) return error;
  return clickUpError(error.code, `${done}, ${conjunction(error)} ${rest}: ${error.message}`, {
    // To repeat all of it is what an answer that could not be read asks for.
    suggestion:
      suggestion && error.code === 'INVALID_RESPONSE' ? suggestion : joinTexts([error.advice, suggestion ?? ''], ' '),
    details: { ...error.details, ...details },
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    cause: error,
  });
}
