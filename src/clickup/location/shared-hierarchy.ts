import { unwrap } from '../api.js';
import type { Context } from '../context.js';
import { listOf, locationOf } from './model.js';

/** What others shared with the token's user outside the Spaces it belongs to; all that a guest may see. */
export async function readShared(ctx: Context, workspace: string) {
  const { shared } = await unwrap(
    ctx.api.GET('/v2/team/{team_id}/shared', { params: { path: { team_id: workspace } } }),
  );
  const { folders = [], lists = [], tasks = [] } = shared ?? {};
  return { folders: folders.map(locationOf), lists: lists.map(listOf), tasks: tasks.map(locationOf) };
}
