import { withTool } from '../clickup/advice.js';
import type { Context } from '../clickup/context.js';
import { joinTexts } from '../runtime/advice.js';

/**
 * Says beside an empty answer which of the filters given name things that ClickUp does not check: a status that does not
 * exist finds nothing, without an error.
 */
export function noteUnverifiedFilters<I extends object>(
  ctx: Pick<Context, 'note'>,
  found: readonly unknown[],
  input: I,
  filters: readonly (keyof I & string)[],
): void {
  const given = filters.filter((name) => [input[name] ?? []].flat().length > 0);
  if (found.length > 0 || given.length === 0) return;
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
