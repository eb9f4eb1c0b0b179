import { fromBase64 } from '../../runtime/base64.js';
import type { State } from '../state/index.js';
import type { Outgoing } from './exchange.js';

/** The bytes behind the `url` or a thumbnail of an attachment; null for other paths. Such a link needs no key. */
export function attachmentFile(state: State, path: string): Outgoing | null {
  const [, id = ''] = /^\/attachments\/([^/]+)\/./.exec(path) ?? [];
  const row = state.attachments.get(id);
  if (!row) return null;
  const headers = { 'content-type': row.mimeType, 'content-length': String(row.size) };
  return { status: 200, headers, body: new Response(fromBase64(row.base64)).body };
}
