import { type Context, optionalNumber, optionalText, param, type Routes, requireText } from '../context.js';
import { findGoal, invalid, readOwners, reportGoal } from '../domain/goal-write.js';
import { findList, findTaskById } from '../domain/locate.js';
import { notAuthorized } from '../errors.js';
import { presentKeyResult } from '../present/goals.js';
import type { GoalRow, KeyResultRow, KeyResultType } from '../state/goals.js';

const types: readonly KeyResultType[] = ['number', 'currency', 'boolean', 'percentage', 'automatic'];

function findKeyResult(ctx: Context): { row: KeyResultRow; goal: GoalRow } {
  const row = ctx.state.keyResults.get(param(ctx, 'key_result_id'));
  if (!row) throw notAuthorized();
  return { row, goal: findGoal(ctx, row.goalId) };
}

/** A step value; true and false count as 1 and 0. */
function readStep(ctx: Context, key: string): number | undefined {
  const value = ctx.body[key];
  if (typeof value === 'boolean') return value ? 1 : 0;
  return optionalNumber(ctx, key) ?? undefined;
}

/** The steps of a new key result; automatic ones count tasks and therefore name some. */
function newSteps(ctx: Context, type: KeyResultType): Pick<KeyResultRow, 'start' | 'end' | 'taskIds' | 'listIds'> {
  const list = (key: string): string[] => {
    const ids = ctx.body[key] ?? [];
    if (!Array.isArray(ids)) throw invalid(key);
    return ids.map(String);
  };
  const taskIds = list('task_ids').map((id) => findTaskById(ctx, id).id);
  const listIds = list('list_ids').map((id) => findList(ctx, id).id);
  if (type === 'automatic') return { start: 0, end: 0, taskIds, listIds };
  if (taskIds.length + listIds.length > 0) ctx.note('task_ids and list_ids count only for the type automatic');
  const start = readStep(ctx, 'steps_start') ?? 0;
  const end = readStep(ctx, 'steps_end') ?? (type === 'boolean' ? 1 : type === 'percentage' ? 100 : undefined);
  if (end === undefined) throw invalid('steps_end');
  return { start, end, taskIds: [], listIds: [] };
}

function createKeyResult(ctx: Context): KeyResultRow {
  const goal = findGoal(ctx, param(ctx, 'goal_id'));
  const name = requireText(ctx, 'name', invalid('Key result name')).trim();
  const type = types.find((known) => known === ctx.body.type);
  if (!type) throw invalid('Key result type');
  const steps = newSteps(ctx, type);
  const row = ctx.state.keyResults.put({
    id: ctx.ids.uuid(),
    goalId: goal.id,
    name,
    type,
    unit: optionalText(ctx, 'unit') ?? null,
    creatorId: ctx.user.id,
    ownerIds: readOwners(ctx, 'owners') ?? [],
    dateCreated: ctx.now,
    ...steps,
    current: steps.start,
    actions: [],
  });
  reportGoal(ctx, 'keyResultCreated', goal, row);
  return row;
}

function editKeyResult(ctx: Context): KeyResultRow {
  const { row, goal } = findKeyResult(ctx);
  const given = readStep(ctx, 'steps_current');
  if (given !== undefined && row.type === 'automatic') ctx.note('an automatic key result counts by itself');
  const current = given === undefined || row.type === 'automatic' ? row.current : given;
  const note = optionalText(ctx, 'note') ?? '';
  const action = {
    id: ctx.ids.uuid(),
    userId: ctx.user.id,
    date: ctx.now,
    note,
    before: row.current,
    after: current,
  };
  const acted = current !== row.current || note !== '';
  const name = optionalText(ctx, 'name')?.trim();
  const after = ctx.state.keyResults.patch(row.id, {
    current,
    ...(name ? { name } : {}),
    ...(acted ? { actions: [...row.actions, action] } : {}),
  });
  ctx.state.goals.patch(goal.id, { dateUpdated: ctx.now });
  reportGoal(ctx, 'keyResultUpdated', goal, after);
  return after;
}

/** Key results, by which goals are measured. */
export const keyResults = {
  CreateKeyResult: (ctx) => ({ key_result: presentKeyResult(ctx.state, createKeyResult(ctx)) }),
  EditKeyResult: (ctx) => ({ key_result: presentKeyResult(ctx.state, editKeyResult(ctx)) }),

  DeleteKeyResult: (ctx) => {
    const { row, goal } = findKeyResult(ctx);
    ctx.state.keyResults.remove(row.id);
    reportGoal(ctx, 'keyResultDeleted', goal, row);
    return {};
  },
} satisfies Routes;
