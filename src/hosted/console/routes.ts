import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ClickUpError, clickUpError, invalidInput } from '../../runtime/errors.js';
import {
  createAccess,
  createApiToken,
  getAccess,
  narrowAccess,
  revokeAccess,
  rotateAccess,
} from '../access/accesses.js';
import { managingAccess } from '../access/managing.js';
import { setTenant } from '../access/tenant-settings.js';
import type { Deps } from '../deps.js';
import { type Ctx, type Env, identified } from '../http/env.js';
import { statusOfError } from '../http/problem.js';
import { revokeConsent } from '../oauth-server/consents.js';
import { withCookies } from '../pages/cookies.js';
import { isFormOf } from '../pages/forms.js';
import { problemPage } from '../pages/page.js';
import { endSessions } from '../sign-in/sessions.js';
import { disconnect } from '../sign-in/sign-in.js';
import { appsPage } from './apps.js';
import { auditExport, auditPage } from './audit.js';
import { at, signInPage } from './frame.js';
import { homePage } from './home.js';
import { operatorsPage } from './operators.js';
import { settingsIn, settingsPage } from './settings.js';
import { usagePage } from './usage.js';
import { field, type Room, roomOf, type Visit, visitOf } from './visit.js';
import { secretPage, wayPage, waysPage } from './ways.js';
import { bodyOf, freshValues, type Values, valuesIn, valuesOf, wizardPage } from './wizard.js';

type Work = (room: Room) => Response | Promise<Response>;

const seeOther = (path: string): Response => new Response(null, { status: 303, headers: { location: path } });

/** The pages for people, on the functions of the management API: what a page may do, and to whom, is decided there. */
export function consoleRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  const visited = (work: (visit: Visit, c: Ctx) => Response | Promise<Response>) => async (c: Ctx) => {
    const isForm = c.req.method === 'POST';
    if (isForm && !(await isFormOf(deps, c).catch(() => false)))
      return problemPage('The form was not made for this browser', 'Open the page again, and send it from there.', 403);
    const visit = await visitOf(deps, c);
    if (!visit) return signInPage(isForm ? '/console' : c.req.path);
    try {
      return await withCookies(c, await work(visit, c));
    } catch (error) {
      if (!(error instanceof ClickUpError)) throw error;
      return problemPage(error.message, error.suggestion, statusOfError(error));
    }
  };
  /** In a Workspace of theirs; another one is as one that there is not. */
  const inRoom = (work: Work) =>
    visited((visit, c) => {
      const room = roomOf(visit);
      if (room) {
        identified(c, room.who.tenant.id);
        return work(room);
      }
      throw clickUpError('RESOURCE_NOT_FOUND', 'You have no such Workspace here', {
        suggestion: 'Choose one in the console, or connect it there.',
      });
    });
  const get = (path: string, work: Work) => app.get(`/console/:team{\\d+}/${path}`, inRoom(work));
  const post = (path: string, work: Work) => app.post(`/console/:team{\\d+}/${path}`, inRoom(work));

  app.use(
    '/console/*',
    bodyLimit({ maxSize: 64 * 1024, onError: () => problemPage('The form is too long', 'Send less.', 413) }),
  );
  app.get('/', (c) => c.redirect('/console'));
  app.get('/console', visited(homePage));
  app.post(
    '/console/sessions/end',
    visited(async ({ fields, signedIn }) => {
      await endSessions(deps, signedIn.person.id, field(fields, 'session') || undefined);
      return seeOther('/console');
    }),
  );
  app.get(
    '/console/operators',
    visited((visit) => {
      if (visit.isOperator) return operatorsPage(visit);
      throw clickUpError('FORBIDDEN', 'This page is for those who run the server', {
        suggestion: 'They name each other in HOSTED_OPERATORS.',
      });
    }),
  );

  get('ways', waysPage);
  get('ways/new', (room) =>
    wizardPage(room, { values: freshValues(room.query.get('kind') === 'link' ? 'link' : 'key') }),
  );
  post('ways', async (room) => {
    const values = valuesIn(room.fields);
    return orAgain(room, { values }, async () =>
      secretPage(room, await createAccess(deps, room.who, values.kind, bodyOf(values, deps.clock.now()))),
    );
  });
  post('ways/preview', async (room) => {
    const id = field(room.fields, 'id');
    const row = id ? await getAccess(deps, await managingAccess(deps, room.who, id, 'see'), id) : undefined;
    return wizardPage(room, { values: valuesIn(room.fields), row });
  });
  get('ways/:way', (room) => wayPage(room, room.param('way')));
  get('ways/:way/narrow', async (room) => {
    const { row } = await linkOrKey(room);
    return wizardPage(room, { values: valuesOf(row), row });
  });
  post('ways/:way/narrow', async (room) => {
    const { managing, row } = await linkOrKey(room);
    const values = valuesIn(room.fields);
    return orAgain(room, { values, row }, async () => {
      await narrowAccess(deps, managing, row.id, bodyOf(values, deps.clock.now()));
      return seeOther(at(room, `ways/${row.id}`));
    });
  });
  post('ways/:way/rotate', async (room) => {
    const id = room.param('way');
    return secretPage(room, await rotateAccess(deps, await managingAccess(deps, room.who, id, 'make'), id));
  });
  post('ways/:way/revoke', async (room) => {
    const id = room.param('way');
    await revokeAccess(deps, await managingAccess(deps, room.who, id, 'see'), id);
    return seeOther(at(room, 'ways'));
  });
  post('tokens', async (room) => {
    const name = field(room.fields, 'name').slice(0, 100);
    if (!name) throw invalidInput('The token has no name', { suggestion: 'Say what will use it.' });
    return secretPage(room, await createApiToken(deps, room.who, name));
  });

  get('clients', appsPage);
  post('clients/revoke', async (room) => {
    const { fields, who } = room;
    await revokeConsent(deps, who, { person: field(fields, 'person'), client: field(fields, 'client') });
    return seeOther(at(room, 'clients'));
  });
  get('audit', auditPage);
  get('audit.jsonl', auditExport);
  get('usage', usagePage);
  get('settings', settingsPage);
  post('settings', async (room) => {
    await setTenant(deps, room.who, settingsIn(room.fields));
    return seeOther(at(room, 'settings?saved'));
  });
  post('disconnect', async ({ who }) => {
    await disconnect(deps, who.grant);
    return seeOther('/console');
  });
  return app;

  async function linkOrKey(room: Room) {
    const id = room.param('way');
    const managing = await managingAccess(deps, room.who, id, 'see');
    const row = await getAccess(deps, managing, id);
    if (row.kind === 'link' || row.kind === 'key') return { managing, row };
    throw invalidInput('Only links and keys can be narrowed', { suggestion: 'Revoke it, and make another.' });
  }
}

/** What was refused is shown above the form as it was sent. */
async function orAgain(
  room: Room,
  form: { values: Values; row?: Parameters<typeof wizardPage>[1]['row'] },
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ClickUpError)) throw error;
    return wizardPage(room, { ...form, problem: error });
  }
}
