import { readFormat } from '../content-format.js';
import { type Context, isObject, optionalText, param, type Routes } from '../context.js';
import { cursorPage } from '../cursor.js';
import { isMember, parentLevel } from '../domain/access.js';
import { docLevel, findDoc, findPage } from '../domain/doc-access.js';
import { findWorkspace } from '../domain/locate.js';
import { apiError, failV3 } from '../errors.js';
import { fullPage, type PageForm, pageTree, presentDoc, presentPage } from '../present/docs.js';
import { empty, noContent, reply } from '../reply.js';
import type { DocRow, DocVisibility, PageRow } from '../state/docs.js';

/** Numbers of the places that a Doc can lie in, which a search may also name by word. */
const places: Readonly<Record<string, number>> = { SPACE: 4, FOLDER: 5, LIST: 6, EVERYTHING: 7, WORKSPACE: 12 };
const visibilities: readonly DocVisibility[] = ['PUBLIC', 'PRIVATE', 'PERSONAL', 'HIDDEN'];

const readForm = (ctx: Context): PageForm => fullPage(readFormat(ctx));

function readDepth(ctx: Context): number {
  const depth = Number(ctx.query.get('max_page_depth') ?? -1);
  if (!Number.isInteger(depth) || depth < -1) throw failV3(400, 'max_page_depth must be -1 or more');
  return depth;
}

function search(ctx: Context, workspaceId: string): DocRow[] {
  const asked = (name: string): string | null => ctx.query.get(name) || null;
  const flag = (name: string): boolean => ctx.query.get(name) === 'true';
  const [id, creator, parentId, type] = [asked('id'), asked('creator'), asked('parent_id'), asked('parent_type')];
  const parentType = type === null ? null : (places[type.toUpperCase()] ?? Number(type));
  return ctx.state.docs
    .by('workspace', workspaceId)
    .filter(
      (doc) =>
        doc.deleted === flag('deleted') &&
        doc.archived === flag('archived') &&
        (id === null || doc.id === id) &&
        (creator === null || doc.creatorId === creator) &&
        (parentId === null || doc.parentId === parentId) &&
        (parentType === null || doc.parentType === parentType) &&
        docLevel(ctx, doc) !== null,
    )
    .sort((a, b) => b.dateCreated - a.dateCreated || (a.id < b.id ? -1 : 1));
}

function readVisibility(ctx: Context): DocVisibility {
  const { visibility } = ctx.body;
  if (visibility === undefined) return 'PUBLIC';
  const found =
    typeof visibility === 'number' ? visibilities[visibility - 1] : visibilities.find((v) => v === visibility);
  if (!found) throw failV3(400, `visibility must be one of ${visibilities.join(', ')}`);
  return found;
}

/** Where a new Doc goes; the Workspace itself unless `parent` says otherwise. */
function readParent(ctx: Context, workspaceId: string): Pick<DocRow, 'parentId' | 'parentType'> {
  const { parent } = ctx.body;
  if (parent === undefined) return { parentId: workspaceId, parentType: 12 };
  const type = isObject(parent) ? Number(parent.type) : Number.NaN;
  if (!isObject(parent) || !Object.values(places).includes(type)) throw failV3(400, 'parent wants an id and a type');
  const parentId = String(parent.id);
  if (parentLevel(ctx.state, ctx.user, workspaceId, type, parentId) === null)
    throw apiError(404, 'ACCESS_999', 'Parent not found');
  return { parentId, parentType: type };
}

function addPage(ctx: Context, doc: DocRow, parentPageId: string | null): PageRow {
  return ctx.state.pages.put({
    id: ctx.ids.short(),
    docId: doc.id,
    parentPageId,
    name: optionalText(ctx, 'name') ?? '',
    subTitle: optionalText(ctx, 'sub_title') ?? null,
    content: optionalText(ctx, 'content') ?? '',
    creatorId: ctx.user.id,
    dateCreated: ctx.now,
    dateUpdated: ctx.now,
    editedBy: null,
    contributorIds: [ctx.user.id],
  });
}

