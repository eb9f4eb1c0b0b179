import { type Context, flag, optionalNumber, optionalText, param, type Routes, requireText } from '../context.js';
import { isMember } from '../domain/access.js';
import { shareOf } from '../domain/goal-progress.js';
import { findGoal, invalid, readOwners, reportGoal } from '../domain/goal-write.js';
import { findWorkspace } from '../domain/locate.js';
import { noAccess } from '../errors.js';
import { presentGoal, presentGoalFolder } from '../present/goals.js';
import type { GoalRow } from '../state/goals.js';

function createGoal(ctx: Context): GoalRow {
  const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
  if (!isMember(ctx.state, ctx.user, workspace.id)) throw noAccess('can_create_goals');
  const owners = readOwners(ctx, 'owners') ?? [ctx.user.id];
  const goal = ctx.state.goals.put({
    id: ctx.ids.uuid(),
    workspaceId: workspace.id,
    prettyId: String(1 + ctx.state.goals.count('workspace', workspace.id)),
    folderId: null,
    name: requireText(ctx, 'name', invalid('Goal name')).trim(),
    description: optionalText(ctx, 'description') ?? '',
    color: optionalText(ctx, 'color') ?? '#7b68ee',
    dueDate: optionalNumber(ctx, 'due_date') ?? null,
    dateCreated: ctx.now,
    dateUpdated: ctx.now,
    creatorId: ctx.user.id,
    ownerIds: owners,
    multipleOwners: ctx.body.multiple_owners === true || owners.length > 1,
  });
  reportGoal(ctx, 'goalCreated', goal);
  return goal;
}

function updateGoal(ctx: Context): GoalRow {
  const goal = findGoal(ctx, param(ctx, 'goal_id'));
  const gone = readOwners(ctx, 'rem_owners') ?? [];
  const added = readOwners(ctx, 'add_owners') ?? [];
  const [name, description, color] = [
    optionalText(ctx, 'name'),
    optionalText(ctx, 'description'),
    optionalText(ctx, 'color'),
  ];
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
  reportGoal(ctx, 'goalUpdated', after);
  return after;
}

/** Goals. */
export const goals = {
  GetGoals: (ctx) => {
    const { state } = ctx;
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    if (!isMember(state, ctx.user, workspace.id)) return { goals: [], folders: [] };
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
    reportGoal(ctx, 'goalDeleted', goal);
    return {};
  },
} satisfies Routes;
