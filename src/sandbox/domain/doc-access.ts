import { type Context, param } from '../context.js';
import { fail, failV3 } from '../errors.js';
import type { DocRow, PageRow } from '../state/docs.js';
import { type PermissionLevel, Role } from '../state/people.js';
import { atLeast, folderLevel, granted, listLevel, roleIn, spaceLevel } from './access.js';
import { findWorkspace } from './locate.js';

/** What the user may do where a Doc lies; null for guests outside what is shared with them. */
export function parentLevel(ctx: Context, workspaceId: string, type: number, id: string): PermissionLevel | null {
  const { state, user } = ctx;
  if (type === 7 || type === 12) {
    const role = roleIn(state, user, workspaceId);
    return role === null || role === Role.guest ? null : 'create';
  }
  const space = type === 4 ? state.spaces.get(id) : undefined;
  if (space && !space.deleted) return spaceLevel(state, user, space);
  const folder = type === 5 ? state.folders.get(id) : undefined;
  if (folder && !folder.deleted) return folderLevel(state, user, folder);
  const list = type === 6 ? state.lists.get(id) : undefined;
  return list && !list.deleted ? listLevel(state, user, list) : null;
}

/** What the user may do with a Doc: private ones are for their author and those they are shared with. */
export function docLevel(ctx: Context, doc: DocRow): PermissionLevel | null {
  if (doc.creatorId === ctx.user.id) return 'create';
  const own = granted(ctx.state, ctx.user, 'doc', doc.id);
  if (own !== null || doc.visibility === 'PRIVATE' || doc.visibility === 'PERSONAL') return own;
  return parentLevel(ctx, doc.workspaceId, doc.parentType, doc.parentId);
}

/** The Doc of the path: 404 in the v3 form when unknown, 404 ACCESS_999 when out of reach. */
export const findDoc = (ctx: Context, needs: PermissionLevel = 'read'): DocRow =>
  findDocById(ctx, param(ctx, 'doc_id'), needs);

export function findDocById(ctx: Context, id: string, needs: PermissionLevel): DocRow {
  const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
  const doc = ctx.state.docs.get(id);
  if (!doc || doc.deleted || doc.workspaceId !== workspace.id) throw failV3(404, 'Doc not found');
  if (!atLeast(docLevel(ctx, doc), needs)) throw fail(404, 'ACCESS_999', 'Doc not found');
  return doc;
}

export function findPage(ctx: Context, doc: DocRow, id: string): PageRow {
  const page = ctx.state.pages.get(id);
  if (!page || page.docId !== doc.id) throw failV3(404, 'Page not found');
  return page;
}
