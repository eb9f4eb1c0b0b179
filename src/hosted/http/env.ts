import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';

/** What a request carries through the routes. */
export interface Env {
  Bindings: { incoming?: IncomingMessage };
  Variables: {
    /** One in log, header, audit and answer. */
    requestId: string;
    /** The Workspace that it is about, once that is known. */
    teamId?: string;
    /** Gives back what the request took from the bucket of its address. */
    giveBack?: () => void;
    /** Whether the log has enough of its kind. */
    isUntold?: boolean;
    /** The cookie that a browser gets with the answer. */
    browser?: string;
  };
}

export type Ctx = Context<Env>;

/** Notes whose request it is. Who has shown that does not count among those that an address may send without it. */
export function identified(c: Ctx, teamId: string): void {
  c.set('teamId', teamId);
  c.get('giveBack')?.();
}

/** The address of who sends a request: that of the connection, or what so many trusted proxies say it is. */
export function addressOf(c: Ctx, trustedProxies: number): string {
  const direct = c.env?.incoming?.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return direct;
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  return hops.at(-trustedProxies) || direct;
}
