import { type Context, flag, optionalNumber, param, type Routes, requireText } from '../context.js';
import { roleIn } from '../domain/access.js';
import { shareOf } from '../domain/goal-progress.js';
import { findList, findTaskById, findWorkspace } from '../domain/locate.js';
import { fail, noAccess, notAuthorized } from '../errors.js';
import { presentGoal, presentGoalFolder, presentKeyResult } from '../present/goals.js';
import type { GoalRow, KeyResultRow, KeyResultType } from '../state/goals.js';
import { Role } from '../state/people.js';

const types: readonly KeyResultType[] = ['number', 'currency', 'boolean', 'percentage', 'automatic'];
const invalid = (what: string) => fail(400, 'INPUT_006', `${what} invalid`);

/** The goal, for members of its Workspace; guests have no goals. */
function findGoal(ctx: Context, id: string): GoalRow {
  const goal = ctx.state.goals.get(id);
  if (!goal || !ctx.token.workspaceIds.includes(goal.workspaceId)) throw notAuthorized();
  const role = roleIn(ctx.state, ctx.user, goal.workspaceId);
  if (role === null || role === Role.guest) throw notAuthorized();
  return goal;
}

function findKeyResult(ctx: Context): { row: KeyResultRow; goal: GoalRow } {
  const row = ctx.state.keyResults.get(param(ctx, 'key_result_id'));
  if (!row) throw notAuthorized();
  return { row, goal: findGoal(ctx, row.goalId) };
}

function readPeople(ctx: Context, key: string): string[] | undefined {
  const ids = ctx.body[key];
  if (ids === undefined || ids === null) return undefined;
  if (!Array.isArray(ids)) throw invalid(key);
  const unknown = ids.find((id) => !ctx.state.users.has(String(id)));
  if (unknown !== undefined) throw invalid(`${key}: user ${String(unknown)}`);
  return [...new Set(ids.map(String))];
}

/** A step value; true and false count as 1 and 0. */
function readStep(ctx: Context, key: string): number | undefined {
  const value = ctx.body[key];
  if (typeof value === 'boolean') return value ? 1 : 0;
  return optionalNumber(ctx, key) ?? undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function report(ctx: Context, event: string, goal: GoalRow, row?: KeyResultRow): void {
  const ids = { goal_id: goal.id, ...(row ? { key_result_id: row.id } : {}) };
  ctx.emit({ event, ids, changes: [], workspaceId: goal.workspaceId });
}

function createGoal(ctx: Context): GoalRow {
  const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
  if (roleIn(ctx.state, ctx.user, workspace.id) === Role.guest) throw noAccess('can_create_goals');
  const owners = readPeople(ctx, 'owners') ?? [ctx.user.id];
  const goal = ctx.state.goals.put({
    id: ctx.ids.uuid(),
    workspaceId: workspace.id,
    prettyId: String(1 + ctx.state.goals.count('workspace', workspace.id)),
    folderId: null,
    name: requireText(ctx, 'name', invalid('Goal name')).trim(),
    description: text(ctx.body.description) ?? '',
    color: text(ctx.body.color) ?? '#7b68ee',
    dueDate: optionalNumber(ctx, 'due_date') ?? null,
    dateCreated: ctx.now,
    dateUpdated: ctx.now,
    creatorId: ctx.user.id,
    ownerIds: owners,
    multipleOwners: ctx.body.multiple_owners === true || owners.length > 1,
  });
  report(ctx, 'goalCreated', goal);
  return goal;
}

function updateGoal(ctx: Context): GoalRow {
  const goal = findGoal(ctx, param(ctx, 'goal_id'));
  const gone = readPeople(ctx, 'rem_owners') ?? [];
  const added = readPeople(ctx, 'add_owners') ?? [];
  const [name, description, color] = [text(ctx.body.name), text(ctx.body.description), text(ctx.body.color)];
  const dueDate = optionalNumber(ctx, 'due_date');
  if (name !== undefined && name.trim() === '') throw invalid('Goal name');
  const ownerIds = [...new Set([...goal.ownerIds.filter((id) => !gone.includes(id)), ...added])];
  const after = ctx.state.goals.patch(goal.id, {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(description === undefined ? {} : { description }),
    ...(color === undefined ? {} : { color }),
    ...(dueDate === undefined ? {} : { dueDate }),
    ownerIds,
    multipleOwners: goal.multipleOwners || ownerIds.length > 1,
    dateUpdated: ctx.now,
  });
  report(ctx, 'goalUpdated', after);
  return after;
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
    unit: text(ctx.body.unit) ?? null,
    creatorId: ctx.user.id,
    ownerIds: readPeople(ctx, 'owners') ?? [],
    dateCreated: ctx.now,
    ...steps,
    current: steps.start,
    actions: [],
  });
  report(ctx, 'keyResultCreated', goal, row);
  return row;
}

