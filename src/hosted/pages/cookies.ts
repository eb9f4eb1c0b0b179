import { getCookie, setCookie } from 'hono/cookie';
import { newSecret } from '../access/secret.js';
import type { Ctx } from '../http/env.js';

/** `__Host-`: of this host alone, for all of its paths, and never in clear. @see https://www.rfc-editor.org/rfc/rfc6265#section-4.1 */
const names = { browser: '__Host-clickup_browser', session: '__Host-clickup_session' } as const;

const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

/** Tells browsers apart before somebody signs in, so that what one began no other ends. */
export function browserOf(c: Ctx): string {
  const known = getCookie(c, names.browser) ?? c.get('browser');
  if (known) return known;
  const fresh = newSecret('session');
  c.set('browser', fresh);
  setCookie(c, names.browser, fresh, options);
  return fresh;
}

export const knownBrowser = (c: Ctx): string | undefined => getCookie(c, names.browser);

export const sessionOf = (c: Ctx): string | undefined => getCookie(c, names.session);

export function setSession(c: Ctx, value: string, seconds: number): void {
  setCookie(c, names.session, value, { ...options, maxAge: seconds });
}

export function endSession(c: Ctx): void {
  setCookie(c, names.session, '', { ...options, maxAge: 0 });
}

/** A page that was made by itself, with the cookies that were set on the way. */
export async function withCookies(c: Ctx, response: Response): Promise<Response> {
  for (const cookie of c.res.headers.getSetCookie()) response.headers.append('set-cookie', cookie);
  return response;
}
