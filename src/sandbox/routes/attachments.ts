import { toBase64 } from '../../runtime/base64.js';
import { type Context, param, type Routes } from '../context.js';
import { cursorPage } from '../cursor.js';
import { findTask, findTaskById, findWorkspace } from '../domain/locate.js';
import { apiError, failV3, notAuthorized } from '../errors.js';
import { presentEntityAttachment, presentUpload } from '../present/attachments.js';
import type { AttachmentRow } from '../state/tasks.js';

/** The file parts of a multipart request, whatever they are called. */
const filesOf = (form: FormData): File[] => [...form.values()].filter((value) => typeof value !== 'string') as File[];

async function store(ctx: Context, parent: string, file: File, title: string): Promise<AttachmentRow> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const extension = title.includes('.') ? (title.split('.').at(-1) ?? '').toLowerCase() : '';
  return ctx.state.attachments.put({
    id: `${ctx.ids.uuid()}${extension === '' ? '' : `.${extension}`}`,
    parent,
    title,
    extension,
    mimeType: file.type || 'application/octet-stream',
    size: bytes.length,
    dateCreated: ctx.now,
    userId: ctx.user.id,
    base64: toBase64(bytes),
  });
}

/**
 * The parent key of `/{entity_type}/{entity_id}`: a task for `attachments`, a field of type attachment for
 * `custom_fields`. A file of a field is on no task until the field's value on that task names it.
 */
function parentOf(ctx: Context, needs: 'read' | 'edit'): string {
  const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
  const id = param(ctx, 'entity_id');
  const type = param(ctx, 'entity_type');
  if (type === 'attachments') {
    const task = findTaskById(ctx, id, needs);
    if (task.workspaceId !== workspace.id) throw notAuthorized();
    return `task:${task.id}`;
  }
  if (type !== 'custom_fields') throw failV3(400, 'entity_type must be attachments or custom_fields');
  const field = ctx.state.fields.get(id);
  if (field?.type !== 'attachment' || field.workspaceId !== workspace.id) throw failV3(404, 'Custom field not found');
  return `field:${field.id}`;
}

/** Files on tasks and in custom fields. */
export const attachments = {
  CreateTaskAttachment: async (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    if (!ctx.form) throw apiError(400, 'ATTCH_045', 'Body must be multipart/form-data');
    const file = ctx.form.get('attachment') ?? ctx.form.get('attachment[0]') ?? filesOf(ctx.form)[0] ?? null;
    if (file === null || typeof file === 'string') throw apiError(400, 'ATTCH_039', 'A file is required');
    const named = ctx.form.get('filename');
    return presentUpload(
      await store(ctx, `task:${task.id}`, file, typeof named === 'string' && named ? named : file.name),
      ctx.origin,
    );
  },

  getParentEntityAttachments: (ctx) => {
    const { rows, next } = cursorPage(ctx, ctx.state.attachments.by('parent', parentOf(ctx, 'read')), (row) => row.id);
    return { data: rows.map((row) => presentEntityAttachment(row, ctx.origin)), next_cursor: next };
  },

  postEntityAttachment: async (ctx) => {
    const parent = parentOf(ctx, 'edit');
    if (!ctx.form) throw failV3(400, 'Body must be multipart/form-data');
    const [file] = filesOf(ctx.form);
    if (!file) throw failV3(400, 'A file is required');
    const named = ctx.form.get('filename');
    const row = await store(ctx, parent, file, typeof named === 'string' && named ? named : file.name);
    return presentEntityAttachment(row, ctx.origin);
  },
} satisfies Routes;
