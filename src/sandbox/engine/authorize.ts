import { ApiError, apiError } from '../errors.js';
import type { Ids } from '../ids.js';
import type { State } from '../state/index.js';
import type { UserRow } from '../state/people.js';
import type { WorkspaceRow } from '../state/places.js';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether the address is the registered one; on this machine any port will do, as clients take a free one. */
function sameAddress(given: string, registered: string): boolean {
  if (!URL.canParse(given)) return false;
  const [a, b] = [new URL(given), new URL(registered)];
  if (loopback.has(a.hostname)) b.port = a.port;
  return a.href === b.href;
}

interface Asked {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
}

/** The application and the address it wants the code at; else 400 OAUTH_010, OAUTH_017 or OAUTH_007. */
function readAsked(state: State, query: URLSearchParams): Asked {
  const clientId = query.get('client_id') ?? '';
  const redirectUri = query.get('redirect_uri') ?? '';
  const client = state.oauthClients.get(clientId);
  if (!client) throw apiError(400, 'OAUTH_010', 'Client not found');
  if (redirectUri === '') throw apiError(400, 'OAUTH_017', 'Redirect URI not passed');
  if (!client.redirectUris.some((registered) => sameAddress(redirectUri, registered))) {
    throw apiError(400, 'OAUTH_007', 'Redirect URI does not match');
  }
  return { clientId, redirectUri, state: query.get('state') ?? '' };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => entities[one] ?? one);

const option = (user: UserRow): string =>
  `<option value="${escaped(user.id)}">${escaped(user.username ?? user.email)}</option>`;

const box = (workspace: WorkspaceRow, i: number): string =>
  `<p><label><input type="checkbox" name="workspace" value="${escaped(workspace.id)}"${i === 0 ? ' checked' : ''}> ` +
  `${escaped(workspace.name)}</label></p>`;

const page = (state: State, asked: Asked, problem: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Connect to the sandbox</title>
<style>body{font:16px/1.5 system-ui;max-width:26rem;margin:4rem auto;padding:0 1rem}code{word-break:break-all}</style>
<h1>Connect an application</h1>
<p>The application <code>${escaped(asked.clientId)}</code> asks for access to Workspaces of this sandbox.</p>
${problem && `<p role="alert"><strong>${escaped(problem)}</strong></p>`}
<form method="post">
<p><label>Sign in as <select name="user">${state.users.all().map(option).join('')}</select></label></p>
<fieldset><legend>Workspaces it may use</legend>${state.workspaces.all().map(box).join('')}</fieldset>
<p><button>Connect</button></p>
</form>
</html>`;

const html = (status: number, body: string): Response =>
  new Response(body, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    },
  });

/** Makes the one-time code for the person and the Workspaces of the form, and sends the browser back with it. */
async function connect(request: Request, state: State, ids: Ids, asked: Asked): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const userId = form.get('user') ?? '';
  const workspaceIds = form.getAll('workspace').filter((id) => state.members.has(`${id}:${userId}`));
  if (workspaceIds.length === 0) return html(400, page(state, asked, 'Choose a Workspace that this person is in.'));
  const code = ids.secret(32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789');
  state.oauthCodes.put({ id: code, clientId: asked.clientId, userId, workspaceIds });
  const target = new URL(asked.redirectUri);
  target.searchParams.set('code', code);
  if (asked.state !== '') target.searchParams.set('state', asked.state);
  return new Response(null, { status: 302, headers: { location: target.href } });
}

/**
 * The page on which a person lets an OAuth application in, as at `https://app.clickup.com/api`. It asks in addition who is
 * signed in, because the sandbox has no accounts. https://developer.clickup.com/docs/authentication
 */
export async function authorize(request: Request, url: URL, state: State, ids: Ids): Promise<Response> {
  try {
    const asked = readAsked(state, url.searchParams);
    if (request.method === 'POST') return await connect(request, state, ids, asked);
    if (request.method === 'GET') return html(200, page(state, asked, ''));
    return new Response('Method Not Allowed', { status: 405, headers: { allow: 'GET, POST' } });
  } catch (error) {
    if (error instanceof ApiError) return Response.json(error.body(0), { status: error.status });
    throw error;
  }
}
