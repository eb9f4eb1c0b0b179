import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { clickUpError, invalidInput } from '../../runtime/errors.js';
import type { Deps } from '../deps.js';
import { type Ctx, type Env, identified } from '../http/env.js';
import { problem } from '../http/problem.js';
import { noteRefusal } from '../http/refuse.js';
import { disconnect } from '../sign-in/sign-in.js';
import type { GrantRow } from '../store/rows.js';
import {
  createAccess,
  getAccess,
  linkPath,
  listAccesses,
  type Made,
  type Managing,
  narrowAccess,
  revokeAccess,
  rotateAccess,
  shownAccess,
} from './accesses.js';
import { bySecret, type Caller } from './authenticate.js';
import { grantSeenBy, grantsSeenBy, managingOf, type Who } from './managing.js';

const kinds = { mcp: 'link', keys: 'key' } as const;

/** Managing links (`mcp`) and keys (`keys`) of a grant, which the documents call an integrated account, by a token of its tenant. */
export function accessRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  const limit = bodyLimit({
    maxSize: 64 * 1024,
    onError: (c) =>
      problem(
        invalidInput('The body is longer than 64 kB', { suggestion: 'Send less.' }),
        (c as Ctx).get('requestId'),
        413,
      ),
  });
  app.get('/integrated-account', async (c) => {
    const caller = await callerOf(deps, c);
    const rows = await grantsSeenBy(deps, whoOf(caller));
    return c.json({ accounts: rows.map((row) => shownGrant(row, caller)) });
  });
  app.get('/integrated-account/:id', async (c) => {
    const caller = await callerOf(deps, c);
    return c.json(shownGrant(await grantSeenBy(deps, whoOf(caller), c.req.param('id')), caller));
  });
  app.delete('/integrated-account/:id', async (c) => {
    const { grant } = await managingIn(deps, c, 'make');
    await disconnect(deps, grant);
    return c.body(null, 204);
  });
  for (const [path, kind] of Object.entries(kinds)) {
    const all = `/integrated-account/:id/${path}`;
    app.post(all, limit, async (c) => {
      const managing = await managingIn(deps, c, 'make');
      return c.json(shownSecret(deps, await createAccess(deps, managing, kind, await bodyOf(c))), 201);
    });
    app.get(all, async (c) => {
      const managing = await managingIn(deps, c, 'see');
      return c.json({ data: (await listAccesses(deps, managing, kind)).map(shownAccess) });
    });
    const one = `${all}/:access`;
    app.get(one, async (c) =>
      c.json(shownAccess(await getAccess(deps, await managingIn(deps, c, 'see'), param(c, 'access')))),
    );
    app.patch(one, limit, async (c) =>
      c.json(
        shownAccess(await narrowAccess(deps, await managingIn(deps, c, 'see'), param(c, 'access'), await bodyOf(c))),
      ),
    );
    app.post(`${one}/rotate`, async (c) =>
      c.json(shownSecret(deps, await rotateAccess(deps, await managingIn(deps, c, 'make'), param(c, 'access')))),
    );
    app.delete(one, async (c) => {
      await revokeAccess(deps, await managingIn(deps, c, 'see'), param(c, 'access'));
      return c.body(null, 204);
    });
  }
  return app;
}

const param = (c: Ctx, name: string): string => c.req.param(name) ?? '';

/** What is shown once. */
const shownSecret = ({ settings }: Deps, { row, secret }: Made) => ({
  ...shownAccess(row),
  ...(row.kind === 'link'
    ? { url: `${settings.publicUrl}${linkPath}${secret}` }
    : { key: secret, url: `${settings.publicUrl}/mcp` }),
});

async function bodyOf(c: Ctx): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw invalidInput('The body is not JSON', { suggestion: 'Send an object, with Content-Type: application/json.' });
  }
}

async function callerOf(deps: Deps, c: Ctx): Promise<Caller> {
  const bearer = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const caller = await bySecret(deps, bearer, 'api');
  if (typeof caller !== 'string') {
    identified(c, caller.tenant.id);
    return caller;
  }
  noteRefusal(deps, c, caller);
  throw clickUpError('UNAUTHORIZED', 'Unauthorized', {
    suggestion: 'Send a management token: Authorization: Bearer cum_... The console makes one.',
  });
}

const whoOf = ({ tenant, grant, access }: Caller): Who => ({ tenant, grant, actor: access.created_by });

const managingIn = async (deps: Deps, c: Ctx, what: 'see' | 'make'): Promise<Managing> =>
  managingOf(deps, whoOf(await callerOf(deps, c)), param(c, 'id'), what);

const shownGrant = ({ id, person_id, state, created_at, updated_at }: GrantRow, { tenant }: Caller) => ({
  id,
  person_id,
  state,
  workspaces: [{ id: tenant.id, name: tenant.name }],
  created_at: new Date(created_at).toISOString(),
  updated_at: new Date(updated_at).toISOString(),
});
