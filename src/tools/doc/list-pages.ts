import type { DocListPagesData, DocListPagesInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { docReference } from '../../clickup/doc/find-doc.js';
import { listPages } from '../../clickup/doc/pages.js';

/** The table of contents of a Doc. */
export async function docListPages(ctx: Context, input: DocListPagesInput): Promise<DocListPagesData> {
  const doc = await docReference(ctx, input.doc, 'doc');
  const pages = (await listPages(ctx, doc)).map(({ page, level }) => ({ ...page, ...(level > 0 && { level }) }));
  return { doc_id: doc.id, pages: await ctx.projectAll('page_ref', pages) };
}
