import { Hono } from 'hono';
import { bodySize } from '../../mcp/http/body-size.js';
import { createHttpHandler, type HttpRequest } from '../../mcp/http/handler.js';
import type { McpServerOptions } from '../../mcp/options.js';
import { fromAllowed } from '../access/addresses.js';
import { authenticate, type Caller } from '../access/authenticate.js';
import { noticeCaller } from '../access/sightings.js';
import type { Deps } from '../deps.js';
import type { RefusalReason } from '../events.js';
import { type Ctx, type Env, identified } from '../http/env.js';
import { noteRefusal } from '../http/refuse.js';
import { Lru } from '../lru.js';
import { scopeOf, scopesOf, usualScopes } from '../oauth-server/scopes.js';
import { carrierIn } from '../tracing/traced.js';
import { askSignIn } from './ask-sign-in.js';
import { auditedClient } from './audited-client.js';
import type { ServeCaller } from './clients.js';
import { limitHeaders } from './limits.js';
import { refuseCall, toolCallIn } from './too-many.js';

/** Most bytes of a message. */
const maxBodyBytes = 1024 * 1024;

/** Ways in whose writes since their last read are counted. */
const mostUnread = 20_000;

/** JSON-RPC errors that belong to no message. */
const codes = { invalidRequest: -32600, unauthorized: -32001 } as const;

/** MCP at `/mcp`, for keys and OAuth tokens, and at `/mcp/k/<secret>`, for links. */
export function mcpRoutes(deps: Deps, serveCaller: ServeCaller): Hono<Env> {
  const { clock, settings } = deps;
  const app = new Hono<Env>();
  const limit = bodySize(maxBodyBytes, () =>
    refused(413, codes.invalidRequest, `A message has at most ${maxBodyBytes} bytes`),
  );
  const unread = new Lru<object>(mostUnread);
  const handle = createHttpHandler<Asked>({
    serve: async ({ options }) => options,
    running: deps.running,
    cancelElsewhere: (name, { caller }) => void cancelElsewhere(deps, caller, name),
  });
  const answer = async (c: Ctx, link?: string): Promise<Response> => {
    const bearer = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const found = await authenticate(deps, { link, bearer, certificate: certificateIn(settings, c) });
    const caller = fromAllowed(deps, c, found);
    const requestId = c.get('requestId');
    if (typeof caller === 'string') {
      noteRefusal(deps, c, caller);
      return unauthorized(settings.publicUrl, link === undefined || caller === 'second factor', bearer !== undefined);
    }
    identified(c, caller.tenant.id);
    noticeCaller(deps, c, caller);
    const text = await c.req.text();
    const call = toolCallIn(text);
    const lacking = call && scopesLacking(deps, caller, call.name);
    if (lacking) {
      noteRefusal(deps, c, 'scope');
      return insufficient(settings.publicUrl, lacking);
    }
    const waitMs = call && (await deps.callLimits.take(caller.access));
    const served = await serveCaller(caller);
    const withLimits = (response: Response): Response => {
      for (const [name, value] of Object.entries(limitHeaders(served.rateLimit(), clock.now())))
        response.headers.set(name, value);
      return response;
    };
    const session = c.req.header('mcp-session-id') ?? null;
    const refuse = (reason: RefusalReason) => noteRefusal(deps, c, reason);
    if (waitMs && !call.isStateless) {
      refuse('call limit');
      const heldMs = await deps.heldRefusals.hold(caller.access.id);
      deps.uses.note(caller.access);
      return withLimits(refuseCall(call, waitMs - heldMs, session, clock.now()));
    }
    const asking = { caller, requestId, waitMs, refuse, trace: deps.tracing.isOn ? carrierIn(text) : undefined };
    const options = {
      ...served.options,
      countedFor: unread.get(caller.access.id, () => ({})),
      instead: askSignIn(session),
      clientFor: () => counted(deps, caller, auditedClient(deps, served, asking)),
    };
    return withLimits(await handle(withBody(c.req.raw, { text, caller, options })));
  };
  app.post('/mcp', limit, (c) => answer(c));
  app.post('/mcp/k/:secret', limit, (c) => answer(c, c.req.param('secret')));
  for (const path of ['/mcp', '/mcp/k/:secret'])
    app.all(path, () =>
      refused(405, codes.invalidRequest, 'Messages are sent by POST; there is no session', { allow: 'POST' }),
    );
  return app;
}

