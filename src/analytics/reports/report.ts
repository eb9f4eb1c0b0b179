import * as z from 'zod';
import type { Context } from '../../clickup/context.js';
import { isoInstant, knownZone } from '../../clickup/dates/zone.js';
import { currentUser } from '../../clickup/people/current-user.js';
import type { Param, Queryable } from '../../db/database.js';
import { clickUpError } from '../../runtime/errors.js';
import type { Chart } from '../charts/picture.js';
import { type AnalyticsTool, databaseOf, defineTool, usualSpaceOf } from '../tool.js';
import { type Calendar, type Period, periodWords, readPeriod } from './period.js';
import { findScope, isMark, type Scope, type ScopeKind } from './scope.js';
import type { About, Params } from './sql.js';

/** What a report works on: one state of the copy, and how its caller reads times. */
export interface Frame extends Calendar, About {
  workspace: Workspace;
  /** Absent where the report has none. */
  period: Period;
  rows<Row extends object>(sql: string, params: Params): Promise<Row[]>;
  query: Queryable['query'];
  /** The place that an argument names. */
  place(given: string, parameter: string, kinds?: readonly ScopeKind[]): Promise<Scope>;
  /** Says what the reader should know of the figures. */
  warn(text: string): void;
}

interface Workspace {
  workspace_id: string;
  name: string;
  timezone: string;
  week_start: number;
  day_hours: string;
  coverage: 'all' | 'self';
  entries_from: Date | null;
  synced_at: Date | null;
  full_synced_at: Date | null;
  /** The only Space that syncs read; null for all. */
  synced_space_id: string | null;
}

const zoneInput = {
  time_zone: z
    .string()
    .optional()
    .describe('IANA zone of days and weeks, such as Europe/Berlin; default: that of the Workspace.'),
};
export const scopeInput = {
  scope: z
    .string()
    .optional()
    .describe(
      'Space, Folder, List or project, by name, path, id or alias, tag:NAME or field:NAME=VALUE; default: "workspace", all of it.',
    ),
};
const periodInput = (usual: string) => ({
  period: z.string().default(usual).describe(`${periodWords}.`),
});

const chartInput = { chart: z.boolean().default(false).describe('Adds a picture of it, as an SVG.') };

interface Given {
  scope?: string;
  period?: string;
  time_zone?: string;
  chart?: boolean;
}

interface ReportDefinition<Shape extends z.ZodRawShape> extends Pick<AnalyticsTool, 'name' | 'group' | 'description'> {
  input: Shape;
  /** The argument that names its place; default: `scope`. A report with another one has no `scope`. */
  scopedBy?: { parameter: keyof Shape & string; kinds: readonly ScopeKind[] };
  /** Is about one task, wherever that lies: it has no `scope`. */
  isOfTask?: boolean;
  /** What of its answer a picture shows; without it there is none. */
  chart?(data: never): Chart;
  /** The usual period; without it the report has none. */
  period?: string;
  run(frame: Frame, input: z.output<z.ZodObject<Shape>> & { time_zone?: string | undefined }): Promise<object>;
}

/**
 * For the transaction of a report: its groups fit into memory, and what it reads lies there; to compile a statement, or to start workers
 * for it, takes longer than to run it.
 */
const settings =
  "SELECT set_config('work_mem', '64MB', true), set_config('random_page_cost', '1.1', true), set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)";

/** A tool that reads the copy in one read-only transaction, and says of what, of when and how fresh its figures are. */
export function defineReport<Shape extends z.ZodRawShape>(report: ReportDefinition<Shape>): AnalyticsTool {
  const { name, group, description, scopedBy, isOfTask = false, period: usual } = report;
  const input = z.object({
    ...(scopedBy || isOfTask ? {} : scopeInput),
    ...report.input,
    ...(usual && periodInput(usual)),
    ...(report.chart && chartInput),
    ...zoneInput,
  });
  return defineTool({
    name,
    group,
    description,
    input,
    hasChart: report.chart !== undefined,
    async run(ctx, asked) {
      const given = await withoutMe(ctx, asked);
      const { scope, period, time_zone, chart } = given as Given;
      return databaseOf(ctx).transaction(
        async (tx) => {
          await tx.query(settings, []);
          const workspace = await workspaceOf(ctx, tx);
          const warnings: string[] = [];
          const timeZone = knownZone(time_zone ?? workspace.timezone);
          const calendar: Calendar = { now: ctx.now(), timeZone, weekStart: workspace.week_start };
          const workspaceId = workspace.workspace_id;
          const place: Frame['place'] = (text, parameter, kinds) =>
            findScope(tx, workspaceId, text, { parameter, ...(kinds && { kinds }) });
          const named = scopedBy
            ? ((given as Record<string, unknown>)[scopedBy.parameter] as string | undefined)
            : scope;
          const space = named === undefined && !isOfTask ? usualSpaceOf(ctx) : undefined;
          const whole: Scope = { kind: 'workspace', id: workspaceId, name: workspace.name };
          const frame: Frame = {
            ...calendar,
            workspace,
            workspaceId,
            scope: space
              ? await place(space, 'CLICKUP_SPACE_ID', ['space'])
              : named && (scopedBy || !isWhole(named))
                ? await place(named, scopedBy?.parameter ?? 'scope', scopedBy?.kinds)
                : whole,
            period: usual ? readPeriod(period ?? usual, calendar) : readPeriod('all time', calendar),
            rows: (sql, { values }) => tx.query(sql, values as Param[]),
            query: tx.query,
            place,
            warn: (text) => void warnings.push(text),
          };
          const data = await report.run(frame, given as never);
          if (await reachesBeyond(frame)) frame.warn(beyondSynced);
          const answer = {
            ...data,
            meta: metaOf(frame, { hasPeriod: usual !== undefined, isUsualSpace: space !== undefined, warnings }),
          };
          return chart && report.chart
            ? { ...answer, images: [await imageOf(name, report.chart(answer as never))] }
            : answer;
        },
        { readOnly: true },
      );
    },
  });
}

