import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { isLoopback } from '../../config/loopback.js';
import { clickUpError } from '../../runtime/errors.js';
import type { Deps } from '../deps.js';
import { Lru } from '../lru.js';
import { addressOf, type Env } from './env.js';
import { problem } from './problem.js';
import { noteRefusal } from './refuse.js';

/** What needs no cookie, so that pages of other sites can be let in. */
const openPaths = /^\/(mcp|api)(\/|$)/;

/** Lets browsers show these answers to pages of the allowed origins. */
export const allowedOrigins = ({ settings }: Pick<Deps, 'settings'>): MiddlewareHandler<Env> => {
  const open = cors({
    origin: [...settings.allowedOrigins],
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-type', 'x-team-id', ...mcpHeaders],
    exposeHeaders: ['mcp-session-id', 'www-authenticate', 'x-request-id', 'retry-after'],
  });
  return (c, next) => (openPaths.test(c.req.path) && settings.allowedOrigins.length > 0 ? open(c, next) : next());
};

const mcpHeaders = ['mcp-protocol-version', 'mcp-session-id', 'mcp-method', 'mcp-name'];

/**
 * Lets pages of other sites send nothing: they are refused by their origin, whatever they show.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning
 */
export const ownOrigin = (
  deps: Pick<Deps, 'settings' | 'log' | 'metrics' | 'tell' | 'clock'>,
): MiddlewareHandler<Env> => {
  const { settings } = deps;
  const own = new URL(settings.publicUrl);
  return async (c, next) => {
    const origin = c.req.header('origin');
    const host = c.req.header('host')?.replace(/:\d+$/, '');
    // A page that may say nothing of itself says null, as forms do under our Referrer-Policy.
    const isAllowed = openPaths.test(c.req.path) && settings.allowedOrigins.includes(origin ?? '');
    const isForeign = origin !== undefined && origin !== 'null' && origin !== own.origin && !isAllowed;
    const isMisled = host !== undefined && isLoopback(own.hostname) && !isLoopback(host);
    if (!isForeign && !isMisled) return next();
    noteRefusal(deps, c, 'origin');
    const refusal = clickUpError('FORBIDDEN', 'Pages of other sites may not use this server', {
      suggestion: `Use it from ${own.origin}, or from a program.`,
    });
    return problem(refusal, c.get('requestId'));
  };
};

/** Addresses that are known at a time. */
const mostAddresses = 20_000;

interface Bucket {
  left: number;
  at: number;
}

/** Takes one, or `count`, from the bucket of a name; gives the milliseconds until there is another where it is empty. */
export function buckets(
  { perMinute, burst, names }: { perMinute: number; burst: number; names: number },
  now: () => number,
) {
  const all = new Lru<Bucket>(names);
  return (name: string, count = 1): number => {
    const at = now();
    const bucket = all.get(name, () => ({ left: burst, at }));
    bucket.left = Math.min(burst, bucket.left + ((at - bucket.at) * perMinute) / 60_000);
    bucket.at = at;
    if (bucket.left < count) return Math.ceil(((count - bucket.left) * 60_000) / perMinute);
    bucket.left = Math.min(burst, bucket.left - count);
    return 0;
  };
}

/** Holds back an address that sends many requests of nobody: an office full of agents with keys is none. */
export function flood(deps: Pick<Deps, 'settings' | 'clock' | 'log' | 'metrics' | 'tell'>): MiddlewareHandler<Env> {
  const { settings, clock } = deps;
  const { addressRate: perMinute } = settings;
  const burst = Math.max(1, Math.round(perMinute / 3));
  const take = buckets({ perMinute, burst, names: mostAddresses }, () => clock.now());
  return async (c, next) => {
    const address = addressOf(c, settings.trustedProxies);
    const waitMs = take(address);
    if (waitMs === 0) {
      c.set('giveBack', () => take(address, -1));
      return next();
    }
    noteRefusal(deps, c, 'address limit');
    const refusal = clickUpError('RATE_LIMIT_EXCEEDED', 'Too many requests from this address', {
      suggestion: 'Wait retry_after seconds, then repeat.',
      retryAfter: waitMs / 1000,
    });
    return problem(refusal, c.get('requestId'));
  };
}