/** A request with who sent it and what they are served. */
interface Asked extends HttpRequest {
  caller: Caller;
  options: McpServerOptions;
}

/** A balancer may bring what cancels a call to another node than the call. It counts as one, since all nodes hear of it. */
async function cancelElsewhere({ nodes, callLimits, log }: Deps, { access }: Caller, name: string): Promise<void> {
  try {
    if (nodes.count > 1 && (await callLimits.take(access)) === 0) await nodes.cancel(name);
  } catch (error) {
    log.warn(`Other nodes were not told that a call is cancelled: ${String(error)}`, { teamId: access.tenant_id });
  }
}

function counted(deps: Deps, { access }: Caller, client: ReturnType<typeof auditedClient>) {
  deps.uses.note(access);
  return client;
}

/**
 * The same for every reason. At `/mcp` a client learns where to get a token; at a link it does so where an
 * app may be the second factor.
 * @see https://www.rfc-editor.org/rfc/rfc9728#section-5.1
 */
function unauthorized(publicUrl: string, mayAuthorize: boolean, showedOne: boolean): Response {
  const challenge = [
    'Bearer realm="clickup-hosted"',
    ...(mayAuthorize ? [metadataOf(publicUrl), `scope="${usualScopes.join(' ')}"`] : []),
    ...(showedOne ? ['error="invalid_token"'] : []),
  ].join(', ');
  return refused(401, codes.unauthorized, 'Unauthorized', { 'www-authenticate': challenge });
}

/** What the trusted proxy says of the certificate of a client; of others that header is worth nothing. */
const certificateIn = ({ certificateHeader, trustedProxies }: Deps['settings'], c: Ctx): string | undefined =>
  certificateHeader && trustedProxies > 0 ? c.req.header(certificateHeader) : undefined;

/** The request with its body, which was read to see what it asks for; a whole Request would cost more than all that is looked up. */
const withBody = (
  request: Request,
  { text, ...asked }: Pick<Asked, 'caller' | 'options'> & { text: string },
): Asked => ({
  ...asked,
  // The tokens of an app follow each other while a call is under way.
  sender: asked.caller.access.family_id ?? asked.caller.access.id,
  url: request.url,
  headers: request.headers,
  text: async () => text,
  get signal() {
    return request.signal;
  },
});

/** All scopes that a client needs for the tool it calls, where it has not got them. */
function scopesLacking({ offer }: Deps, { access }: Caller, name: string): string[] | undefined {
  if (access.kind !== 'oauth') return undefined;
  const row = offer.byName.get(name);
  if (!row) return undefined;
  const needed = scopeOf(row);
  const has = scopesOf(access.config.methods);
  return has.includes(needed) ? undefined : [...has, needed];
}

/** Asks a client to let its person widen what it may do. @see https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#scope-challenge-handling */
function insufficient(publicUrl: string, scopes: readonly string[]): Response {
  const challenge = [
    'Bearer error="insufficient_scope"',
    `scope="${scopes.join(' ')}"`,
    metadataOf(publicUrl),
    'error_description="The tool needs a scope that was not granted"',
  ].join(', ');
  return refused(403, codes.unauthorized, 'The tool needs a scope that was not granted', {
    'www-authenticate': challenge,
  });
}

const metadataOf = (publicUrl: string): string =>
  `resource_metadata="${publicUrl}/.well-known/oauth-protected-resource/mcp"`;

const refused = (status: number, code: number, message: string, headers: Record<string, string> = {}): Response =>
  Response.json({ jsonrpc: '2.0', id: null, error: { code, message } }, { status, headers });
