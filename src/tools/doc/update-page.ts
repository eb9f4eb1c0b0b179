import type { DocUpdatePageData, DocUpdatePageInput } from '../../../generated/contracts.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { type DocReference, docReference } from '../../clickup/doc/find-doc.js';
import { docUrl } from '../../clickup/doc/model.js';
import { pageId, readPage, versionOf } from '../../clickup/doc/pages.js';
import { type EditMode, editSection, findSection, joinTexts } from '../../clickup/doc/sections.js';
import { clickUpError, invalidInput } from '../../runtime/errors.js';

/** Changes a page: its name, all of its text, or one section, and nothing that somebody else has changed since it was read. */
export async function docUpdatePage(ctx: Context, input: DocUpdatePageInput): Promise<DocUpdatePageData> {
  checkArguments(input);
  const doc = await docReference(ctx, input.doc, 'doc');
  const page_id = await pageId(ctx, doc, input.page);
  const edit = input.content === undefined ? undefined : await editOf(ctx, doc, page_id, input);
  const { name, sub_title } = input;
  await unwrap(
    ctx.api.PUT('/v3/workspaces/{workspace_id}/docs/{doc_id}/pages/{page_id}', {
      params: { path: { workspace_id: doc.workspace, doc_id: doc.id, page_id } },
      body: omitUndefined({ name, sub_title, ...(edit && { ...edit.body, content_format: 'text/md' as const }) }),
    }),
  );
  return {
    doc_id: doc.id,
    page_id,
    url: docUrl(doc.workspace, doc.id, page_id),
    ...(name !== undefined && { name }),
    ...(edit?.version !== undefined && { version: edit.version }),
  };
}

function checkArguments({ content, mode, section, version, name, sub_title }: DocUpdatePageInput): void {
  if (content === undefined && name === undefined && sub_title === undefined) {
    throw invalidInput('There is nothing to change', {
      code: 'MISSING_PARAMETER',
      parameter: 'content',
      suggestion: 'Give content, name or sub_title.',
    });
  }
  if (content === undefined && (mode ?? section ?? version) !== undefined) {
    throw invalidInput('mode, section and version say how content is written, and there is none', {
      code: 'MISSING_PARAMETER',
      parameter: 'content',
      suggestion: 'Give content, or leave the three out.',
    });
  }
  if (content !== undefined && mode === undefined) {
    throw invalidInput('content needs mode', {
      code: 'MISSING_PARAMETER',
      parameter: 'mode',
      allowed: ['append', 'prepend', 'replace'],
      suggestion: 'Say mode: append or prepend adds, replace takes the place of what is there.',
    });
  }
}

interface Edit {
  body: { content: string; content_edit_mode: EditMode };
  /** The version of the whole text after the edit, where that is known. */
  version?: string;
}

/**
 * What to send. ClickUp adds to a page by itself, whatever others do meanwhile; for a section and for a precondition the
 * page is read first, as late as possible: ClickUp has no write that depends on what is there.
 */
async function editOf(ctx: Context, doc: DocReference, page: string, input: DocUpdatePageInput): Promise<Edit> {
  const { content = '', mode = 'append', section, version } = input;
  if (section === undefined && version === undefined) return { body: { content, content_edit_mode: mode } };
  const before = (await readPage(ctx, doc, page)).content ?? '';
  const place = section === undefined ? undefined : findSection(before, section);
  const part = place && before.slice(place.start, place.end);
  if (version !== undefined && ![before, part].some((text) => text !== undefined && versionOf(text) === version)) {
    throw changedMeanwhile(page, part ?? before);
  }
  const after = place ? editSection(before, place, mode, content) : joinTexts(mode, before, content);
  return { body: { content: after, content_edit_mode: 'replace' }, version: versionOf(after) };
}

/** How much of the present text an error shows. */
const shown = 2_000;

const changedMeanwhile = (page: string, text: string) =>
  clickUpError('CONFLICT', `Page ${page} has been changed since version was read; nothing was written`, {
    suggestion: 'Read what is there now, decide again, and pass its version.',
    details: { parameter: 'version', version: versionOf(text), now: text.slice(0, shown) },
  });
