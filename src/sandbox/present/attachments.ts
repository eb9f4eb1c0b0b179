import type { State } from '../state/index.js';
import type { AttachmentRow } from '../state/tasks.js';
import { presentUsers } from './people.js';

const isImage = (row: AttachmentRow): boolean => row.mimeType.startsWith('image/');

const urlOf = (row: AttachmentRow, origin: string): string =>
  `${origin}/attachments/${row.id}/${encodeURIComponent(row.title)}`;

const thumbnail = (row: AttachmentRow, origin: string, size: string): string =>
  isImage(row) ? `${origin}/attachments/${row.id}/${size}` : '';

/** A file as the task it hangs on shows it; its date is a number. */
export const presentAttachment = (state: State, row: AttachmentRow, origin: string) => ({
  id: row.id,
  date: row.dateCreated,
  title: row.title,
  type: 1,
  source: 1,
  version: 0,
  extension: row.extension,
  thumbnail_small: thumbnail(row, origin, 'small'),
  thumbnail_medium: thumbnail(row, origin, 'medium'),
  thumbnail_large: thumbnail(row, origin, 'large'),
  is_folder: false,
  mimetype: row.mimeType,
  hidden: false,
  parent_id: row.parent.split(':')[1] ?? '',
  size: row.size,
  total_comments: 0,
  resolved_comments: 0,
  user: presentUsers(state, [row.userId])[0] ?? null,
  deleted: false,
  url: urlOf(row, origin),
  url_w_query: `${urlOf(row, origin)}?view=open`,
  url_w_host: urlOf(row, origin),
});

/** The answer of the v2 upload. Dates are numbers here. */
export const presentUpload = (row: AttachmentRow, origin: string) => ({
  id: row.id,
  version: '0',
  date: row.dateCreated,
  title: row.title,
  extension: row.extension,
  thumbnail_small: thumbnail(row, origin, 'small'),
  thumbnail_medium: thumbnail(row, origin, 'medium'),
  thumbnail_large: thumbnail(row, origin, 'large'),
  url: urlOf(row, origin),
  url_w_query: `${urlOf(row, origin)}?view=open`,
  url_w_host: urlOf(row, origin),
});

/** A file in v3's form, dates as numbers. */
export const presentEntityAttachment = (row: AttachmentRow, origin: string) => ({
  id: row.id,
  title: row.title,
  url: urlOf(row, origin),
  extension: row.extension,
  mime_type: row.mimeType,
  size: row.size,
  signed: false,
  date_created: row.dateCreated,
  date_updated: row.dateCreated,
  parent_entity_type: row.parent.startsWith('field:') ? 'custom_fields' : 'tasks',
  parent_id: row.parent.split(':').at(-1) ?? '',
  thumbnail_small: thumbnail(row, origin, 'small') || urlOf(row, origin),
  thumbnail_medium: thumbnail(row, origin, 'medium') || urlOf(row, origin),
  thumbnail_large: thumbnail(row, origin, 'large') || urlOf(row, origin),
  user_id: Number(row.userId),
});
