import type { GoalCreateData, GoalCreateInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import { hexColor } from '../../clickup/color.js';
import type { Context } from '../../clickup/context.js';
import { dateMs } from '../../clickup/dates/arguments.js';
import type { GoalChange } from '../../clickup/goal/key-results.js';
import { withProgress } from '../../clickup/goal/progress.js';
import { userIds } from '../../clickup/people/ids.js';
import { workspaceId } from '../../clickup/workspace.js';
import { applyChanges, type Change } from '../changes.js';
import type { ItemStatus } from '../item-results.js';
import { keyResultAdditions } from './key-result-changes.js';

/** Creates a goal and then its key results in order. A key result that fails is reported; the goal stands. */
export async function goalCreate(ctx: Context, input: GoalCreateInput): Promise<GoalCreateData> {
  let goal_id = '';
  const [team_id, due_date, owners, changes] = await Promise.all([
    workspaceId(ctx),
    dateMs(ctx, input.due_date, 'due_date'),
    userIds(ctx, input.owners, 'owners'),
    keyResultAdditions(ctx, () => goal_id, input.key_results, 'key_results'),
  ]);
  const { name, description } = input;
  const color = hexColor(input.color, 'color');
  const body = omitUndefined({
    name,
    description,
    color,
    due_date,
    owners,
    multiple_owners: owners && owners.length > 1,
  });
  const { goal } = await unwrap(ctx.api.POST('/v2/team/{team_id}/goal', { params: { path: { team_id } }, body }));
  goal_id = String(goal.id);
  const presented = await ctx.project('goal', withProgress(goal));
  if (changes.length === 0) return { goal: presented };

  // The goal counts as the first success, or else a call whose key results all fail would hide that it exists.
  const created: Change<GoalChange> = { row: { action: 'add', name }, outcome: 'created' };
  const { results } = await applyChanges(ctx, [[created], ...changes.map((change) => [change])], 'key results');
  const key_results = results.slice(1);
  const added = key_results.filter(({ action }) => action === 'add');
  const count = (...wanted: ItemStatus[]) => added.filter(({ status }) => wanted.includes(status)).length;
  const [missing, unknown] = [count('failed', 'skipped'), count('unknown')];
  if (missing > 0) {
    ctx.note(
      withHint(
        `The goal exists, but ${missing} of ${added.length} key results were not created`,
        'goal.update',
        'adds them',
      ),
    );
  }
  if (unknown > 0) {
    ctx.note(
      withHint(
        `The answers for ${unknown} of ${added.length} key results were lost`,
        'goal.get',
        'shows whether they exist',
      ),
    );
  }
  return { goal: presented, key_results };
}
