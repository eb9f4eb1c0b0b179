import { withTool } from '../clickup/advice.js';
import type { Context } from '../clickup/context.js';
import type { Id } from '../clickup/references.js';
import { checkStatusFilter, type FilteredByStatus } from '../clickup/task/status-filter.js';
import { joinTexts } from '../runtime/advice.js';

interface FilterInput {
  statuses?: readonly string[] | undefined;
  list_id?: Id | undefined;
  list_ids?: readonly Id[] | undefined;
  space_ids?: readonly Id[] | undefined;
  cursor?: string | undefined;
}

/** A stretch of a listing, as it was found. */
interface Found {
  items: FilteredByStatus['found'];
  next_cursor?: string | undefined;
}

/**
 * Looks after a listing at filters that name things which ClickUp does not check: a status that does not exist finds
 * nothing, without an error. Statuses are compared with those there are; of the others an empty answer says it.
 */
export async function checkFilters<I extends FilterInput>(
  ctx: Context,
  { items, next_cursor }: Found,
  input: I,
  filters: readonly (keyof I & string)[],
): Promise<void> {
  const lists = input.list_ids ?? (input.list_id === undefined ? [] : [input.list_id]);
  const isWhole = next_cursor === undefined && input.cursor === undefined;
  const { statuses = [], space_ids: spaces = [] } = input;
  await checkStatusFilter(ctx, { statuses, lists, spaces, found: items, isWhole });
  const given = filters.filter((name) => [input[name] ?? []].flat().length > 0);
  if (items.length > 0 || next_cursor !== undefined || given.length === 0) return;
  ctx.note(
    joinTexts(
      [
        `ClickUp does not say whether the ${given.join(', ')} exist`,
        withTool('list.getOptions', (name) => `${name} shows what a List has`),
        withTool('workspace.resolve', (name) => `${name} finds places and tags`),
      ],
      '; ',
    ),
  );
}
