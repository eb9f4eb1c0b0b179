import type { GoalUpdateData, GoalUpdateInput } from '../../../generated/contracts.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import { hexColor } from '../../clickup/color.js';
import type { Context } from '../../clickup/context.js';
import { dateMs } from '../../clickup/dates/arguments.js';
import { readGoal } from '../../clickup/goal/get-goal.js';
import type { GoalChange } from '../../clickup/goal/key-results.js';
import { type WireGoal, type WireKeyResult, withProgress } from '../../clickup/goal/progress.js';
import { matchName } from '../../clickup/match-name.js';
import { peopleChange } from '../../clickup/people/ids.js';
import { objectId } from '../../clickup/references.js';
import { noteTakenOff } from '../../clickup/task/task-people.js';
import { clickUpError } from '../../runtime/errors.js';
import { applyChanges, type Change } from '../changes.js';
import { confirmDeletion } from '../confirm-deletion.js';
import { keyResultAdditions, progressOf } from './key-result-changes.js';

/**
 * Changes a goal and its key results. Everything is checked against the goal as it is before the first write; then each
 * change is made in order and reported.
 */
export async function goalUpdate(ctx: Context, input: GoalUpdateInput): Promise<GoalUpdateData> {
  const goal_id = objectId('goal', input.goal_id, 'goal_id');
  const goal = await readGoal(ctx, goal_id);
  const removals = (input.remove_key_results ?? []).map((text, index) =>
    find(goal, text, `remove_key_results[${index}]`),
  );
  const changes = [
    ...(await goalChange(ctx, goal, input)),
    ...(await keyResultAdditions(ctx, () => goal_id, input.add_key_results, 'add_key_results')),
    ...progress(ctx, goal, input),
    ...removals.map((keyResult) => removal(ctx, keyResult)),
  ];
  if (changes.length === 0) throw nothingToDo();
  confirmDeletion(ctx, removals, input.confirm);
  const groups = changes.map((change) => [change]);
  const { results } = await applyChanges(ctx, groups, 'changes');
  const after = withProgress(ctx.dryRun ? goal : await readGoal(ctx, goal_id));
  const touched = new Set(results.map(({ key_result_id }) => key_result_id));
  const key_results = (after.key_results ?? []).filter(({ id }) => touched.has(id));
  const others = (after.key_results?.length ?? 0) - key_results.length;
  if (others > 0)
    ctx.note(`key_results shows those that were changed; the goal has ${others} more, which count in its progress.`);
  return { goal: await ctx.project('goal_with_key_results', { ...after, key_results }), changes: results };
}

async function goalChange(ctx: Context, goal: WireGoal, input: GoalUpdateInput): Promise<Change<GoalChange>[]> {
  const { name, description } = input;
  const color = hexColor(input.color, 'color');
  const [due_date, people] = await Promise.all([
    dateMs(ctx, input.due_date, 'due_date', { present: () => goal.due_date }),
    peopleChange(ctx, input.owners, 'owners'),
  ]);
  const body = omitUndefined({ name, description, color, due_date, ...ownerChange(goal, people) });
  if (people?.set) noteTakenOff(ctx, goal.owners ?? [], people.set, 'owners');
  if (Object.keys(body).length === 0)
    return people ? [{ row: { action: 'update', name: goal.name }, outcome: 'already so' }] : [];
  const send = () => unwrap(ctx.api.PUT('/v2/goal/{goal_id}', { params: { path: { goal_id: goal.id } }, body }));
  return [{ row: { action: 'update', name: name ?? goal.name }, outcome: 'updated', send }];
}

/** ClickUp takes owners as differences only. */
function ownerChange(goal: WireGoal, people: Awaited<ReturnType<typeof peopleChange>>) {
  const present = (goal.owners ?? []).map(({ id }) => Number(id));
  const { set, add = [], remove = [] } = people ?? {};
  const add_owners = (set ?? add).filter((id) => !present.includes(id));
  const rem_owners = set ? present.filter((id) => !set.includes(id)) : remove.filter((id) => present.includes(id));
  return { ...(add_owners.length > 0 && { add_owners }), ...(rem_owners.length > 0 && { rem_owners }) };
}

function progress(ctx: Context, goal: WireGoal, { progress: reports = [] }: GoalUpdateInput): Change<GoalChange>[] {
  return reports.map(({ key_result, current, note }, index) => {
    const keyResult = find(goal, key_result, `progress[${index}].key_result`);
    return progressOf(ctx, keyResult, {
      id: () => keyResult.id,
      current,
      note,
      parameter: `progress[${index}].current`,
    });
  });
}

function removal(ctx: Context, { id, name }: WireKeyResult): Change<GoalChange> {
  const params = { path: { key_result_id: id } };
  const send = () => unwrap(ctx.api.DELETE('/v2/key_result/{key_result_id}', { params }));
  return { row: { action: 'remove', name, key_result_id: id }, outcome: 'deleted', send };
}

const find = (goal: WireGoal, text: string, parameter: string): WireKeyResult =>
  matchName(text, goal.key_results ?? [], { parameter, noun: 'key result', place: 'The goal' });

const nothingToDo = () =>
  clickUpError('MISSING_PARAMETER', 'Nothing to change is given', {
    suggestion: 'Give a field of the goal, add_key_results, progress or remove_key_results.',
    details: { parameter: 'progress' },
  });
