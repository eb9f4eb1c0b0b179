import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { servedTools } from '../../mcp/served.js';
import { ClickUpError, clickUpError } from '../../runtime/errors.js';
import { policyOf, toolsOf } from '../access/access-config.js';
import { createAccess, createApiToken, revokeAccess } from '../access/accesses.js';
import { lifetimes, readAccessRequest } from '../access/read-request.js';
import type { Deps } from '../deps.js';
import type { Ctx, Env } from '../http/env.js';
import { sessionOf } from '../pages/cookies.js';
import { formToken, isFormOf } from '../pages/forms.js';
import { problemPage } from '../pages/page.js';
import { disconnect, signedIn } from '../sign-in/sign-in.js';
import { findOne } from '../store/store.js';
import { type Account, accountPage, accountsPage, isAdmin, madePage, type Wanted, welcomePage } from './pages.js';

const dayMs = 86_400_000;
const shownEntries = 50;
const exportedEntries = 100_000;

/** Pages for people: what they connected, what leads to it, and what was done. They work without script. */
export function consoleRoutes(deps: Deps): Hono<Env> {
  const { store, audit, settings, clock } = deps;
  const app = new Hono<Env>();
  app.use(
    '/console/*',
    bodyLimit({ maxSize: 64 * 1024, onError: () => problemPage('The form is too long', 'Send less.', 413) }),
  );
  app.onError(async (error, c) => {
    if (!(error instanceof ClickUpError)) throw error;
    const status = error.code === 'RESOURCE_NOT_FOUND' ? 404 : error.type === 'AUTH' ? 403 : 400;
    deps.log.info(`Refused: ${error.message}`, { requestId: c.get('requestId') });
    return problemPage(error.message, error.suggestion, status);
  });
  app.get('/', (c) => c.redirect('/console'));
  app.get('/console', async (c) => {
    const person = await signedIn(deps, sessionOf(c));
    if (!person) return welcomePage();
    const ids = person.grants.map(({ tenant_id }) => tenant_id);
    const tenants = await store.as('server', (tx) => tx.find('tenants', { id: { in: ids } }));
    return accountsPage({ signedIn: person, token: formToken(deps, c) }, tenants);
  });
  /** The account of the path, if it is one of theirs. */
  const accountOf = async (c: Ctx): Promise<Account> => {
    const person = await signedIn(deps, sessionOf(c));
    const grant = person?.grants.find(({ id }) => id === c.req.param('grant'));
    const tenant =
      grant && (await store.as({ tenant: grant.tenant_id }, (tx) => findOne(tx, 'tenants', { id: grant.tenant_id })));
    if (!person || !grant || !tenant)
      throw clickUpError('RESOURCE_NOT_FOUND', 'There is no such account, or nobody is signed in', {
        suggestion: 'Sign in first.',
      });
    c.set('teamId', tenant.id);
    return { signedIn: person, token: formToken(deps, c), grant, tenant };
  };
  /** The same for a form, which this server must have made for this browser. */
  const submitted = async (c: Ctx): Promise<{ account: Account; form: FormData }> => {
    const account = await accountOf(c);
    if (await isFormOf(deps, c)) return { account, form: await c.req.formData() };
    throw clickUpError('FORBIDDEN', 'The form is not one of this page', {
      suggestion: 'Go back, load the page again and repeat.',
    });
  };
  const show = async (
    account: Account,
    wanted: Wanted = usual(account),
    preview?: Parameters<typeof accountPage>[0]['preview'],
  ) => {
    const { tenant, grant } = account;
    const [accesses, entries] = await Promise.all([
      store.as({ tenant: tenant.id }, (tx) =>
        tx.find('accesses', { grant_id: grant.id, revoked_at: null }, { by: 'created_at' }),
      ),
      isAdmin(grant) ? audit.list(tenant.id, shownEntries) : [],
    ]);
    const live = accesses.filter(({ expires_at }) => expires_at === null || expires_at > clock.now());
    return accountPage({ ...account, accesses: live, wanted, preview, audit: entries });
  };
  const one = '/console/accounts/:grant';
  app.get(one, async (c) => show(await accountOf(c)));
  app.get(`${one}/audit.jsonl`, async (c) => {
    const { tenant, grant } = await accountOf(c);
    if (!isAdmin(grant))
      throw clickUpError('FORBIDDEN', 'Only admins see the audit', { suggestion: 'Ask an admin of the Workspace.' });
    const rows = await audit.list(tenant.id, exportedEntries);
    return c.body(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), 200, {
      'content-type': 'application/jsonl; charset=utf-8',
    });
  });
  app.post(`${one}/new`, async (c) => {
    const { account, form } = await submitted(c);
    const { tenant, grant, signedIn: person } = account;
    const wanted = wantedIn(form);
    const managing = { tenant, grant, actor: person.person.id };
    const body = bodyOf(wanted, clock.now());
    try {
      if (form.get('do') === 'preview') {
        const { config } = readAccessRequest({ ...body, name: wanted.name || 'preview' }, tenant, clock.now());
        const rows = toolsOf(config, { writeDeletes: tenant.write_deletes });
        const allow = rows.map(({ name }) => name);
        const { listing } = await servedTools([{ profile: 'none', allow }], policyOf(config, tenant.id, rows));
        return await show(account, wanted, { tools: listing });
      }
      const made =
        wanted.kind === 'api'
          ? await createApiToken(deps, managing, wanted.name || 'management')
          : await createAccess(deps, managing, wanted.kind === 'link' ? 'link' : 'key', body);
      return await madePage(account, made, settings.publicUrl);
    } catch (error) {
      if (!(error instanceof ClickUpError)) throw error;
      return show(account, wanted, { problem: `${error.message}. ${error.suggestion}` });
    }
  });
  app.post(`${one}/revoke`, async (c) => {
    const { account, form } = await submitted(c);
    const { tenant, grant, signedIn: person } = account;
    await revokeAccess(deps, { tenant, grant, actor: person.person.id }, String(form.get('id') ?? ''));
    return c.redirect(`/console/accounts/${grant.id}`, 303);
  });
  app.post(`${one}/links`, async (c) => {
    const { account, form } = await submitted(c);
    const { tenant, grant, signedIn: person } = account;
    if (!isAdmin(grant))
      throw clickUpError('FORBIDDEN', 'Only admins decide about links', {
        suggestion: 'Ask an admin of the Workspace.',
      });
    const allow_links = form.get('allow') === 'yes';
    await store.as({ tenant: tenant.id }, async (tx) => {
      await tx.update('tenants', { id: tenant.id }, { allow_links });
      if (!allow_links) await tx.update('accesses', { kind: 'link', revoked_at: null }, { revoked_at: clock.now() });
    });
    await audit.record(tenant.id, 'links_allowed', { allow_links, actor: person.person.id });
    return c.redirect(`/console/accounts/${grant.id}`, 303);
  });
  app.post(`${one}/disconnect`, async (c) => {
    const { account } = await submitted(c);
    await disconnect(deps, account.grant);
    return c.redirect('/console', 303);
  });
  return app;
}

const usual = ({ tenant }: Account): Wanted => ({
  kind: tenant.allow_links ? 'link' : 'key',
  name: '',
  methods: ['read'],
  tags: [],
  spaces: '',
  days: String(lifetimes.usualDays),
  secondFactor: false,
});

const wantedIn = (form: FormData): Wanted => ({
  kind: String(form.get('kind') ?? 'key'),
  name: String(form.get('name') ?? ''),
  methods: form.getAll('methods').map(String),
  tags: form.getAll('tags').map(String),
  spaces: String(form.get('spaces') ?? ''),
  days: String(form.get('days') ?? ''),
  secondFactor: form.get('second') === 'yes',
});

/** The form as the API has it. */
const bodyOf = ({ name, methods, tags, spaces, days, secondFactor }: Wanted, now: number) => ({
  name,
  config: {
    methods,
    tags,
    spaces: spaces
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  },
  require_api_token_auth: secondFactor,
  expires_at: /^\d{1,4}$/.test(days) ? new Date(now + Number(days) * dayMs).toISOString() : days,
});
