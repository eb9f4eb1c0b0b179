import { member, readable, rows, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { listOf, locationOf } from './model.js';

/** What others shared with the token's user outside the Spaces it belongs to; all that a guest may see. */
export async function readShared(ctx: Context, workspace: string) {
  const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/shared', { params: { path: { team_id: workspace } } }));
  const shared = member(answer, 'shared') ?? { folders: [], lists: [], tasks: [] };
  return {
    folders: readable(ctx, rows(shared, 'folders'), 'Folders').map(locationOf),
    lists: readable(ctx, rows(shared, 'lists'), 'Lists').map(listOf),
    tasks: readable(ctx, rows(shared, 'tasks'), 'tasks').map(locationOf),
  };
}
