import type { ViewDeleteData, ViewDeleteInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';
import { invalidInput } from '../../runtime/errors.js';

/** Built-in views are named after their place: `6-<list>-1`, `4-<space>-28`. */
const builtIn = /^\d+-\d+-\d+$/;

/** Deletes a view that somebody made; built-in ones are refused before anything is sent. */
export async function viewDelete(ctx: Context, input: ViewDeleteInput): Promise<ViewDeleteData> {
  const view_id = objectId('view', input.view_id, 'view_id');
  if (builtIn.test(view_id)) throw cannotGo(view_id);
  await unwrap(ctx.api.DELETE('/v2/view/{view_id}', { params: { path: { view_id } } }));
  return { deleted: true, view_id };
}

const cannotGo = (id: string) =>
  invalidInput(`${id} is a built-in view of its place and cannot be deleted`, {
    parameter: 'view_id',
    value: id,
    suggestion: withHint('Delete only views listed under views, not under built_in', 'view.list', 'shows both'),
  });
