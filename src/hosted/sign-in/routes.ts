import { Hono } from 'hono';
import { ClickUpError } from '../../runtime/errors.js';
import type { Deps } from '../deps.js';
import type { Env } from '../http/env.js';
import { noteRefusal } from '../http/refuse.js';
import { browserOf, endSession, knownBrowser, sessionOf, setSession } from '../pages/cookies.js';
import { isFormOf } from '../pages/forms.js';
import { problemPage } from '../pages/page.js';
import { callbackPath } from '../settings/hosted-settings.js';
import { beginSignIn, finishSignIn, sessionMs, signOut } from './sign-in.js';

/** Signing in with ClickUp, and out. */
export function signInRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  const { tracing } = deps;
  app.get('/oauth/clickup/authorize', async (c) => {
    const begin = { browser: browserOf(c), returnTo: c.req.query('return_to') ?? '/console' };
    return c.redirect(await tracing.run({ name: 'begin sign-in' }, () => beginSignIn(deps, begin)));
  });
  app.get(callbackPath, async (c) => {
    const { state, code } = c.req.query();
    try {
      const callback = { state, code, browser: knownBrowser(c) };
      const { session, returnTo } = await tracing.run({ name: 'finish sign-in' }, () => finishSignIn(deps, callback));
      setSession(c, session, sessionMs / 1000);
      return c.redirect(returnTo);
    } catch (error) {
      if (!(error instanceof ClickUpError)) throw error;
      deps.log.warn(`A sign-in failed: ${error.message}`, { requestId: c.get('requestId') });
      noteRefusal(deps, c, 'sign-in');
      return problemPage(error.message, error.suggestion, error.code === 'FORBIDDEN' ? 403 : 502);
    }
  });
  app.post('/sign-out', async (c) => {
    const cookie = sessionOf(c);
    if (cookie && (await isFormOf(deps, c))) await signOut(deps, cookie);
    endSession(c);
    return c.redirect('/console', 303);
  });
  return app;
}
