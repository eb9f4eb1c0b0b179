import { type Context, param } from '../context.js';
import { apiError, failV3 } from '../errors.js';
import type { DocRow, PageRow } from '../state/docs.js';
import type { PermissionLevel } from '../state/rights.js';
import { atLeast, granted, parentLevel } from './access.js';
import { findWorkspace } from './locate.js';

/** What the user may do with a Doc: private ones are for their author and those they are shared with. */
export function docLevel(ctx: Context, doc: DocRow): PermissionLevel | null {
  if (doc.creatorId === ctx.user.id) return 'create';
  const own = granted(ctx.state, ctx.user, 'doc', doc.id);
  if (own !== null || doc.visibility === 'PRIVATE' || doc.visibility === 'PERSONAL') return own;
  return parentLevel(ctx.state, ctx.user, doc.workspaceId, doc.parentType, doc.parentId);
}

/** The Doc of the path: 404 in the v3 form when unknown, 404 ACCESS_999 when out of reach. */
export const findDoc = (ctx: Context, needs: PermissionLevel = 'read'): DocRow =>
  findDocById(ctx, param(ctx, 'doc_id'), needs);

/** As `findDoc`, for routes that name the Doc elsewhere than in `doc_id`. */
export function findDocById(ctx: Context, id: string, needs: PermissionLevel): DocRow {
  const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
  const doc = ctx.state.docs.get(id);
  if (!doc || doc.deleted || doc.workspaceId !== workspace.id) throw failV3(404, 'Doc not found');
  if (!atLeast(docLevel(ctx, doc), needs)) throw apiError(404, 'ACCESS_999', 'Doc not found');
  return doc;
}

/** A page of the Doc; else 404. */
export function findPage(ctx: Context, doc: DocRow, id: string): PageRow {
  const page = ctx.state.pages.get(id);
  if (!page || page.docId !== doc.id) throw failV3(404, 'Page not found');
  return page;
}
