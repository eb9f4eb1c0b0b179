import type { DocCreatePageData, DocCreatePageInput } from '../../../generated/contracts.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { docReference } from '../../clickup/doc/find-doc.js';
import { docUrl } from '../../clickup/doc/model.js';
import { pageId } from '../../clickup/doc/pages.js';

/** Adds a page at the end of a Doc, or below one of its pages. */
export async function docCreatePage(ctx: Context, input: DocCreatePageInput): Promise<DocCreatePageData> {
  const { name, content, sub_title, parent } = input;
  const doc = await docReference(ctx, input.doc, 'doc');
  const parent_page_id = parent === undefined ? undefined : await pageId(ctx, doc, parent, 'parent');
  const page = await unwrap(
    ctx.api.POST('/v3/workspaces/{workspace_id}/docs/{doc_id}/pages', {
      params: { path: { workspace_id: doc.workspace, doc_id: doc.id } },
      body: omitUndefined({ name, content, sub_title, parent_page_id, content_format: 'text/md' as const }),
    }),
  );
  return { page: await ctx.project('page_written', { ...page, url: docUrl(doc.workspace, doc.id, page.id) }) };
}
