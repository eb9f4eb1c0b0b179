import type { DocCreateData, DocCreateInput } from '../../../generated/contracts.js';
import { isId, omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { docUrl, parentTypes } from '../../clickup/doc/model.js';
import { listPages } from '../../clickup/doc/pages.js';
import { findPlace } from '../../clickup/location/find-place.js';
import { workspaceId } from '../../clickup/workspace.js';
import { unknownOutcome } from '../../runtime/failures.js';
import { partialFailure } from '../partial-failure.js';

/** Creates a Doc and writes its first page, which ClickUp makes in two steps. */
export async function docCreate(ctx: Context, input: DocCreateInput): Promise<DocCreateData> {
  const workspace = await workspaceId(ctx);
  const place = input.location === undefined ? undefined : await findPlace(ctx, workspace, input.location, 'location');
  const doc = await unwrap(
    ctx.api.POST('/v3/workspaces/{workspace_id}/docs', {
      params: { path: { workspace_id: workspace } },
      body: omitUndefined({
        name: input.name,
        parent: place && { id: place.id, type: parentTypes[place.type] },
        visibility: input.visibility,
        create_page: true,
      }),
    }),
  );
  if (!isId(doc.id)) throw unknownOutcome('POST', '/v3/workspaces/{workspace_id}/docs', 'there was no Doc in it');
  const url = docUrl(workspace, doc.id);
  const page =
    input.content === undefined ? undefined : await writeFirstPage(ctx, { workspace, id: doc.id, url }, input);
  return { doc: await ctx.project('doc', { ...doc, url }), ...(page !== undefined && { page_id: page }) };
}

/** The page that comes with a Doc gets its text afterwards; where that fails the error says that the Doc is there. */
async function writeFirstPage(
  ctx: Context,
  doc: { workspace: string; id: string; url: string },
  { content = '', page_name }: DocCreateInput,
): Promise<string> {
  try {
    const [first] = ctx.dryRun ? [{ page: { id: 'first-page' } }] : await listPages(ctx, doc);
    const path = { workspace_id: doc.workspace, doc_id: doc.id };
    const body = { content, content_format: 'text/md' as const, ...(page_name !== undefined && { name: page_name }) };
    if (!first) {
      const page = await unwrap(
        ctx.api.POST('/v3/workspaces/{workspace_id}/docs/{doc_id}/pages', { params: { path }, body }),
      );
      return page.id;
    }
    await unwrap(
      ctx.api.PUT('/v3/workspaces/{workspace_id}/docs/{doc_id}/pages/{page_id}', {
        params: { path: { ...path, page_id: first.page.id } },
        body: { ...body, content_edit_mode: 'replace' },
      }),
    );
    return first.page.id;
  } catch (error) {
    throw partialFailure(error, {
      done: `The Doc ${doc.id} was created`,
      rest: 'the text of its page',
      suggestion: 'Do not create it again: write its page.',
      details: { doc_id: doc.id, url: doc.url },
    });
  }
}
