import type { ViewListData, ViewListInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { viewsOf } from '../../clickup/view/find-view.js';
import { viewLocation } from '../../clickup/view/location.js';

/** Views of a place: those people made, and the built-in ones apart. */
export async function viewList(ctx: Context, input: ViewListInput): Promise<ViewListData> {
  const { made, builtIn } = await viewsOf(ctx, await viewLocation(ctx, input));
  return {
    views: await ctx.projectAll('view_row', made),
    ...(builtIn.length > 0 && { built_in: await ctx.projectAll('view_row', builtIn) }),
  };
}
