import type { DocSearchData, DocSearchInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { allDocs } from '../../clickup/doc/find-doc.js';
import { docUrl, parentTypes, type WireDoc, type WirePage } from '../../clickup/doc/model.js';
import { readPages } from '../../clickup/doc/pages.js';
import { findPlace } from '../../clickup/location/find-place.js';
import { type RankField, rank } from '../../clickup/rank.js';
import { workspaceId } from '../../clickup/workspace.js';
import { ClickUpError } from '../../runtime/errors.js';

/** Docs whose pages are read for one search, at a request each: a fifth of a minute's requests on most plans. */
const mostRead = 20;
const usual = 20;

/** A Doc, and what of it matches. */
interface Found {
  doc: WireDoc;
  page?: WirePage | undefined;
  score: number;
}

/** Docs by words of their names, and of their pages, which ClickUp cannot search: they are read within a budget. */
export async function docSearch(ctx: Context, input: DocSearchInput): Promise<DocSearchData> {
  const workspace = await workspaceId(ctx);
  const place = input.location === undefined ? undefined : await findPlace(ctx, workspace, input.location, 'location');
  const { docs: all, isComplete } = await allDocs(ctx, workspace);
  const docs = place
    ? all.filter(({ parent }) => parent.id === place.id && parent.type === parentTypes[place.type])
    : all;
  const query = input.query?.trim() ?? '';
  const { found, read } =
    query === ''
      ? { found: docs.map((doc): Found => ({ doc, score: 0 })), read: undefined }
      : await search(ctx, workspace, docs, query);
  const shown = found.slice(0, input.limit ?? usual);
  if (!isComplete) ctx.note(`Only the newest ${all.length} Docs were looked at.`);
  if (found.length > shown.length)
    ctx.note(`${found.length - shown.length} more match; raise limit or narrow the words.`);
  const rows = shown.map(({ doc, page }) => ({
    ...doc,
    url: docUrl(workspace, doc.id, page?.id),
    ...(page && { page_id: page.id, page: page.name, excerpt: excerpt(page.content, query) }),
  }));
  return {
    docs: await ctx.projectAll('doc_row', rows),
    ...(read !== undefined && { searched: { docs: docs.length, read_in_full: read } }),
  };
}

async function search(ctx: Context, workspace: string, docs: readonly WireDoc[], query: string) {
  const byName = rank(query, docs, ({ name }) => [{ text: name, weight: 3 }]);
  const named = new Set(byName.map(({ item }) => item.id));
  // Names that match first; then the Docs that were changed last.
  const newest = docs
    .filter(({ id }) => !named.has(id))
    .sort((a, b) => (b.date_updated ?? b.date_created) - (a.date_updated ?? a.date_created) || (a.id < b.id ? -1 : 1));
  const candidates = [...byName.map(({ item }) => item), ...newest].slice(0, mostRead);
  const pages = (await Promise.all(candidates.map((doc) => pagesOf(ctx, workspace, doc)))).flat();
  const matches = rank(query, pages, ({ page }): RankField[] => [
    { text: page.name, weight: 2 },
    { text: page.content ?? '', weight: 1 },
  ]);
  const best = new Map<string, Found>(byName.map(({ item, score }) => [item.id, { doc: item, score }]));
  for (const { item, score } of matches) {
    const known = best.get(item.doc.id);
    if (!known?.page) best.set(item.doc.id, { doc: item.doc, page: item.page, score: score + (known?.score ?? 0) });
  }
  const found = [...best.values()].sort((a, b) => b.score - a.score || (a.doc.id < b.doc.id ? -1 : 1));
  return { found, read: candidates.length };
}

/** A Doc that may be listed but not read has no pages for this search. */
async function pagesOf(ctx: Context, workspace: string, doc: WireDoc): Promise<{ doc: WireDoc; page: WirePage }[]> {
  try {
    return (await readPages(ctx, { workspace, id: doc.id })).map(({ page }) => ({ doc, page }));
  } catch (error) {
    if (!(error instanceof ClickUpError) || !['FORBIDDEN', 'RESOURCE_NOT_FOUND'].includes(error.code)) throw error;
    ctx.note(`${doc.name} (${doc.id}) could not be read: ${error.message}.`);
    return [];
  }
}

const around = 100;

/** The text around the first word of the query that is in it. */
function excerpt(content: string | undefined, query: string): string {
  const text = (content ?? '').replace(/\s+/g, ' ').trim();
  const words = query
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2);
  const at = Math.min(
    ...words.map((word) => text.toLowerCase().indexOf(word)).filter((index) => index >= 0),
    text.length,
  );
  const from = at === text.length ? 0 : Math.max(0, at - around);
  const cut = text.slice(from, from + 2 * around);
  return `${from > 0 ? '...' : ''}${cut}${from + cut.length < text.length ? '...' : ''}`;
}
