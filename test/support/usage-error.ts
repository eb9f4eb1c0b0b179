import { UsageError } from '../../src/cli/usage.js';
import { ClickUpError } from '../../src/index.js';

/** The message and the hint that a person sees of a command line that is refused. */
export function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} | ${error.hint}`;
    if (error instanceof ClickUpError) return `${error.message} | ${error.suggestion}`;
    throw error;
  }
  throw new Error('nothing was refused');
}
