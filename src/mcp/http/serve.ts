import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { HttpConfig } from '../../config/http-settings.js';
import { isLoopback } from '../../config/loopback.js';
import { invalidInput } from '../../runtime/errors.js';
import { createHttpApp, type HttpAppOptions } from './app.js';

/** A client that sends its headers or its whole request slower than this is cut off, so that it holds no connection. */
export interface PaceLimits {
  headersMs: number;
  requestMs: number;
  /** How often connections are looked at. */
  checkMs: number;
  /** How long a connection stays open between two requests; default that of Node, 5 s. */
  keepAliveMs?: number;
}

export const usualPace: PaceLimits = { headersMs: 10_000, requestMs: 30_000, checkMs: 5_000 };

/** Listens; resolves to the address once it does. Throws a ClickUpError for what cannot be, or should not. */
export async function serveHttp(
  config: HttpConfig,
  {
    pace = usualPace,
    ...options
  }: Pick<HttpAppOptions, 'version' | 'handle' | 'log' | 'metrics' | 'legacy' | 'routes'> & { pace?: PaceLimits },
): Promise<{ url: string; close(): Promise<void> }> {
  refuseOpenDoor(config);
  const app = createHttpApp({ ...config, ...options });
  const server = (await listening(app.fetch, config, pace)) as Server;
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}/mcp`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await options.legacy?.close();
      server.closeIdleConnections();
      return closed;
    },
  };
}

/** Others on the network must show a token; what pages of all origins may do stays on this machine. */
function refuseOpenDoor({ host, token, cors }: HttpConfig): void {
  if (isLoopback(host)) return;
  if (token === undefined) {
    throw invalidInput(`MCP_HTTP_HOST is ${host}, so that others reach the server, and there is no MCP_HTTP_TOKEN`, {
      suggestion: 'Set MCP_HTTP_TOKEN to a long random text, or leave out MCP_HTTP_HOST to serve this machine alone.',
      parameter: 'MCP_HTTP_TOKEN',
    });
  }
  if (!cors?.origins.includes('*')) return;
  throw invalidInput(`MCP_HTTP_CORS_ALLOW_ORIGIN is *, and MCP_HTTP_HOST is ${host}`, {
    suggestion: 'Name the origins, such as https://example.com.',
    parameter: 'MCP_HTTP_CORS_ALLOW_ORIGIN',
  });
}

function listening(
  fetch: (request: Request) => Response | Promise<Response>,
  { port, host }: HttpConfig,
  { headersMs, requestMs, checkMs, keepAliveMs }: PaceLimits,
) {
  return new Promise((resolve, reject) => {
    const serverOptions = {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkMs,
      ...(keepAliveMs !== undefined && { keepAliveTimeout: keepAliveMs }),
    };
    const server = serve({ fetch, port, hostname: host, serverOptions }, () => resolve(server));
    server.on('error', (error: NodeJS.ErrnoException) => reject(notListening(error, port, host)));
  });
}

function notListening({ code, message }: NodeJS.ErrnoException, port: number, host: string) {
  const isTaken = code === 'EADDRINUSE';
  return invalidInput(
    isTaken ? `Port ${port} of ${host} is in use` : `${host}:${port} cannot be listened on: ${message}`,
    {
      suggestion: isTaken
        ? `Choose another, such as --http ${port + 1}; 0 takes any that is free.`
        : 'Check MCP_HTTP_HOST and the port.',
      parameter: 'MCP_HTTP_PORT',
    },
  );
}
