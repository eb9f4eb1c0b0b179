import type { HistoryListData, HistoryListInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { historyOf } from '../../clickup/history.js';
import { decodeCursor, encodeCursor } from '../../runtime/cursor.js';

const usual = 20;

type Position = { before: number };

const isPosition = (value: unknown): value is Position =>
  typeof value === 'object' && value !== null && typeof (value as Position).before === 'number';

/** What was written through this client, newest first, and whether it can be taken back. */
export async function historyList(ctx: Context, input: HistoryListInput): Promise<HistoryListData> {
  const owner = { tool: 'clickup_history_list', input };
  const before = decodeCursor(owner, isPosition)?.before ?? Number.POSITIVE_INFINITY;
  const [rows, times] = await Promise.all([(await historyOf(ctx)).list(ctx), ctx.times()]);
  const wanted = rows.filter(
    ({ entry_id, undo, call_id }) =>
      Number(entry_id) < before &&
      (input.call_id === undefined || call_id === input.call_id) &&
      (input.undoable !== true || undo === 'possible' || undo === 'in part'),
  );
  const shown = wanted.slice(0, input.limit ?? usual);
  const last = shown.at(-1);
  return {
    entries: shown.map(({ at, ...row }) => ({ ...row, at: times.instant(at) ?? new Date(at).toISOString() })),
    ...(last &&
      wanted.length > shown.length && { next_cursor: encodeCursor(owner, { before: Number(last.entry_id) }) }),
  };
}
