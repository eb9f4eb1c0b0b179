import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import type { Deps } from '../deps.js';
import { addressOf, type Ctx, type Env } from '../http/env.js';
import { buckets } from '../http/guard.js';
import { noteRefusal } from '../http/refuse.js';
import { browserOf, knownBrowser, sessionOf, withCookies } from '../pages/cookies.js';
import { formToken, isFormOf } from '../pages/forms.js';
import { problemPage } from '../pages/page.js';
import { type SignedIn, signedIn } from '../sign-in/sign-in.js';
import { answerUri, RefusedAuthorization, readAuthorization } from './authorization.js';
import { clientOf, registerClient } from './clients.js';
import {
  consentPage,
  endWaiting,
  grantConsent,
  noteAgreed,
  type Waiting,
  waitForConsent,
  waitingOf,
} from './consent.js';
import { authorizationServer, protectedResource } from './metadata.js';
import { OAuthError, oauthProblem } from './oauth-error.js';
import { exchangeCode, exchangeRefresh, revokeToken } from './tokens.js';

/** Clients that one address may register. */
const registerLimit = { perMinute: 20 / 60, burst: 20, names: 20_000 };

const beginAgain = 'Begin again in the application.';

/** What programs call without cookies, from any page: what they get is theirs by what they show in the body. */
export function oauthPrograms(deps: Deps): Hono<Env> {
  const { settings, clock } = deps;
  const { publicUrl, registration } = settings;
  const app = new Hono<Env>();
  const open = cors({
    origin: '*',
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['content-type', 'mcp-protocol-version'],
  });
  const limit = bodyLimit({
    maxSize: 64 * 1024,
    onError: () => oauthProblem(new OAuthError('invalid_request', 'The body is longer than 64 kB')),
  });
  app.use('/.well-known/*', open);
  for (const path of ['', '/mcp'])
    app.get(`/.well-known/oauth-protected-resource${path}`, (c) => c.json(protectedResource(publicUrl)));
  app.get('/.well-known/oauth-authorization-server', (c) => c.json(authorizationServer(publicUrl, registration)));
  const programs = (path: string, answer: (c: Ctx) => Promise<Response>) => {
    app.use(path, open, limit);
    app.post(path, (c) =>
      answer(c).catch((error: unknown) => {
        if (!(error instanceof OAuthError)) throw error;
        if (error.code === 'invalid_grant') noteRefusal(deps, c, 'token');
        return oauthProblem(error);
      }),
    );
  };
  programs('/oauth/token', async (c) => {
    const given = await formOf(c);
    await clientOf(deps, given.client_id);
    if (given.grant_type === 'authorization_code') return c.json(await exchangeCode(deps, given));
    if (given.grant_type === 'refresh_token') return c.json(await exchangeRefresh(deps, given));
    throw new OAuthError('unsupported_grant_type', 'grant_type is authorization_code or refresh_token');
  });
  programs('/oauth/revoke', async (c) => {
    await revokeToken(deps, await formOf(c));
    return c.body(null, 200);
  });
  const take = buckets(registerLimit, () => clock.now());
  if (registration)
    programs('/oauth/register', async (c) => {
      const waitMs = take(addressOf(c, settings.trustedProxies));
      if (waitMs > 0)
        return c.json(
          { error: 'temporarily_unavailable', error_description: 'Too many clients register from this address' },
          429,
          { 'retry-after': String(Math.ceil(waitMs / 1000)) },
        );
      const body: unknown = await c.req.json().catch(() => undefined);
      const { id, name, redirect_uris, created_at } = await registerClient(deps, body);
      return c.json(
        {
          client_id: id,
          client_id_issued_at: Math.floor(created_at / 1000),
          client_name: name,
          redirect_uris,
          token_endpoint_auth_method: 'none',
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
        },
        201,
      );
    });
  return app;
}

