import type { HistoryUndoData, HistoryUndoInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { historyOf } from '../../clickup/history.js';
import { clickUpError, invalidInput } from '../../runtime/errors.js';

const ways = ['entry_ids', 'call_id', 'job_id', 'last'] as const;

/** Takes back what was written, newest first; what changed since is left as it is. */
export async function historyUndo(ctx: Context, input: HistoryUndoInput): Promise<HistoryUndoData> {
  const given = ways.filter((name) => input[name] !== undefined);
  if (given.length !== 1) {
    throw invalidInput(given.length === 0 ? 'Nothing says what to undo' : `${given.join(' and ')} are given together`, {
      code: given.length === 0 ? 'MISSING_PARAMETER' : 'INVALID_PARAMETER',
      parameter: given[0] ?? 'last',
      suggestion: `Give one of ${ways.join(', ')}.`,
    });
  }
  const results = await (await historyOf(ctx)).undo(ctx, input);
  const undone = results.filter(({ status }) => status === 'undone').length;
  const first = results.find(({ error }) => error)?.error;
  if (undone === 0 && first) {
    throw clickUpError('CONFLICT', `None of ${results.length} entries could be undone. The first: ${first.message}`, {
      suggestion: first.suggested_action,
      details: { results },
    });
  }
  return { undone, failed: results.length - undone, results };
}
