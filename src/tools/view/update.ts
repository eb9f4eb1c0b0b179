import type { ViewUpdateData, ViewUpdateInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';
import {
  describeView,
  noteDropped,
  type ViewBody,
  type WireView,
  withSettings,
  writableParts,
} from '../../clickup/view/settings.js';
import { invalidInput } from '../../runtime/errors.js';

const settings = [
  'name',
  'group_by',
  'sort',
  'columns',
  'filters',
  'filter_op',
  'show_closed',
  'show_subtasks',
] as const;

/** Reads the view, lays the changes over it and writes all of it: what a request leaves out, ClickUp resets. */
export async function viewUpdate(ctx: Context, input: ViewUpdateInput): Promise<ViewUpdateData> {
  const params = { path: { view_id: objectId('view', input.view_id, 'view_id') } };
  if (settings.every((setting) => input[setting] === undefined)) throw nothingToDo();
  const { view } = await unwrap(ctx.api.GET('/v2/view/{view_id}', { params }));
  const base = { ...writable(view), ...(input.name !== undefined && { name: input.name }) };
  const body = await withSettings(ctx, base, input);
  const written = await unwrap(ctx.api.PUT('/v2/view/{view_id}', { params, body }));
  noteDropped(ctx, body, written.view);
  return { view: await ctx.project('view', describeView(written.view)) };
}

/** The view as a request; parts that ClickUp did not send are not sent back. */
function writable(view: WireView): ViewBody {
  const parts = writableParts.filter((part) => view[part] !== undefined).map((part) => [part, view[part]]);
  return Object.fromEntries(parts) as ViewBody;
}

const nothingToDo = () =>
  invalidInput('Nothing to change is given', {
    code: 'MISSING_PARAMETER',
    parameter: 'name',
    suggestion: `Give at least one of ${settings.join(', ')}.`,
  });
