import type { DocReadData, DocReadInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { docReference, readDoc } from '../../clickup/doc/find-doc.js';
import { docUrl, type WirePage } from '../../clickup/doc/model.js';
import { type FlatPage, pageId, readPages, recentPage, versionOf } from '../../clickup/doc/pages.js';
import { findSection } from '../../clickup/doc/sections.js';
import { decodeCursor, encodeCursor } from '../../runtime/cursor.js';
import { clickUpError } from '../../runtime/errors.js';
import { isPlainObject } from '../../runtime/plain-object.js';

/** Characters of an answer where the caller names no limit: what stays readable for a model. */
const usual = 20_000;

/** Where the next answer begins: a page, and how far into its text, as it was. */
interface Position {
  page: string;
  offset: number;
  version: string;
}

const isPosition = (value: unknown): value is Position =>
  isPlainObject(value) &&
  typeof value.page === 'string' &&
  typeof value.version === 'string' &&
  Number.isInteger(value.offset) &&
  Number(value.offset) >= 0;

/** A Doc as Markdown: all its pages in reading order, one of them, or one section, as far as the limit goes. */
export async function docRead(ctx: Context, input: DocReadInput): Promise<DocReadData> {
  const owner = { tool: 'doc.read', input };
  const from = decodeCursor(owner, isPosition);
  const doc = await docReference(ctx, input.doc, 'doc');
  const isOne = input.page !== undefined || doc.page !== undefined || input.section !== undefined;
  const [about, pages] = await Promise.all([
    doc.found ?? readDoc(ctx, doc),
    isOne
      ? pageId(ctx, doc, input.page).then(async (id) => [{ page: await recentPage(ctx, doc, id), level: 0 }])
      : readPages(ctx, doc),
  ]);
  const texts = pages.map((page) => ({ ...page, text: textOf(page.page, input.section) }));
  const { shown, next } = cut(texts, from, input.limit ?? usual);
  return {
    doc: await ctx.project('doc', { ...about, url: docUrl(doc.workspace, doc.id) }),
    pages: await ctx.projectAll('doc_page', shown),
    ...(pages.length > 1 && { page_count: pages.length }),
    ...(next && { next_cursor: encodeCursor(owner, next) }),
  };
}

function textOf({ content }: WirePage, section: string | undefined): string {
  const text = typeof content === 'string' ? content : '';
  if (section === undefined) return text;
  const { start, end } = findSection(text, section);
  return text.slice(start, end).trimEnd();
}

type Text = FlatPage<WirePage> & { text: string };

/** As many whole pages as fit, and of the first that does not fit the lines that do. */
function cut(pages: readonly Text[], from: Position | undefined, limit: number) {
  const first = from ? pages.findIndex(({ page }) => page.id === from.page) : 0;
  if (first < 0 || (from && versionOf(pages[first]!.text) !== from.version)) throw changedMeanwhile();
  let left = limit;
  const shown: Record<string, unknown>[] = [];
  for (const { page, level, text } of pages.slice(first)) {
    const offset = shown.length === 0 ? (from?.offset ?? 0) : 0;
    const version = versionOf(text);
    const rest = text.slice(offset);
    if (left <= 0 && rest !== '') return { shown, next: { page: page.id, offset, version } };
    const end = rest.length <= left ? rest.length : lineEnd(rest, left, shown.length === 0);
    const row = { id: page.id, name: page.name, ...(level > 0 && { level }), version };
    // A page of which nothing fits any more begins the next answer.
    if (end === 0 && rest !== '') return { shown, next: { page: page.id, offset, version } };
    shown.push({ ...row, content: rest.slice(0, end), ...(offset > 0 && { continued: true }) });
    if (end < rest.length) return { shown, next: { page: page.id, offset: offset + end, version } };
    left -= end;
  }
  return { shown, next: undefined };
}

/** Behind the last whole line within the limit; inside a line only where one alone is longer, so that reading goes on. */
function lineEnd(text: string, limit: number, isFirst: boolean): number {
  const end = text.lastIndexOf('\n', limit - 1) + 1;
  if (end > 0 || !isFirst) return end;
  const isPair = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1));
  return isPair && limit > 1 ? limit - 1 : limit;
}

const changedMeanwhile = () =>
  clickUpError('CONFLICT', 'The page was changed or removed since the answer that gave this cursor', {
    suggestion: 'Read again without cursor.',
    details: { parameter: 'cursor' },
  });
