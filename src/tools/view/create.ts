import type { ViewCreateData, ViewCreateInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { type ViewLocation, viewLocation } from '../../clickup/view/location.js';
import { describeView, noteDropped, type ViewBody, withSettings } from '../../clickup/view/settings.js';

/** Creates a view; settings that are not given take ClickUp's defaults. */
export async function viewCreate(ctx: Context, input: ViewCreateInput): Promise<ViewCreateData> {
  const place = await viewLocation(ctx, input);
  const body = await withSettings<ViewBody>(ctx, { name: input.name, type: input.type }, input, place);
  const { view } = await create(ctx, place, body);
  noteDropped(ctx, body, view);
  return { view: await ctx.project('view', describeView(view)) };
}

function create(ctx: Context, { at, id }: ViewLocation, body: ViewBody) {
  switch (at) {
    case 'list':
      return unwrap(ctx.api.POST('/v2/list/{list_id}/view', { params: { path: { list_id: id } }, body }));
    case 'folder':
      return unwrap(ctx.api.POST('/v2/folder/{folder_id}/view', { params: { path: { folder_id: id } }, body }));
    case 'space':
      return unwrap(ctx.api.POST('/v2/space/{space_id}/view', { params: { path: { space_id: id } }, body }));
    default:
      return unwrap(ctx.api.POST('/v2/team/{team_id}/view', { params: { path: { team_id: id } }, body }));
  }
}
