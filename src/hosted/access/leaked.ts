import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { invalidInput } from '../../runtime/errors.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import type { Deps } from '../deps.js';
import type { Ctx, Env } from '../http/env.js';
import { problem } from '../http/problem.js';
import { endFamily } from '../oauth-server/tokens.js';
import { findOne } from '../store/store.js';
import { isSecret } from './secret.js';

/** Secrets in one report, as many as GitHub sends at a time. */
const mostReported = 100;
const maxBodyBytes = 64 * 1024;

const actor = 'leak report';

/**
 * Where a scanner of leaks tells of secrets that it found: a list of `{ "token": "cuk_..." }`. Whoever knows one may end
 * it, and learns nothing: not whether there was one.
 * @see https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program
 */
export function leakRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  const refused = (c: Ctx, message: string, status: number) =>
    problem(
      invalidInput(message, { suggestion: `Send a list of at most ${mostReported} objects with "token", as JSON.` }),
      c.get('requestId'),
      status,
    );
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (c) => refused(c as Ctx, `The body is longer than ${maxBodyBytes} bytes`, 413),
  });
  app.post('/leaked-secrets', limit, async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const tokens = Array.isArray(body) && body.length <= mostReported ? body.map(tokenIn) : [undefined];
    if (tokens.includes(undefined)) return refused(c, 'The body is no list of secrets', 400);
    for (const token of new Set(tokens as string[])) await endSecret(deps, token);
    return c.body(null, 204);
  });
  return app;
}

const tokenIn = (reported: unknown): string | undefined =>
  isPlainObject(reported) && typeof reported.token === 'string' ? reported.token : undefined;

/** Ends what a secret opens, with everything of the same consent. */
async function endSecret(deps: Deps, token: string): Promise<void> {
  if (!isSecret(token, 'link', 'key', 'oauth', 'refresh', 'api')) return;
  const { store, keys, audit, clock } = deps;
  const hash = keys.hash('lookup', token);
  const { access, refresh } = await store.as('server', async (tx) => ({
    access: await findOne(tx, 'accesses', { lookup_hash: hash, revoked_at: null }),
    refresh: await findOne(tx, 'refreshes', { id: hash }),
  }));
  const family = access?.family_id ?? refresh?.family_id;
  const tenant = access?.tenant_id ?? refresh?.tenant_id;
  if (tenant === undefined) return;
  if (family) await endFamily(deps, tenant, family);
  if (access) {
    const { id, kind } = access;
    await store.as({ tenant }, (tx) => tx.update('accesses', { id, revoked_at: null }, { revoked_at: clock.now() }));
    await audit.record(tenant, `${kind}_revoked`, { id, actor });
  } else await audit.record(tenant, 'token_revoked', { client: refresh!.client_id, grant: refresh!.grant_id });
}
