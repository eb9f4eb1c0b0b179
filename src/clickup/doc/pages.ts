import { invalidInput } from '../../runtime/errors.js';
import { fingerprint } from '../../runtime/fingerprint.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { bareRows, identified, readable, unwrap } from '../api.js';
import { pageKey, pageNamesKey, pagesKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import { matchName } from '../match-name.js';
import type { Id } from '../references.js';
import type { DocReference } from './find-doc.js';
import { isDocId, type WirePage } from './model.js';

/** A page without what lies below it, and how deep it lies itself: 0 for the pages of the Doc. */
export interface FlatPage<Page> {
  page: Page;
  level: number;
}

interface Nested<Page> {
  pages?: Page[];
}

/** A tree of pages in reading order: each before those below it. */
export function flatten<Page extends Nested<Page>>(pages: readonly Page[], level = 0): FlatPage<Page>[] {
  return pages
    .filter(isPlainObject)
    .flatMap((page) => [{ page, level }, ...flatten((page as Page).pages ?? [], level + 1)] as FlatPage<Page>[]);
}

const pathOf = ({ workspace, id }: DocReference) => ({ workspace_id: workspace, doc_id: id });

/** All pages of a Doc with what is written on them, in reading order. One request, shared by the answers that go on. */
export async function readPages(ctx: Context, doc: DocReference): Promise<FlatPage<WirePage>[]> {
  const pages = await ctx.cache.get(pagesKey(doc.id, ctx.call.isFull), async () => {
    const params = { path: pathOf(doc), query: { content_format: 'text/md' as const } };
    const answer = await unwrap(ctx.api.GET('/v3/workspaces/{workspace_id}/docs/{doc_id}/pages', { params }));
    return bareRows(answer, 'pages');
  });
  return flatten(readable(ctx, pages, 'pages'));
}

/** The names of all pages of a Doc, in reading order. */
export async function listPages(ctx: Context, doc: DocReference) {
  const pages = await ctx.cache.get(pageNamesKey(doc.id), async () => {
    const params = { path: pathOf(doc) };
    const answer = await unwrap(ctx.api.GET('/v3/workspaces/{workspace_id}/docs/{doc_id}/page_listing', { params }));
    return bareRows(answer, 'pages') as readonly WirePage[];
  });
  return flatten(readable(ctx, pages, 'pages'));
}

/** One page with what is written on it, as Markdown, as it is now. */
export async function readPage(ctx: Context, doc: DocReference, page: string): Promise<WirePage> {
  const params = { path: { ...pathOf(doc), page_id: page }, query: { content_format: 'text/md' as const } };
  return identified(
    await unwrap(ctx.api.GET('/v3/workspaces/{workspace_id}/docs/{doc_id}/pages/{page_id}', { params })),
  );
}

/** The same, as it was at most half a minute ago. */
export const recentPage = (ctx: Context, doc: DocReference, page: string): Promise<WirePage> =>
  ctx.cache.get(pageKey(page, ctx.call.isFull), () => readPage(ctx, doc, page));

/** The id of a page named by id or name, or by the address that named the Doc; without either the only page there is. */
export async function pageId(
  ctx: Context,
  doc: DocReference,
  value: Id | undefined,
  parameter = 'page',
): Promise<string> {
  const given = value === undefined ? doc.page : String(value).trim();
  if (given !== undefined && isDocId(given)) return given;
  const pages = (await listPages(ctx, doc)).map(({ page }) => page);
  if (given !== undefined) {
    const found = matchName(given, pages, { parameter, noun: 'page', place: 'The Doc' });
    return found.id;
  }
  if (pages.length === 1) return pages[0]!.id;
  throw invalidInput(`The Doc has ${pages.length} pages`, {
    code: 'MISSING_PARAMETER',
    parameter: 'page',
    allowed: pages.map(({ id }) => id),
    suggestion: `Say which page: ${pages
      .slice(0, 10)
      .map(({ id, name }) => `${id} (${name})`)
      .join(', ')}${pages.length > 10 ? ', ...' : ''}.`,
  });
}

/** Changes with every change of a text, so that an edit can say which text it was made for. */
export const versionOf = (text: string): string => fingerprint(text.trimEnd());