async function formOf(c: Ctx): Promise<Record<string, string | undefined>> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new OAuthError('invalid_request', 'The body is application/x-www-form-urlencoded');
  const form = new URLSearchParams(await c.req.text());
  for (const name of form.keys())
    if (form.getAll(name).length > 1) throw new OAuthError('invalid_request', `${name} is given twice`);
  return Object.fromEntries(form);
}

/** What a person sees of it: the page that asks them, and where it leads. */
export function oauthPages(deps: Deps): Hono<Env> {
  const { settings, store } = deps;
  const { publicUrl } = settings;
  const app = new Hono<Env>();
  const authOrigin = new URL(settings.authUrl).origin;
  const ask = async (c: Ctx, request: string, waiting: Waiting) => {
    const person = await signedIn(deps, sessionOf(c));
    const usable = person && { ...person, grants: person.grants.filter(({ state }) => state === 'ok') };
    const ids = usable?.grants.map(({ tenant_id }) => tenant_id) ?? [];
    const tenants = await store.as('server', (tx) => tx.find('tenants', { id: { in: ids } }));
    return consentPage({ request, waiting, token: formToken(deps, c), signedIn: usable, tenants, authOrigin });
  };
  const finish = async (
    c: Ctx,
    request: string,
    waiting: Waiting,
    agreed: string[],
    grant: SignedIn['grants'][number],
  ) => {
    if (!(await endWaiting(deps, request))) return problemPage('This was answered already', beginAgain, 409);
    const code = await grantConsent(deps, { authorization: waiting.authorization, agreed }, grant);
    return c.redirect(answerUri(waiting.authorization, publicUrl, { code }), 303);
  };
  app.get('/oauth/authorize', async (c) => {
    try {
      const authorization = await readAuthorization(deps, new URL(c.req.url).searchParams);
      const request = await waitForConsent(deps, authorization, browserOf(c));
      return await withCookies(c, await ask(c, request, { authorization }));
    } catch (error) {
      if (error instanceof RefusedAuthorization) {
        const { code, message } = error.error;
        return c.redirect(answerUri(error.at, publicUrl, { error: code, error_description: message }));
      }
      if (error instanceof OAuthError) return problemPage(error.message, beginAgain, 400);
      throw error;
    }
  });
  app.post('/oauth/decision', async (c) => {
    const form = await c.req.parseBody({ all: true });
    const request = String(form.request ?? '');
    const waiting = (await isFormOf(deps, c)) ? await waitingOf(deps, request, knownBrowser(c)) : undefined;
    if (!waiting)
      return problemPage('This was not asked in this browser, or longer than ten minutes ago', beginAgain, 403);
    const { authorization } = waiting;
    const agreed = [form.scope ?? []]
      .flat()
      .map(String)
      .filter((scope) => authorization.scopes.includes(scope));
    if (form.decision !== 'allow' || agreed.length === 0) {
      await endWaiting(deps, request);
      const denied = { error: 'access_denied', error_description: 'The person did not allow it' };
      return c.redirect(answerUri(authorization, publicUrl, denied), 303);
    }
    const grant = (await signedIn(deps, sessionOf(c)))?.grants.find(
      ({ id, state }) => id === form.grant && state === 'ok',
    );
    if (grant) return finish(c, request, waiting, agreed, grant);
    await noteAgreed(deps, request, waiting, agreed);
    const return_to = `/oauth/continue?request=${request}`;
    return c.redirect(`/oauth/clickup/authorize?${new URLSearchParams({ return_to })}`, 303);
  });
  app.get('/oauth/continue', async (c) => {
    const request = c.req.query('request') ?? '';
    const waiting = await waitingOf(deps, request, knownBrowser(c));
    const grants = (await signedIn(deps, sessionOf(c)))?.grants.filter(({ state }) => state === 'ok') ?? [];
    if (!waiting?.agreed || grants.length === 0)
      return problemPage('This was not asked in this browser, or longer than ten minutes ago', beginAgain, 403);
    if (grants.length === 1) return finish(c, request, waiting, waiting.agreed, grants[0]!);
    return withCookies(c, await ask(c, request, waiting));
  });
  return app;
}