function createDoc(ctx: Context): DocRow {
  const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
  if (!isMember(ctx.state, ctx.user, workspace.id)) {
    throw apiError(403, 'EXTRA_AUTHZ_002', 'You may not create Docs', {
      invalid_permissions: ['can_create_private_doc'],
    });
  }
  const doc = ctx.state.docs.put({
    id: ctx.ids.short(),
    workspaceId: workspace.id,
    name: optionalText(ctx, 'name') ?? 'Untitled',
    type: 1,
    ...readParent(ctx, workspace.id),
    visibility: readVisibility(ctx),
    creatorId: ctx.user.id,
    dateCreated: ctx.now,
    dateUpdated: ctx.now,
    archived: false,
    deleted: false,
  });
  if (ctx.body.create_page !== false) addPage(ctx, doc, null);
  return doc;
}

/** Text of an edit on what the page has: instead of it, behind it or in front of it. */
function edited(ctx: Context, page: PageRow): string {
  const content = optionalText(ctx, 'content');
  if (content === undefined) return page.content;
  const mode = ctx.body.content_edit_mode ?? 'replace';
  if (mode === 'append') return [page.content, content].filter(Boolean).join('\n');
  if (mode === 'prepend') return [content, page.content].filter(Boolean).join('\n');
  if (mode !== 'replace') throw failV3(400, 'content_edit_mode must be replace, append or prepend');
  return content;
}

function editPage(ctx: Context): void {
  const doc = findDoc(ctx, 'edit');
  const page = findPage(ctx, doc, param(ctx, 'page_id'));
  readFormat(ctx);
  const [name, subTitle] = [optionalText(ctx, 'name'), optionalText(ctx, 'sub_title')];
  ctx.state.pages.patch(page.id, {
    content: edited(ctx, page),
    ...(name === undefined ? {} : { name }),
    ...(subTitle === undefined ? {} : { subTitle }),
    dateUpdated: ctx.now,
    editedBy: ctx.user.id,
    contributorIds: [...new Set([...page.contributorIds, ctx.user.id])],
  });
  ctx.state.docs.patch(doc.id, { dateUpdated: ctx.now });
}

const pageListing = (ctx: Context) => pageTree(ctx.state, findDoc(ctx), () => ({}), readDepth(ctx));

/** Removes the page with all below it. */
function removePage(ctx: Context, page: PageRow): void {
  for (const child of ctx.state.pages.by('doc', page.docId)) if (child.parentPageId === page.id) removePage(ctx, child);
  ctx.state.pages.remove(page.id);
}

/** Docs and their pages. ClickUp has no routes to change or delete a Doc. */
export const docs = {
  searchDocsPublic: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
    const options = { least: 10, names: ['cursor', 'next_cursor'] };
    const { rows, next } = cursorPage(ctx, search(ctx, workspace.id), (doc) => doc.id, options);
    return { docs: rows.map(presentDoc), ...(next === '' ? {} : { next_cursor: next }) };
  },

  createDocPublic: (ctx) => reply(201, presentDoc(createDoc(ctx))),
  getDocPublic: (ctx) => presentDoc(findDoc(ctx)),

  getDocPageListingPublic: pageListing,
  GetPageListing: pageListing,
  getDocPagesPublic: (ctx) => pageTree(ctx.state, findDoc(ctx), readForm(ctx), readDepth(ctx)),

  getPagePublic: (ctx) => {
    const doc = findDoc(ctx);
    return presentPage(ctx.state, doc, findPage(ctx, doc, param(ctx, 'page_id')), readForm(ctx));
  },

  createPagePublic: (ctx) => {
    const doc = findDoc(ctx, 'edit');
    const parent = optionalText(ctx, 'parent_page_id');
    readFormat(ctx);
    const page = addPage(ctx, doc, parent ? findPage(ctx, doc, parent).id : null);
    ctx.state.docs.patch(doc.id, { dateUpdated: ctx.now });
    // As it was written, in whatever format.
    return reply(201, presentPage(ctx.state, doc, page, fullPage('text/md')));
  },

  editPagePublic: (ctx) => {
    editPage(ctx);
    return empty();
  },

  DeletePage: (ctx) => {
    const doc = findDoc(ctx, 'edit');
    removePage(ctx, findPage(ctx, doc, param(ctx, 'page_id')));
    ctx.state.docs.patch(doc.id, { dateUpdated: ctx.now });
    return noContent();
  },
} satisfies Routes;
