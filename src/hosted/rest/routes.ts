import { Hono } from 'hono';
import { bodySize } from '../../mcp/http/body-size.js';
import type { Envelope } from '../../runtime/envelope.js';
import { clickUpError, invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { fromAllowed } from '../access/addresses.js';
import { bySecret, type Caller } from '../access/authenticate.js';
import { noticeCaller } from '../access/sightings.js';
import type { Deps } from '../deps.js';
import type { RefusalReason } from '../events.js';
import { type Ctx, type Env, identified } from '../http/env.js';
import { problem, statusOfError } from '../http/problem.js';
import { noteRefusal } from '../http/refuse.js';
import { auditedClient } from '../mcp/audited-client.js';
import type { ServeCaller } from '../mcp/clients.js';
import { limitHeaders } from '../mcp/limits.js';
import { sessionOf } from '../pages/cookies.js';
import { signedIn } from '../sign-in/sign-in.js';
import { openApiDocument } from './openapi.js';
import { openApiPage } from './page.js';

/** ClickUp's numbers of priorities. https://developer.clickup.com/reference/createtask */
const priorities: readonly string[] = ['none', 'urgent', 'high', 'normal', 'low'];

const maxBodyBytes = 1024 * 1024;

/** The same tools for programs that speak no MCP: every one as a POST, and two routes by the names that others have for them. */
export function restRoutes(deps: Deps, serveCaller: ServeCaller): Hono<Env> {
  const app = new Hono<Env>();
  const limit = bodySize(maxBodyBytes, (c) =>
    problem(
      invalidInput('The body is longer than 1 MB', { suggestion: 'Send less.' }),
      (c as Ctx).get('requestId'),
      413,
    ),
  );
  const call = async (c: Ctx, name: string, input: object): Promise<Response> => {
    const caller = await callerOf(deps, c);
    checkTeam(c, [caller.tenant.id]);
    const served = await serveCaller(caller);
    const refuse = (reason: RefusalReason) => noteRefusal(deps, c, reason);
    const asking = { caller, requestId: c.get('requestId'), refuse };
    const signal = c.req.raw.signal;
    const envelope = (await auditedClient(deps, served, asking).call(name as never, input as never, {
      signal,
    })) as Envelope;
    deps.uses.note(caller.access);
    return answered(envelope, limitHeaders(served.rateLimit(), deps.clock.now()));
  };
  app.get('/api/openapi.json', async (c) => c.json(await openApiDocument(deps)));
  app.get('/api', async () => openApiPage(await openApiDocument(deps)));
  app.get('/api/teams', async (c) => {
    const person = await signedIn(deps, sessionOf(c));
    const isAnonymous = !c.req.header('authorization') && person !== undefined;
    const ids = isAnonymous ? person.grants.map(({ tenant_id }) => tenant_id) : [(await callerOf(deps, c)).tenant.id];
    const team = checkTeam(c, ids);
    const rows = await deps.store.as('server', (tx) =>
      tx.find('tenants', { id: { in: team ? [team] : ids } }, { by: 'id' }),
    );
    return c.json({ teams: rows.map(({ id, name }) => ({ id, name })) });
  });
  app.post('/api/tasks', limit, async (c) => {
    const { team_id, ...input } = await objectIn(c);
    if (typeof team_id === 'string') checkTeam(c, [(await callerOf(deps, c)).tenant.id], team_id);
    const { priority } = input;
    const named = typeof priority === 'number' ? { priority: priorities[priority] ?? priority } : {};
    return call(c, 'clickup_task_create', { ...input, ...named });
  });
  app.post('/api/tools/:name', limit, async (c) => {
    const given = c.req.param('name') ?? '';
    const names = deps.offer.tools.map((row) => row.name);
    const name = names.includes(given) || given.startsWith('clickup_') ? given : `clickup_${given}`;
    const input = await objectIn(c);
    if (names.includes(name)) return call(c, name, input);
    await callerOf(deps, c);
    const near = nearest(name, names);
    throw clickUpError('UNKNOWN_TOOL', `There is no tool ${JSON.stringify(name)}`, {
      suggestion: near ? `Did you mean ${near}?` : 'GET /api/openapi.json lists them.',
    });
  });
  return app;
}

/** A key says who it is; no header with the id of a team does, and no access token of an MCP client, which is for `/mcp` alone. */
async function callerOf(deps: Deps, c: Ctx): Promise<Caller> {
  const bearer = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const caller = fromAllowed(deps, c, await bySecret(deps, bearer, 'key'));
  if (typeof caller === 'string') {
    noteRefusal(deps, c, caller);
    throw clickUpError('UNAUTHORIZED', 'Unauthorized', {
      suggestion: 'Send a key of this server: Authorization: Bearer cuk_... The console makes one.',
    });
  }
  identified(c, caller.tenant.id);
  noticeCaller(deps, c, caller);
  return caller;
}

/** `x-team-id` may say which of the caller's Workspaces is meant, never another. */
function checkTeam(c: Ctx, reached: readonly string[], given = c.req.header('x-team-id')): string | undefined {
  if (given === undefined || reached.includes(given)) return given;
  throw clickUpError('FORBIDDEN', 'The key does not reach that Workspace', {
    suggestion: `Leave x-team-id out, or give ${reached.join(' or ') || 'one that you signed in for'}.`,
  });
}

async function objectIn(c: Ctx): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (isPlainObject(body)) return body;
  } catch {
    // Said below.
  }
  throw invalidInput('The body is not a JSON object', {
    suggestion: 'Send the arguments as an object, with Content-Type: application/json.',
  });
}

function answered(envelope: Envelope, headers: Record<string, string>): Response {
  if (envelope.success) return Response.json(envelope, { headers });
  const { error } = envelope;
  const retry = error.retry_after === undefined ? {} : { 'retry-after': String(Math.ceil(error.retry_after)) };
  return Response.json(envelope, { status: statusOfError(error), headers: { ...headers, ...retry } });
}
