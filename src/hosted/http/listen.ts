import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { clickUpError, invalidInput } from '../../runtime/errors.js';
import type { Hosted } from '../create-hosted.js';

/** Slower headers or bodies are cut off; connections are kept for longer than proxies keep theirs. */
const limitsMs = { headers: 10_000, request: 60_000, check: 5_000, keepAlive: 65_000 };

/** How long calls that are under way may go on once the server is told to end. */
const graceMs = 25_000;

/** How often connections that have nothing under way any more are looked for at the end. */
const idleMs = 100;

export interface Listening {
  port: number;
  /** Answers no new request, lets those under way end, and closes everything. */
  close(): Promise<void>;
}

/** Listens. Throws a ClickUpError where it cannot. */
export async function listen(hosted: Hosted, { port, host }: { port: number; host: string }): Promise<Listening> {
  const server = await new Promise<Server>((resolve, reject) => {
    const serverOptions = {
      headersTimeout: limitsMs.headers,
      requestTimeout: limitsMs.request,
      connectionsCheckingInterval: limitsMs.check,
      keepAliveTimeout: limitsMs.keepAlive,
    };
    const fetch = (request: Request, env: object) => hosted.fetch(request, env);
    const made = serve({ fetch, port, hostname: host, serverOptions }, () => resolve(made as Server));
    made.on('error', (error: NodeJS.ErrnoException) => reject(notListening(error, port, host)));
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      hosted.drain();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A connection is kept once its answer is sent, also by who sends nothing more.
      const idle = setInterval(() => server.closeIdleConnections(), idleMs);
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(late);
      clearInterval(idle);
      await hosted.close();
    },
  };
}

const notListening = ({ code, message }: NodeJS.ErrnoException, port: number, host: string) =>
  code === 'EADDRINUSE'
    ? invalidInput(`Port ${port} of ${host} is in use`, {
        suggestion: 'Set PORT to another; 0 takes any that is free.',
        parameter: 'PORT',
      })
    : clickUpError('INVALID_PARAMETER', `${host}:${port} cannot be listened on: ${message}`, {
        suggestion: 'Check HOSTED_HOST and PORT.',
      });
