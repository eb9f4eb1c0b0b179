import type { GoalCreateData, GoalCreateInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import { hexColor } from '../../clickup/color.js';
import type { Context } from '../../clickup/context.js';
import { dateMs } from '../../clickup/dates/arguments.js';
import { additionOf, createKeyResult, type GoalChange, keyResultBody } from '../../clickup/goal/key-results.js';
import { withProgress } from '../../clickup/goal/progress.js';
import { userIds } from '../../clickup/people/ids.js';
import { workspaceId } from '../../clickup/workspace.js';
import { applyChanges, type Change } from '../changes.js';
import type { ItemStatus } from '../item-results.js';

/** Creates a goal and then its key results in order. A key result that fails is reported; the goal stands. */
export async function goalCreate(ctx: Context, input: GoalCreateInput): Promise<GoalCreateData> {
  const [team_id, due_date, owners, bodies] = await Promise.all([
    workspaceId(ctx),
    dateMs(ctx, input.due_date, 'due_date'),
    userIds(ctx, input.owners, 'owners'),
    Promise.all((input.key_results ?? []).map((spec, index) => keyResultBody(ctx, spec, `key_results[${index}]`))),
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
  const presented = await ctx.project('goal', withProgress(goal));
  if (bodies.length === 0) return { goal: presented };

  const changes = bodies.map((each): Change<GoalChange> => {
    const row = additionOf(each);
    return {
      row,
      outcome: 'created',
      send: async () => {
        row.key_result_id = await createKeyResult(ctx, String(goal.id), each);
      },
    };
  });
  // The goal counts as the first success, or else a call whose key results all fail would hide that it exists.
  const created: Change<GoalChange> = { row: { action: 'add', name }, outcome: 'created' };
  const { results } = await applyChanges(ctx, [[created], ...changes.map((change) => [change])], 'key results');
  const key_results = results.slice(1);
  const count = (...wanted: ItemStatus[]) => key_results.filter(({ status }) => wanted.includes(status)).length;
  const [missing, unknown] = [count('failed', 'skipped'), count('unknown')];
  if (missing > 0) {
    ctx.note(
      withHint(
        `The goal exists, but ${missing} of ${key_results.length} key results were not created`,
        'goal.update',
        'adds them',
      ),
    );
  }
  if (unknown > 0) {
    ctx.note(
      withHint(
        `The answers for ${unknown} of ${key_results.length} key results were lost`,
        'goal.get',
        'shows whether they exist',
      ),
    );
  }
  return { goal: presented, key_results };
}
