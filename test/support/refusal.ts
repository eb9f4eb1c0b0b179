import { tools } from '../../generated/tools/index.js';
import { render } from '../../src/runtime/advice.js';
import { ClickUpError } from '../../src/runtime/errors.js';
import { namesOf } from '../../src/runtime/tool.js';

/** What a refusal says, its details beside its code. */
export interface Refusal {
  code: string;
  message: string;
  suggestion: string;
  parameter?: unknown;
  value?: unknown;
  allowed_values?: unknown;
  nearest?: unknown;
}

/** The ValidationError that `run` throws; fails where it throws none. */
export function refusalOf(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ClickUpError) || error.type !== 'VALIDATION') throw error;
    const { code, message, advice, details } = error;
    return { code, message, suggestion: render(advice, namesOf(tools)), ...details };
  }
  throw new Error('nothing was refused');
}
