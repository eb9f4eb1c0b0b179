import { shareOf, stepsOf } from '../domain/goal-progress.js';
import type { GoalFolderRow, GoalRow, KeyResultAction, KeyResultRow } from '../state/goals.js';
import type { State } from '../state/index.js';
import { presentUsers } from './people.js';
import { time } from './time.js';

/** An entry of a key result's history; figures come as text, and as numbers beside it. */
const presentAction = (row: KeyResultRow, action: KeyResultAction) => ({
  id: action.id,
  key_result_id: row.id,
  userid: Number(action.userId),
  date_modified: String(action.date),
  note: action.note,
  steps_before: String(action.before),
  steps_taken: String(action.after - action.before),
  steps_current: String(action.after),
  steps_before_float: action.before,
  steps_taken_float: action.after - action.before,
  steps_current_float: action.after,
});

/** A key result; the Lists it counts are `subcategory_ids`. */
export function presentKeyResult(state: State, row: KeyResultRow) {
  const steps = stepsOf(state, row);
  const shown = (value: number): number | boolean => (row.type === 'boolean' ? value === 1 : value);
  const last = row.actions.at(-1);
  return {
    id: row.id,
    goal_id: row.goalId,
    name: row.name,
    type: row.type,
    unit: row.unit,
    creator: Number(row.creatorId),
    date_created: String(row.dateCreated),
    goal_pretty_id: state.goals.get(row.goalId)?.prettyId ?? '',
    percent_completed: steps.share,
    completed: steps.share === 1,
    steps_start: shown(steps.start),
    steps_end: shown(steps.end),
    steps_current: shown(steps.current),
    task_ids: row.taskIds,
    subcategory_ids: row.listIds,
    owners: presentUsers(state, row.ownerIds),
    last_action: last ? presentAction(row, last) : null,
  };
}

/** A goal; `key_results` and `history` only where it stands alone. */
export function presentGoal(state: State, goal: GoalRow, single: boolean) {
  const keyResults = state.keyResults.by('goal', goal.id);
  const members = [...new Set([goal.creatorId, ...goal.ownerIds])];
  return {
    id: goal.id,
    pretty_id: goal.prettyId,
    name: goal.name,
    team_id: goal.workspaceId,
    creator: Number(goal.creatorId),
    owner: presentUsers(state, goal.ownerIds)[0] ?? null,
    color: goal.color,
    date_created: String(goal.dateCreated),
    start_date: null,
    due_date: time(goal.dueDate),
    description: goal.description,
    private: false,
    archived: false,
    multiple_owners: goal.multipleOwners,
    date_updated: String(goal.dateUpdated),
    last_update: String(goal.dateUpdated),
    folder_id: goal.folderId,
    folder_access: true,
    pinned: false,
    owners: presentUsers(state, goal.ownerIds),
    key_result_count: keyResults.length,
    members: presentUsers(state, members).map((user) => ({ ...user, permission_level: 'edit' })),
    group_members: [],
    percent_completed: shareOf(state, goal),
    pretty_url: `https://app.clickup.com/${goal.workspaceId}/goals/${goal.prettyId}`,
    ...(single
      ? {
          key_results: keyResults.map((row) => presentKeyResult(state, row)),
          history: keyResults.flatMap((row) => row.actions.map((action) => presentAction(row, action))),
        }
      : {}),
  };
}

/** A folder with its goals. */
export const presentGoalFolder = (state: State, folder: GoalFolderRow, goals: readonly GoalRow[]) => ({
  id: folder.id,
  name: folder.name,
  team_id: folder.workspaceId,
  private: false,
  date_created: String(folder.dateCreated),
  creator: Number(folder.creatorId),
  goal_count: goals.length,
  members: presentUsers(state, [folder.creatorId]).map((user) => ({ ...user, permission_level: 'edit' })),
  goals: goals.map((goal) => presentGoal(state, goal, false)),
});
