import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { clickUpError } from '../../runtime/errors.js';
import { problem } from './problem.js';

const cookieName = 'clickup_analytics';

/** Who may use the routes of a server: who shows its token, or a browser that has signed in with it. Without a token, this machine. */
export interface Guard {
  /** Whether a browser has to sign in. */
  readonly hasToken: boolean;
  /** Lets a program through by its token, and pages of this server by their session. */
  api: MiddlewareHandler;
  isSignedIn(context: Context): boolean;
  /** Begins a session, where the token is right. */
  signIn(context: Context, token: string): boolean;
}

export function createGuard(token: string | undefined): Guard {
  // Sessions end with the process, and with a change of the token.
  const session = token === undefined ? '' : createHmac('sha256', randomBytes(32)).update(token).digest('base64url');
  const isSignedIn = (context: Context): boolean =>
    token === undefined || isSame(getCookie(context, cookieName) ?? '', session);
  return {
    hasToken: token !== undefined,
    isSignedIn,
    signIn(context, given) {
      if (token === undefined || !isSame(given, token)) return false;
      setCookie(context, cookieName, session, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        secure: new URL(context.req.url).protocol === 'https:',
      });
      return true;
    },
    async api(context, next) {
      const bearer = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
      if (bearer !== undefined && token !== undefined && isSame(bearer, token)) return next();
      if (token !== undefined && (bearer !== undefined || !isSignedIn(context)))
        return problem(
          clickUpError('UNAUTHORIZED', 'This server wants its token', {
            suggestion: 'Send it as Authorization: Bearer <MCP_HTTP_TOKEN>.',
          }),
        );
      if (isOfAnotherSite(context))
        return problem(
          clickUpError('FORBIDDEN', 'Pages of other sites, and browsers that look ahead, start nothing here', {
            suggestion: 'Use the dashboard, or a program.',
          }),
        );
      return next();
    },
  };
}

/** Takes as long for a text that is nearly right as for any other. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Whether a browser sends a request that the person did not ask for here: a link, an image or a form of another site, or a page
 * that it loads ahead. Programs send none of these headers.
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function isOfAnotherSite({ req }: Context): boolean {
  const site = req.header('sec-fetch-site');
  if (/prefetch|prerender/.test(`${req.header('sec-purpose')} ${req.header('purpose')}`)) return true;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const from = req.header('origin') ?? req.header('referer');
  if (from === undefined) return false;
  return !URL.canParse(from) || new URL(from).host !== req.header('host');
}
