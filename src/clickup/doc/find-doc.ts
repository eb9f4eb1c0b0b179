import { clickUpError, invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { withHint } from '../advice.js';
import { readable, rows, unwrap } from '../api.js';
import { readAppUrl } from '../app-url.js';
import { docKey, docsKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import { sameName } from '../match-name.js';
import { type Id, objectId } from '../references.js';
import { workspaceId } from '../workspace.js';
import { isDocId, type WireDoc } from './model.js';

/** A Doc as callers name it, and the page that a pasted address named besides. */
export interface DocReference {
  workspace: string;
  id: string;
  page?: string;
  /** The Doc itself, where it was found by name. */
  found?: WireDoc;
}

/** Docs a request; the most that ClickUp gives: https://developer.clickup.com/reference/searchdocs */
const pageSize = 100;

/** Docs are looked through by name up to here, at a request for each hundred. */
const mostDocs = 1_000;

/** Finds a Doc by id, address or name. A name that several have is AMBIGUOUS_REFERENCE with their ids. */
export async function docReference(ctx: Context, value: Id, parameter: string): Promise<DocReference> {
  const text = String(value).trim();
  const url = text.includes('/') ? readAppUrl(text) : undefined;
  if (url?.doc) {
    const workspace = url.workspace ?? (await workspaceId(ctx));
    return { workspace, id: objectId('doc', url.doc, parameter), ...(url.page && { page: url.page }) };
  }
  const workspace = await workspaceId(ctx);
  if (isDocId(text)) return { workspace, id: text };
  const { docs } = await allDocs(ctx, workspace);
  const found = docs.filter(({ name }) => sameName(name, text));
  if (found.length === 1) return { workspace, id: found[0]!.id, found: found[0]! };
  throw found.length > 1 ? ambiguous(text, found, parameter) : unknownDoc(text, docs, parameter);
}

/** The id of the Doc of that name; says in `resolved` which one that is. */
export async function findNamedDoc(ctx: Context, name: string, parameter: string): Promise<string> {
  const { id, found } = await docReference(ctx, name, parameter);
  ctx.resolved(parameter, `${found?.name ?? name} (${id})`);
  return id;
}

/** A Doc without its pages. */
export function readDoc(ctx: Context, { workspace, id }: DocReference): Promise<WireDoc> {
  const params = { path: { workspace_id: workspace, doc_id: id } };
  const read = () => unwrap(ctx.api.GET('/v3/workspaces/{workspace_id}/docs/{doc_id}', { params }));
  return ctx.cache.get(docKey(id), read);
}

/** The Docs of a Workspace, newest first, and whether these are all. */
export function allDocs(ctx: Context, workspace: string): Promise<{ docs: readonly WireDoc[]; isComplete: boolean }> {
  return ctx.cache.get(docsKey(workspace), async () => {
    const docs: WireDoc[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: pageSize, ...(cursor && { cursor }) };
      const params = { path: { workspace_id: workspace }, query };
      const answer = await unwrap(ctx.api.GET('/v3/workspaces/{workspace_id}/docs', { params }));
      const found = readable(ctx, rows(answer, 'docs'), 'Docs');
      docs.push(...found);
      cursor = found.length > 0 ? (answer.next_cursor ?? undefined) : undefined;
    } while (cursor && docs.length < mostDocs);
    return { docs, isComplete: !cursor };
  });
}

function ambiguous(name: string, found: readonly WireDoc[], parameter: string) {
  return invalidInput(`${found.length} Docs are called ${JSON.stringify(name)}`, {
    code: 'AMBIGUOUS_REFERENCE',
    parameter,
    value: name,
    allowed: found.map(({ id }) => id),
    suggestion: `Name it by id: ${found.map(({ id, parent }) => `${id} (in ${parent.id})`).join(', ')}.`,
  });
}

function unknownDoc(name: string, docs: readonly WireDoc[], parameter: string) {
  const near = nearest(
    name,
    docs.map((doc) => doc.name),
  );
  return clickUpError('RESOURCE_NOT_FOUND', `No Doc that the token can see is called ${JSON.stringify(name)}`, {
    suggestion: near
      ? `Did you mean ${JSON.stringify(near)}?`
      : withHint('Check the name', 'doc.search', 'finds Docs by words'),
    details: { parameter, value: name, searched: `${docs.length} Docs`, ...(near && { nearest: near }) },
  });
}
