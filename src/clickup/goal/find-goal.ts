import { readable, rows, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { matchName } from '../match-name.js';
import { workspaceId } from '../workspace.js';

/** Goals of the Workspace: those outside folders, then those of each goal folder, every goal once. */
export async function listGoals(ctx: Context, query: { include_completed?: boolean } = {}) {
  const team_id = await workspaceId(ctx);
  const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/goal', { params: { path: { team_id }, query } }));
  const goals = readable(ctx, rows(answer, 'goals'), 'goals');
  const folders = readable(ctx, rows(answer, 'folders'), 'goal folders', null);
  const filed = folders.flatMap((folder) =>
    readable(ctx, folder.goals ?? [], 'goals').map((goal) => ({ ...goal, folder_name: folder.name })),
  );
  const inFolders = new Set(filed.map(({ id }) => id));
  return [...goals.filter(({ id }) => !inFolders.has(id)), ...filed];
}

/** The id of the goal of that name; says in `resolved` which one that is. */
export async function findNamedGoal(ctx: Context, name: string, parameter: string): Promise<string> {
  const goals = await listGoals(ctx, { include_completed: true });
  const goal = matchName(name, goals, { parameter, noun: 'goal', place: 'The Workspace' });
  ctx.resolved(parameter, `${goal.name} (${goal.id})`);
  return goal.id;
}
