import type { ContentBlock } from '@modelcontextprotocol/sdk/types.js';
import type { Envelope } from '../runtime/envelope.js';
import { isPlainObject } from '../runtime/plain-object.js';

/** Takes the pictures out of an answer: a model sees them, and reads of them what they are. */
export function takeImages<Answer extends Envelope>(answer: Answer): { answer: Answer; images: ContentBlock[] } {
  const rows = answer.success && isPlainObject(answer.data) ? answer.data.images : undefined;
  if (!Array.isArray(rows) || !rows.every(isImage)) return { answer, images: [] };
  const images = rows.map(({ data, mime_type }): ContentBlock => ({ type: 'image', data, mimeType: mime_type }));
  const told = rows.map(({ data: _, ...row }) => row);
  return { answer: { ...answer, data: { ...(answer as { data: object }).data, images: told } }, images };
}

const isImage = (row: unknown): row is { data: string; mime_type: string } =>
  isPlainObject(row) && typeof row.data === 'string' && typeof row.mime_type === 'string';
