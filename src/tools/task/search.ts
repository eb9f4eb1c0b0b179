import type { TaskSearchData, TaskSearchInput } from '../../../generated/contracts.js';
import { readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { rank, tokenize } from '../../clickup/rank.js';
import { taskNamedBy } from '../../clickup/task/named-task.js';
import { type Position, scan } from '../../clickup/task/search-pages.js';
import { countTasks } from '../../clickup/task/task-counts.js';
import { type FoundTask, localFilter, pastDue, scopeOf, searchQuery } from '../../clickup/task/task-filters.js';
import { taskRows } from '../../clickup/task/task-rows.js';
import { taskOrder } from '../../clickup/total-order.js';
import { workspaceId } from '../../clickup/workspace.js';
import { decodeCursor, encodeCursor } from '../../runtime/cursor.js';
import { checkFilters } from '../unverified-filters.js';

/** Reading more in one call would take long and much of the rate limit; the cursor goes on from there. */
const maxPages = 10;
const defaultLimit = 100;
const defaultMatches = 25;

/**
 * Tasks of the Workspace by filters and words. ClickUp has no text search for tasks, so with `query` the tasks that pass
 * the filters are read, up to a bound, and ranked here; the answer says how far that went.
 */
export async function taskSearch(ctx: Context, input: TaskSearchInput): Promise<TaskSearchData> {
  const call = { tool: 'clickup_task_search', input };
  const start = decodeCursor(call, isPosition) ?? { page: 0, offset: 0 };
  const fits = localFilter(input, input.overdue ? await pastDue(ctx) : undefined) ?? (() => true);
  const words = input.query?.trim() ?? '';
  const team_id = await workspaceId(ctx);
  const named = words && !input.cursor && !input.count_by?.length ? await taskNamedBy(ctx, words) : undefined;
  if (named) {
    ctx.note('The query names this task itself; other filters were not looked at.');
    const tasks = await taskRows(ctx, [named], input);
    return { tasks, scope: `task ${named.id}`, scanned: 1, matched: 1, complete: true };
  }
  const query = await searchQuery(ctx, input);
  const readPage = async (page: number) => {
    const params = { path: { team_id }, query: { ...query, page } };
    const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/task', { params }));
    const tasks = rows(answer, 'tasks', taskOrder[input.order_by ?? 'created']);
    const items: readonly FoundTask[] = readable(ctx, tasks, 'tasks');
    // `last_page` is missing from some answers: a short page is the last one too.
    return { items, last: answer.last_page ?? tasks.length < 100 };
  };
  const by = [...new Set(input.count_by ?? [])];
  const limit = input.limit ?? (words ? defaultMatches : defaultLimit);
  const { items, scanned, next } = await scan(ctx, readPage, start, {
    maxPages,
    enough: words || by.length > 0 ? Number.POSITIVE_INFINITY : limit,
    idOf: ({ id }) => id,
    keep: fits,
  });
  const found = words ? ranked(words, items) : undefined;
  const matches = found ? found.map(({ item }) => item) : items;
  const shown = by.length > 0 ? [] : matches.slice(0, limit);
  if (by.length > 0 && next) ctx.note('The counts are of the tasks read so far; next_cursor counts the others.');
  if (by.length === 0 && matches.length > shown.length) {
    ctx.note(`${matches.length - shown.length} weaker matches are not shown: raise limit or add filters.`);
  }
  if (found && found.length > 0 && !found.some(({ hasAll }) => hasAll)) {
    ctx.note('None of the tasks that were read has all of the words; these have some of them.');
  }
  if (matches.length === 0 && !next && !query.include_closed && !query['statuses[]']) {
    ctx.note('Closed tasks were left out; include_closed: true searches them too.');
  }
  const next_cursor = next && encodeCursor(call, { ...next });
  await checkFilters(ctx, { items: matches, next_cursor }, input, unverified);
  return {
    // What was asked for comes first: an empty list in front of counts reads as "nothing there".
    ...(by.length > 0 && { counts: countTasks(matches, by, { ...input, format: await ctx.times() }) }),
    tasks: await taskRows(ctx, shown, input),
    scope: await scopeOf(ctx, team_id, input, query),
    scanned,
    matched: matches.length,
    complete: next === undefined,
    ...(next_cursor !== undefined && { next_cursor }),
  };
}

const ranked = (words: string, tasks: readonly FoundTask[]) =>
  rank(words, tasks, ({ name, custom_id, tags, text_content, description }) => [
    { text: name ?? '', weight: 3 },
    { text: isNumberOf(custom_id, words) ? custom_id : '', weight: 3 },
    { text: (tags ?? []).map((tag) => tag.name).join(' '), weight: 1 },
    { text: text_content ?? description ?? '', weight: 1 },
  ]);

/** Whether the words name the number of a custom id; its prefix alone is on every task of the Space. */
const isNumberOf = (custom_id: string | null | undefined, words: string): custom_id is string =>
  tokenize(words).includes(custom_id?.split('-').at(-1) ?? '');

const unverified = ['space_ids', 'folder_ids', 'list_ids', 'tags'] as const;

const isPosition = (state: unknown): state is Position => {
  const { page, offset } = (state ?? {}) as Partial<Position>;
  return [page, offset].every((number) => Number.isInteger(number) && (number as number) >= 0);
};
