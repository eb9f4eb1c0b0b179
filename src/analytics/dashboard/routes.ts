import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isoInstant } from '../../clickup/dates/zone.js';
import type { ClickUp } from '../../client/create-clickup.js';
import type { Database } from '../../db/database.js';
import type { Envelope } from '../../runtime/envelope.js';
import { clickUpError } from '../../runtime/errors.js';
import { placesOf } from '../reports/scope.js';
import { type Guard, isOfAnotherSite } from '../rest/guard.js';
import type { Jobs } from '../rest/jobs.js';
import { problem } from '../rest/problem.js';
import type { Card, Filters, Meta } from './cards/card.js';
import { cards } from './cards/index.js';
import { type Choices, dashboardPage, type Shown, signInPage } from './page.js';
import { recorded } from './recorded.js';
import { csvOf, xlsxOf } from './table.js';

export interface DashboardOptions {
  clickup: Pick<ClickUp, 'call'>;
  db: Database;
  /** The Workspace that is shown; undefined for the only one. */
  workspaceId?: string | undefined;
  jobs: Jobs;
  guard: Guard;
}

const usualPeriod = 'last_30_days';

/** The dashboard below `/dashboard`: its page, each part of it as CSV and XLSX, and signing in. */
export function addDashboardRoutes(app: Hono, options: DashboardOptions): void {
  const { guard, jobs } = options;
  // Clients of MCP ask at the same address, for other things.
  app.get('/', (context, next) =>
    context.req.header('accept')?.includes('text/html') ? context.redirect('/dashboard') : next(),
  );
  app.use('/dashboard/sync', guard.api);
  app.post('/dashboard/sync', (context) => {
    jobs.start('tasks', { full: false }, 'request');
    return context.redirect(`/dashboard?${queryOf(filtersOf(context))}`, 303);
  });
  app.post('/dashboard/sign-in', bodyLimit({ maxSize: 4_096 }), async (context) => {
    const { token } = await context.req.parseBody();
    const isRight = !isOfAnotherSite(context) && typeof token === 'string' && guard.signIn(context, token);
    return isRight ? context.redirect('/dashboard', 303) : signInPage(true);
  });
  for (const path of ['/dashboard', '/dashboard/*'])
    app.get(path, (context, next) => (guard.isSignedIn(context) ? next() : signInPage(false)));
  app.get('/dashboard', async (context) => {
    const filters = filtersOf(context);
    const shown = await Promise.all(cards.map((card) => show(card, filters, options)));
    const choices = await choicesOf(options);
    return dashboardPage({ filters, query: queryOf(filters), choices, cards: shown, job: jobs.list()[0] });
  });
  app.get('/dashboard/:file{.+\\.(csv|xlsx)}', async (context) => {
    const [id, format] = context.req.param('file').split('.');
    const card = cards.find((each) => each.id === id);
    if (!card)
      return problem(
        clickUpError('RESOURCE_NOT_FOUND', `The dashboard has no part ${id}`, {
          suggestion: `There are: ${cards.map((each) => each.id).join(', ')}.`,
        }),
      );
    const { view, meta, error } = await show(card, filtersOf(context), options);
    if (!view) return Response.json({ success: false, error }, { status: 422 });
    const name = [card.id, meta?.period?.from, meta?.period?.to].filter(Boolean).join('_');
    const body = format === 'csv' ? csvOf(view.table) : xlsxOf(view.table, card.title);
    return new Response(body as BodyInit, {
      headers: {
        'content-type':
          format === 'csv'
            ? 'text/csv; charset=utf-8'
            : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'content-disposition': `attachment; filename="${name}.${format}"`,
        'cache-control': 'no-store',
      },
    });
  });
}

/** One part: its tool's answer as it shows it, and the SQL by which that was summed. */
async function show(card: Card, filters: Filters, { clickup }: DashboardOptions): Promise<Shown> {
  const { result, sql } = await recorded(
    () => clickup.call(card.tool as never, card.input(filters) as never) as Promise<Envelope>,
  );
  if (!result.success) return { card, error: result.error };
  const { meta, ...data } = result.data as { meta: Meta };
  return { card, meta, sql, view: card.show(data as never, filters) };
}

function filtersOf({ req }: Context): Filters {
  const person = req.query('person');
  const scope = req.query('scope')?.trim();
  return {
    period: req.query('period')?.trim() || usualPeriod,
    ...(scope && { scope }),
    ...(person && /^\d{1,15}$/.test(person) && { person: Number(person) }),
  };
}

const queryOf = ({ period, scope, person }: Filters): string =>
  String(
    new URLSearchParams({ period, ...(scope && { scope }), ...(person !== undefined && { person: String(person) }) }),
  );

async function choicesOf({ db, workspaceId }: DashboardOptions): Promise<Choices> {
  const [workspace] = await db.query<{ id: string; name: string; synced_at: Date | null; time_zone: string }>(
    'SELECT workspace_id AS id, name, synced_at, timezone AS time_zone FROM cu.workspaces WHERE $1::text IS NULL OR workspace_id = $1',
    [workspaceId ?? null],
  );
  if (!workspace) return { places: [], people: [] };
  const places = await placesOf(db, workspace.id);
  const people = await db.query<{ id: number; name: string | null }>(
    'SELECT user_id AS id, username AS name FROM cu.members WHERE workspace_id = $1 ORDER BY lower(username), user_id',
    [workspace.id],
  );
  const { name, synced_at, time_zone } = workspace;
  return {
    workspace: { name, time_zone, synced_at: synced_at && isoInstant(synced_at.getTime(), time_zone) },
    places: places.filter(({ archived }) => !archived).map(({ path }) => path),
    people: people.map(({ id, name }) => ({ id, name: name ?? String(id) })),
  };
}
