import { ok } from '../api.js';
import type { Context } from '../context.js';
import { listOf, placeOf } from './model.js';

/** What others shared with the token's user outside the Spaces it belongs to; all that a guest may see. */
export async function readShared(ctx: Context, workspace: string) {
  const { shared } = await ok(ctx.api.GET('/v2/team/{team_id}/shared', { params: { path: { team_id: workspace } } }));
  const { folders = [], lists = [], tasks = [] } = shared ?? {};
  return { folders: folders.map(placeOf), lists: lists.map(listOf), tasks: tasks.map(placeOf) };
}
