import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { isLoopback } from '../../config/loopback.js';
import type { MetricsSnapshot } from '../../runtime/metrics.js';
import { bodySize } from './body-size.js';
import { digest } from './digest.js';
import { json } from './exchange.js';
import type { LegacySse } from './legacy-sse.js';
import { prometheusText } from './prometheus.js';

export interface HttpAppOptions {
  version: string;
  /** Answers a message; see `createHttpHandler`. */
  handle(request: Request): Promise<Response>;
  /** The address it listens on. */
  host: string;
  /** Names that `Host` may have besides those of this machine; undefined lets any through where a token protects. */
  allowedHosts?: readonly string[] | undefined;
  /** Origins of web pages that may send requests, besides those of this machine; "*" is any. */
  allowedOrigins?: readonly string[] | undefined;
  /** Whether `Host` and `Origin` are looked at; default true. */
  rebindingProtection?: boolean | undefined;
  /** What browsers are told; without it nothing, so that no page reads an answer. */
  cors?: { origins: readonly string[]; headers?: readonly string[]; methods?: readonly string[] } | undefined;
  /** Every message needs it as `Authorization: Bearer`. */
  token?: string | undefined;
  /** What `GET /metrics` needs; default `token`. Without either there is no such page. */
  metricsToken?: string | undefined;
  metrics?: (() => MetricsSnapshot) | undefined;
  /** Serves clients of the time before Streamable HTTP. */
  legacy?: LegacySse | undefined;
  /** Adds routes of its own, behind the checks of `Host` and `Origin`; the token is theirs to ask for. */
  routes?: ((app: Hono) => void) | undefined;
  /** Gets a line for each request. */
  log?: ((line: string) => void) | undefined;
}

/** Most bytes of a body. */
const maxBodyBytes = 1024 * 1024;

const paths = ['/', '/mcp'];

/** The routes of the HTTP server: messages at `/` and `/mcp`, and `/healthz` for whoever watches over it. */
export function createHttpApp(options: HttpAppOptions): Hono {
  const { version, handle, token, rebindingProtection = true } = options;
  const app = new Hono();
  if (options.log) app.use(logged(options.log));
  app.get('/healthz', () => json({ status: 'ok', version }));
  if (rebindingProtection) app.use(knownHost(options), knownOrigin(options));
  if (options.cors) app.use(allowing(options.cors));
  const { metrics, metricsToken = token } = options;
  if (metrics && metricsToken !== undefined) {
    const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };
    app.get('/metrics', bearing(metricsToken), () => new Response(prometheusText(metrics()), { headers }));
  }
  options.routes?.(app);
  for (const path of paths) {
    if (token !== undefined) app.on('POST', path, bearing(token));
    app.post(path, smallEnough, (context) => handle(context.req.raw));
    app.options(path, () => new Response(null, { status: 204, headers: { allow: 'POST, OPTIONS' } }));
    app.all(path, () =>
      withHeader(
        refused(405, ErrorCode.InvalidRequest, 'Messages are sent by POST; there is no session'),
        'allow',
        'POST, OPTIONS',
      ),
    );
  }
  const { legacy } = options;
  if (legacy) {
    if (token !== undefined) app.on(['GET', 'POST'], ['/sse', '/messages'], bearing(token));
    app.get('/sse', (context) => legacy.open(context.req.raw));
    app.post('/messages', smallEnough, (context) => legacy.receive(context.req.raw));
  }
  app.notFound(() => json({ error: `Messages go to ${paths.join(' or ')}, checks to /healthz` }, 404));
  app.onError((error) => refused(500, ErrorCode.InternalError, error.message));
  return app;
}

const tooLarge = (): Response => refused(413, ErrorCode.InvalidRequest, `A body has at most ${maxBodyBytes} bytes`);

const smallEnough = bodySize(maxBodyBytes, tooLarge);

/** An error that belongs to no message. */
const refused = (status: number, code: number, message: string): Response =>
  json({ jsonrpc: '2.0', id: null, error: { code, message } }, status);

function withHeader(response: Response, name: string, value: string): Response {
  response.headers.set(name, value);
  return response;
}

/** Method, path and status: never a query, which may hold a key, nor a body. */
const logged =
  (log: (line: string) => void): MiddlewareHandler =>
  async (context, next) => {
    const begun = performance.now();
    await next();
    const path = [...paths, '/healthz', '/metrics', '/sse', '/messages'].includes(context.req.path)
      ? context.req.path
      : '(other)';
    log(`${context.req.method} ${path} ${context.res.status} ${Math.round(performance.now() - begun)} ms`);
  };

/**
 * A web page that has its own name lead to this machine sends that name as `Host`.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning
 */
const knownHost =
  ({ host, allowedHosts, token }: HttpAppOptions): MiddlewareHandler =>
  async (context, next) => {
    const given = context.req.header('host') ?? new URL(context.req.url).host;
    const name = nameIn(given);
    const isOpen = allowedHosts === undefined && token !== undefined && !isLoopback(host);
    const known = [host, ...(allowedHosts ?? [])];
    if (isOpen || isLoopback(name) || known.some((each) => each === name || each === given)) return next();
    return refused(
      403,
      ErrorCode.InvalidRequest,
      `This server is not called ${JSON.stringify(given)}; MCP_HTTP_ALLOWED_HOSTS adds names`,
    );
  };

const knownOrigin =
  ({ host, allowedOrigins = [], cors: browsers }: HttpAppOptions): MiddlewareHandler =>
  async (context, next) => {
    const origin = context.req.header('origin');
    if (origin === undefined) return next();
    const known = [...allowedOrigins, ...(browsers?.origins ?? [])];
    const isOwn = isLoopback(host) && isLoopback(nameIn(origin.replace(/^\w+:\/\//, '')));
    if (isOwn || known.includes('*') || known.includes(origin)) return next();
    return refused(
      403,
      ErrorCode.InvalidRequest,
      `Pages of ${origin} may not use this server; MCP_HTTP_ALLOWED_ORIGINS adds origins`,
    );
  };

/** A host without its port. */
const nameIn = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

function allowing({ origins, headers, methods }: NonNullable<HttpAppOptions['cors']>): MiddlewareHandler {
  return cors({
    origin: origins.includes('*') ? '*' : [...origins],
    allowMethods: [...(methods ?? ['POST', 'OPTIONS'])],
    ...(headers && { allowHeaders: [...headers] }),
    exposeHeaders: ['Mcp-Session-Id'],
  });
}

const bearing =
  (token: string): MiddlewareHandler =>
  async (context, next) => {
    const given = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
    if (given !== undefined && (await isSame(given, token))) return next();
    const answer = refused(
      401,
      ErrorCode.InvalidRequest,
      'Send the token of this server: Authorization: Bearer <MCP_HTTP_TOKEN>',
    );
    return withHeader(
      answer,
      'www-authenticate',
      `Bearer realm="clickup-mcp"${given === undefined ? '' : ', error="invalid_token"'}`,
    );
  };

/** Takes as long for a token that is nearly right as for any other. */
async function isSame(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([digest(one), digest(other)]);
  return a.reduce((differs, byte, index) => differs | (byte ^ (b[index] ?? 0)), 0) === 0;
}
