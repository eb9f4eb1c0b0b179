import { html } from 'hono/html';
import type { Deps } from '../deps.js';
import type { Ctx } from '../http/env.js';
import { browserOf, knownBrowser } from './cookies.js';
import type { Html } from './page.js';

/** A field that proves that a form was made by this server for the browser that sends it. */
export const formToken = ({ keys }: Pick<Deps, 'keys'>, c: Ctx): Html =>
  html`<input type="hidden" name="form_token" value="${keys.hash('form', browserOf(c))}">`;

/** Whether a form is one of those. */
export async function isFormOf({ keys }: Pick<Deps, 'keys'>, c: Ctx): Promise<boolean> {
  const browser = knownBrowser(c);
  const { form_token: token } = await c.req.parseBody();
  return browser !== undefined && typeof token === 'string' && keys.matches('form', browser, token);
}
