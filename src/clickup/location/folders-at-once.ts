import { ClickUpError, type ErrorCode } from '../../runtime/errors.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { unwrap } from '../api.js';
import { foldersAtOnceKey, noFoldersAtOnceKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import type { FoldersBySpace, HierarchyLocation, WireFolder } from './model.js';

/** Not in ClickUp's document, seen to answer by others: https://github.com/benthesoundguy/clickup-mcp-server (V4-PLAN.md) */
const path = '/v2/team/{team_id}/folder';

type Request = (method: string, path: string, init: object) => Promise<{ data?: unknown; response: Response }>;

/**
 * The Folders of all Spaces in one call instead of one for each, by a route that may go without notice. Undefined where it
 * does not answer as expected, which is found out once for each client, or where it cannot say more than the documented ones.
 */
export async function foldersAtOnce(
  ctx: Context,
  workspace: string,
  spaces: readonly HierarchyLocation[],
): Promise<FoldersBySpace | undefined> {
  if (spaces.length < 2 || ctx.cache.peek(noFoldersAtOnceKey)) return undefined;
  const found = await ctx.cache.get(foldersAtOnceKey(workspace), () => read(ctx, workspace));
  // No Folder at all may also mean that the route has none to tell of.
  if (!found || found.size === 0) return undefined;
  return new Map(spaces.map(({ id }) => [id, found.get(id) ?? []]));
}

async function read(ctx: Context, team_id: string): Promise<FoldersBySpace | undefined> {
  const request = ctx.api.request as unknown as Request;
  try {
    const params = { path: { team_id }, query: { archived: false } };
    const found = bySpace(await unwrap(request('get', path, { params })));
    if (!found) await forget(ctx);
    return found;
  } catch (error) {
    // What would keep any request from an answer says nothing about this route.
    if (!(error instanceof ClickUpError && ofAnyRequest.has(error.code))) await forget(ctx);
    return undefined;
  }
}

const ofAnyRequest: ReadonlySet<ErrorCode> = new Set(['CANCELLED', 'NETWORK_ERROR', 'RATE_LIMIT_EXCEEDED', 'TIMEOUT']);

const forget = (ctx: Context) => ctx.cache.get(noFoldersAtOnceKey, async () => true as const);

/** Undefined for anything but Folders that each name their Space and hold a list of Lists. */
function bySpace(answer: unknown): FoldersBySpace | undefined {
  if (!isPlainObject(answer) || !Array.isArray(answer.folders)) return undefined;
  const found = new Map<string, WireFolder[]>();
  for (const folder of answer.folders as unknown[]) {
    if (!isPlainObject(folder) || !isPlainObject(folder.space) || !Array.isArray(folder.lists)) return undefined;
    const space = String(folder.space.id);
    found.set(space, [...(found.get(space) ?? []), folder as WireFolder]);
  }
  return found;
}
