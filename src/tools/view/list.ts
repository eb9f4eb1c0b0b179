import type { ViewListData, ViewListInput } from '../../../generated/contracts.js';
import { objectAt, readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { type ViewLocation, viewLocation } from '../../clickup/view/location.js';

/** Views of a place: those people made, and the built-in ones apart. */
export async function viewList(ctx: Context, input: ViewListInput): Promise<ViewListData> {
  const answer = await readViews(ctx, await viewLocation(ctx, input));
  // Every kind of built-in view has a key of its own, null where the place has none.
  const builtIn = Object.values(objectAt(answer, 'required_views') ?? {}).filter(isView);
  const known = new Set(builtIn.map(({ id }) => id));
  return {
    views: await ctx.projectAll(
      'view_row',
      readable(ctx, rows(answer, 'views'), 'views').filter(({ id }) => !known.has(id)),
    ),
    ...(builtIn.length > 0 && { built_in: await ctx.projectAll('view_row', builtIn) }),
  };
}

const isView = <T>(value: T): value is T & { id: string } =>
  typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string';

function readViews(ctx: Context, { at, id }: ViewLocation) {
  switch (at) {
    case 'list':
      return unwrap(ctx.api.GET('/v2/list/{list_id}/view', { params: { path: { list_id: id } } }));
    case 'folder':
      return unwrap(ctx.api.GET('/v2/folder/{folder_id}/view', { params: { path: { folder_id: id } } }));
    case 'space':
      return unwrap(ctx.api.GET('/v2/space/{space_id}/view', { params: { path: { space_id: id } } }));
    default:
      return unwrap(ctx.api.GET('/v2/team/{team_id}/view', { params: { path: { team_id: id } } }));
  }
}
