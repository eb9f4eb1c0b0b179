import type { SpaceGetData, SpaceGetInput } from '../../../generated/contracts.js';
import { objectAt, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';

/** A Space with its statuses, the names of the features that are on, and its tags. */
export async function spaceGet(ctx: Context, input: SpaceGetInput): Promise<SpaceGetData> {
  const params = { path: { space_id: objectId('space', input.space_id, 'space_id') } };
  const [space, answer] = await Promise.all([
    unwrap(ctx.api.GET('/v2/space/{space_id}', { params })),
    unwrap(ctx.api.GET('/v2/space/{space_id}/tag', { params })),
  ]);
  return {
    space: await ctx.project('space', space, input.detail),
    features: enabled(objectAt(space, 'features')),
    tags: await ctx.projectAll('tag', rows(answer, 'tags'), input.detail),
  };
}

/** ClickUp leaves out some of the features that are off, so only those that are on can be told. */
function enabled(features: object | undefined): string[] {
  return Object.entries(features ?? {})
    .filter(([, feature]: [string, { enabled?: boolean } | null]) => feature?.enabled === true)
    .map(([name]) => name);
}