function editKeyResult(ctx: Context): KeyResultRow {
  const { row, goal } = findKeyResult(ctx);
  const given = readStep(ctx, 'steps_current');
  if (given !== undefined && row.type === 'automatic') ctx.note('an automatic key result counts by itself');
  const current = given === undefined || row.type === 'automatic' ? row.current : given;
  const note = text(ctx.body.note) ?? '';
  const action = {
    id: ctx.ids.uuid(),
    userId: ctx.user.id,
    date: ctx.now,
    note,
    before: row.current,
    after: current,
  };
  const acted = current !== row.current || note !== '';
  const name = text(ctx.body.name)?.trim();
  const after = ctx.state.keyResults.patch(row.id, {
    current,
    ...(name ? { name } : {}),
    ...(acted ? { actions: [...row.actions, action] } : {}),
  });
  ctx.state.goals.patch(goal.id, { dateUpdated: ctx.now });
  report(ctx, 'keyResultUpdated', goal, after);
  return after;
}

/** Goals and their key results. */
export const goals = {
  GetGoals: (ctx) => {
    const { state } = ctx;
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    if (roleIn(state, ctx.user, workspace.id) === Role.guest) return { goals: [], folders: [] };
    const all = flag(ctx, 'include_completed');
    const shown = state.goals.by('workspace', workspace.id).filter((goal) => all || shareOf(state, goal) < 1);
    return {
      goals: shown.filter((goal) => goal.folderId === null).map((goal) => presentGoal(state, goal, false)),
      folders: state.goalFolders.by('workspace', workspace.id).map((folder) =>
        presentGoalFolder(
          state,
          folder,
          shown.filter((goal) => goal.folderId === folder.id),
        ),
      ),
    };
  },

  GetGoal: (ctx) => ({ goal: presentGoal(ctx.state, findGoal(ctx, param(ctx, 'goal_id')), true) }),
  CreateGoal: (ctx) => ({ goal: presentGoal(ctx.state, createGoal(ctx), true) }),
  UpdateGoal: (ctx) => ({ goal: presentGoal(ctx.state, updateGoal(ctx), true) }),

  DeleteGoal: (ctx) => {
    const goal = findGoal(ctx, param(ctx, 'goal_id'));
    for (const row of ctx.state.keyResults.by('goal', goal.id)) ctx.state.keyResults.remove(row.id);
    ctx.state.goals.remove(goal.id);
    report(ctx, 'goalDeleted', goal);
    return {};
  },

  CreateKeyResult: (ctx) => ({ key_result: presentKeyResult(ctx.state, createKeyResult(ctx)) }),
  EditKeyResult: (ctx) => ({ key_result: presentKeyResult(ctx.state, editKeyResult(ctx)) }),

  DeleteKeyResult: (ctx) => {
    const { row, goal } = findKeyResult(ctx);
    ctx.state.keyResults.remove(row.id);
    report(ctx, 'keyResultDeleted', goal, row);
    return {};
  },
} satisfies Routes;
