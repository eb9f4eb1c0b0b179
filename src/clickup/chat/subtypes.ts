import { invalidInput } from '../../runtime/errors.js';
import { bareRows, readable, rows, unwrap } from '../api.js';
import { postSubtypesKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import { matchName, type Named } from '../match-name.js';

/** The id of a subtype of posts, named by name or id. Without one, MISSING_PARAMETER says which there are. */
export async function subtypeId(ctx: Context, workspace: string, name: string | undefined): Promise<string> {
  const known = await subtypes(ctx, workspace);
  if (name !== undefined) {
    return matchName(name, known, { parameter: 'subtype', noun: 'post subtype', place: 'The Workspace' }).id;
  }
  const names = known.map((subtype) => subtype.name);
  throw invalidInput('A post needs a subtype', {
    code: 'MISSING_PARAMETER',
    parameter: 'subtype',
    allowed: names,
    suggestion: `Add subtype: ${names.join(', ')}.`,
  });
}

function subtypes(ctx: Context, workspace: string): Promise<readonly Required<Named & { id: string }>[]> {
  return ctx.cache.get(postSubtypesKey(workspace), async () => {
    const params = { path: { workspace_id: workspace, comment_type: 'post' as const } };
    const answer = (await unwrap(
      ctx.api.GET('/v3/workspaces/{workspace_id}/comments/types/{comment_type}/subtypes', { params }),
    )) as { data: { id: string; name: string }[] } | { id: string; name: string }[];
    const list = Array.isArray(answer) ? bareRows(answer, 'subtypes') : rows(answer, 'data');
    return readable(ctx, list, 'subtypes');
  });
}
