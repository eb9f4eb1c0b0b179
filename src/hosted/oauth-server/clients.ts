import { randomUUID } from 'node:crypto';
import { isPlainObject } from '../../runtime/plain-object.js';
import type { Deps } from '../deps.js';
import type { ClientRow } from '../store/rows.js';
import { findOne } from '../store/store.js';
import { OAuthError } from './oauth-error.js';
import { isRedirectUri } from './redirect-uris.js';

const dayMs = 86_400_000;

/** Days for which a client that registered itself is known, and a document is believed. */
const registeredDays = 90;
const documentDays = 1;
const documentMs = 10_000;
const mostRedirects = 20;

/** Whether an id is the address of a document that says who the client is. https://www.ietf.org/archive/id/draft-ietf-oauth-client-id-metadata-document-00.html */
const isDocument = (id: string): boolean => {
  if (!id.startsWith('https://') || !URL.canParse(id)) return false;
  const { pathname, hash, username, password } = new URL(id);
  return pathname !== '/' && !hash && !username && !password && !/(^|\/)\.{1,2}(\/|$)/.test(id.slice(8));
};

/** The client of an id: one that registered, or one whose id is the address of its document. Throws invalid_client. */
export async function clientOf(deps: Deps, id: string | undefined): Promise<ClientRow> {
  const { store, clock } = deps;
  if (!id) throw new OAuthError('invalid_client', 'client_id is missing');
  const known = await store.as('server', (tx) => findOne(tx, 'clients', { id }));
  if (known && (known.expires_at === null || known.expires_at > clock.now())) return known;
  if (isDocument(id)) return readDocument(deps, id, known);
  throw new OAuthError('invalid_client', 'There is no such client; it may register again');
}

/** Fetches the document of a client: https, public addresses alone, no redirects, small and soon. */
async function readDocument(
  { store, clock, readDocument: read }: Deps,
  id: string,
  known?: ClientRow,
): Promise<ClientRow> {
  const { bytes } = await read(id, AbortSignal.timeout(documentMs)).catch(() => {
    throw new OAuthError('invalid_client', 'The document of the client cannot be read');
  });
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new OAuthError('invalid_client', 'The document of the client is not JSON');
  }
  if (!isPlainObject(document) || document.client_id !== id)
    throw new OAuthError('invalid_client', 'The document names another client_id than its address');
  const row = {
    ...readMetadata(document),
    id,
    created_at: clock.now(),
    expires_at: clock.now() + documentDays * dayMs,
  };
  await store.as('server', async (tx) => {
    if (known) await tx.update('clients', { id }, row);
    else await tx.insert('clients', row);
  });
  return row;
}

/** Registers a client that says itself who it is. @see https://www.rfc-editor.org/rfc/rfc7591 */
export async function registerClient({ store, clock }: Deps, body: unknown): Promise<ClientRow> {
  if (!isPlainObject(body)) throw new OAuthError('invalid_client_metadata', 'The body is not an object');
  const row = {
    ...readMetadata(body),
    id: randomUUID(),
    created_at: clock.now(),
    expires_at: clock.now() + registeredDays * dayMs,
  };
  await store.as('server', (tx) => tx.insert('clients', row));
  return row;
}

function readMetadata({
  client_name: name,
  redirect_uris: uris,
  token_endpoint_auth_method: method,
}: Record<string, unknown>) {
  if (!Array.isArray(uris) || uris.length === 0 || uris.length > mostRedirects)
    throw new OAuthError('invalid_redirect_uri', `redirect_uris is not a list of 1 to ${mostRedirects} addresses`);
  if (!uris.every((uri) => typeof uri === 'string' && isRedirectUri(uri)))
    throw new OAuthError(
      'invalid_redirect_uri',
      "A redirect URI is https, on the loopback interface, or of an app's own scheme, and has no fragment",
    );
  if (method === 'private_key_jwt')
    throw new OAuthError('invalid_client_metadata', 'Clients here are public: token_endpoint_auth_method is none');
  const shown = typeof name === 'string' ? visible(name).slice(0, 100).trim() : '';
  return { name: shown || 'An application without a name', redirect_uris: uris as string[] };
}

/** Without what turns a line round or hides part of it. */
const visible = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
