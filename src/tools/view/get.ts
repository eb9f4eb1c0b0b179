import type { ViewGetData, ViewGetInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';
import { describeView } from '../../clickup/view/settings.js';

/** One view, its settings in the words that clickup_view_update takes. */
export async function viewGet(ctx: Context, input: ViewGetInput): Promise<ViewGetData> {
  const params = { path: { view_id: objectId('view', input.view_id, 'view_id') } };
  const { view } = await unwrap(ctx.api.GET('/v2/view/{view_id}', { params }));
  return { view: await ctx.project('view', input.detail === 'full' ? view : describeView(view), input.detail) };
}