/** The word for who calls as an id, which ClickUp alone knows; asked before the transaction begins. */
async function withoutMe<Input extends object>(ctx: Context, given: Input): Promise<Input> {
  const { assignee } = given as { assignee?: unknown };
  if (typeof assignee !== 'string' || assignee.trim().toLowerCase() !== 'me') return given;
  return { ...given, assignee: String((await currentUser(ctx)).id) };
}

/** The Workspace of the call; without one that of the copy, where that has only one. */
export async function workspaceOf(ctx: Context, tx: Queryable): Promise<Workspace> {
  const all = await tx.query<Workspace>('SELECT * FROM cu.workspaces WHERE $1::text IS NULL OR workspace_id = $1', [
    ctx.givenWorkspaceId ?? null,
  ]);
  const [only] = all;
  if (only?.synced_at && all.length === 1) return only;
  if (all.length > 1)
    throw clickUpError('AMBIGUOUS_REFERENCE', `The copy holds ${all.length} Workspaces`, {
      suggestion: 'Set CLICKUP_WORKSPACE_ID.',
      details: { candidates: all.map(({ workspace_id, name }) => ({ id: workspace_id, name })) },
    });
  throw clickUpError(
    'CONFLICT',
    only ? 'The first sync of this Workspace has not finished' : 'Nothing was synced yet',
    {
      suggestion: 'Run sync_now (clickup-analytics sync); it goes on where it stopped.',
    },
  );
}

/** A picture as MCP clients show it. */
async function imageOf(name: string, chart: Chart) {
  const { pictureOf } = await import('../charts/picture.js');
  const data = Buffer.from(await pictureOf(chart)).toString('base64');
  return { name: `${name}.svg`, mime_type: 'image/svg+xml', data };
}

const isWhole = (scope: string): boolean => scope.trim().toLowerCase() === 'workspace';

const beyondSynced =
  'Only one Space is kept up to date (CLICKUP_SPACE_ID): of all others the copy holds nothing, or what it once held.';

/** Whether a report is of more than the only Space that syncs read, or of another one. */
async function reachesBeyond({ workspace, workspaceId, scope: { kind, id }, query }: Frame): Promise<boolean> {
  const { synced_space_id: only } = workspace;
  if (only === null || kind === 'workspace' || kind === 'space' || isMark(kind)) return only !== null && id !== only;
  const rows = await query<{ space_id: string }>(
    `SELECT space_id FROM cu.${kind}s WHERE workspace_id = $1 AND ${kind}_id = $2`,
    [workspaceId, id],
  );
  return rows.some(({ space_id }) => space_id !== only);
}

interface MetaOptions {
  hasPeriod: boolean;
  /** Whether the scope is that of CLICKUP_SPACE_ID, and not one that the call named. */
  isUsualSpace: boolean;
  warnings: readonly string[];
}

function metaOf(
  { workspace, scope, period, timeZone, weekStart }: Frame,
  { hasPeriod, isUsualSpace, warnings }: MetaOptions,
) {
  const { coverage, entries_from: since, synced_at } = workspace;
  const notes = [...warnings];
  if (coverage === 'self') notes.push('The token sees its own time only: an owner or admin sees that of everybody.');
  if (hasPeriod && since && period.from < since)
    notes.push(
      `Time entries are known from ${isoInstant(since.getTime(), timeZone)} on: sync_now with history_days reads more.`,
    );
  return {
    workspace: workspace.name,
    scope: { kind: scope.kind, id: scope.id, name: scope.name, ...(isUsualSpace && { set_by: 'CLICKUP_SPACE_ID' }) },
    ...(hasPeriod && { period: { from: period.firstDay, to: period.lastDay } }),
    time_zone: timeZone,
    week_start: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'][weekStart],
    source: 'store',
    synced_at: synced_at ? isoInstant(synced_at.getTime(), timeZone) : null,
    coverage,
    ...(notes.length > 0 && { warnings: notes }),
  };
}

export { hours } from './hours.js';
