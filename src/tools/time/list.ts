import type { TimeListData, TimeListInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { formatDuration } from '../../clickup/dates/durations.js';
import { withSeparateTags } from '../../clickup/task/tag-names.js';
import { compareIds, fetchEntries, type TimeEntry } from '../../clickup/time/entries.js';
import { labelled } from '../../clickup/time/entry-labels.js';
import { entryQuery } from '../../clickup/time/query.js';
import { timeScope } from '../../clickup/time/scope.js';
import { decodeCursor, encodeCursor } from '../../runtime/cursor.js';

const defaultLimit = 100;

/** After which entry a page begins, and what was counted on the first one: later pages read only what is left. */
interface Position {
  start: number;
  from: number;
  after: string;
  count: number;
  total: number;
}

/** Time entries of a range. The API has no pages: the cursor goes on below the oldest entry shown. */
export async function timeList(ctx: Context, given: TimeListInput): Promise<TimeListData> {
  const call = { tool: 'clickup_time_list', input: given };
  const input = withSeparateTags(ctx, given, ['tags']);
  const position = decodeCursor(call, isPosition);
  const query = await entryQuery(ctx, input);
  const range = position ? { start: position.start, end: position.from } : {};
  const left = (await fetchEntries(ctx, { ...query, ...range })).filter(
    (entry) => !position || isAfter(entry, position),
  );
  const entries = labelled(ctx, left, input.tags);
  const count = position?.count ?? entries.length;
  const total = position?.total ?? entries.reduce((sum, { duration }) => sum + duration, 0);
  const running = entries.reduce((sum, entry) => sum + (entry.running ? entry.duration : 0), 0);
  const page = entries.slice(0, input.limit ?? defaultLimit);
  const last = page.at(-1);
  const next: Position | undefined =
    last && page.length < entries.length
      ? { start: position?.start ?? query.start, from: last.start, after: last.id, count, total }
      : undefined;
  return {
    entries: await ctx.projectAll('time_entry', page, input.detail),
    scope: await timeScope(ctx, input, { ...query, start: position?.start ?? query.start }, left),
    count,
    total: formatDuration(total),
    total_ms: total,
    ...(!position && running > 0 && { running: formatDuration(running) }),
    ...(next && { next_cursor: encodeCursor(call, { ...next }) }),
  };
}

const isAfter = (entry: TimeEntry, { from, after }: Position) =>
  entry.start < from || (entry.start === from && compareIds(entry.id, after) < 0);

function isPosition(state: unknown): state is Position {
  const { start, from, after, count, total } = (state ?? {}) as Partial<Position>;
  return [start, from, count, total].every(Number.isSafeInteger) && /^\d+$/.test(after ?? '');
}
