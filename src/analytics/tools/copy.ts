import * as z from 'zod';
import { workspaceId } from '../../clickup/workspace.js';
import { workspaceOf } from '../reports/report.js';
import { keepToday, sync, syncPeople } from '../sync/sync.js';
import { databaseOf, defineTool, streamsToSync, usualSpaceOf } from '../tool.js';

/** The longest history that is read; ClickUp has no limit of its own. */
const mostDays = 3_660;

export const syncNow = defineTool({
  name: 'sync_now',
  group: 'sync',
  description:
    'Brings the copy that reports read up to date: everything at first and with full, else what changed. Goes on where an interrupted one stopped.',
  effect: 'write',
  input: z.object({
    full: z.boolean().default(false).describe('Read everything again, and find what was deleted.'),
    part: z
      .enum(['all', 'employees', 'daily', 'events'])
      .default('all')
      .describe('Only the people; only the snapshot of the day, which calls nothing; or only what webhooks told of.'),
    confirm_deletions: z
      .boolean()
      .default(false)
      .describe('With full: believe that everything missing was deleted, after the person has made sure.'),
    history_days: z.int().min(1).max(mostDays).default(365).describe('Days of time entries that a full sync reads.'),
  }),
  async run(ctx, { full, part, confirm_deletions, history_days }) {
    const deps = {
      api: ctx.api,
      db: databaseOf(ctx),
      workspaceId: await workspaceId(ctx),
      spaceId: usualSpaceOf(ctx),
      streams: streamsToSync(ctx),
      now: ctx.now,
      progress: (message: string) => ctx.progress(0, 0, message),
    };
    if (part === 'employees') return syncPeople(deps);
    if (part === 'daily') return keepToday(deps);
    return sync(deps, {
      full,
      historyDays: history_days,
      confirmDeletions: confirm_deletions,
      trustWebhooks: part === 'events',
    });
  },
});

export const cacheStatus = defineTool({
  name: 'cache_status',
  group: 'mapping',
  description: 'What the copy holds, how fresh it is, and what the last sync did.',
  input: z.object({}),
  async run(ctx) {
    const db = databaseOf(ctx);
    const { workspace_id, name, synced_at, synced_space_id, coverage, entries_from } = await workspaceOf(ctx, db);
    const [sums] = await db.query<{ are: boolean }>("SELECT to_regclass('cu.person_time') IS NOT NULL AS are", []);
    const ofEntries = 'FROM cu.time_entries WHERE workspace_id = $1 AND deleted_at IS NULL';
    // Of a million entries the sums are the quicker count; they leave out what took no time, and timers that run.
    const entries = sums!.are
      ? `(SELECT coalesce(sum(entries), 0)::bigint FROM cu.person_time WHERE workspace_id = $1) + (SELECT count(*) ${ofEntries} AND (is_running OR duration_ms = 0))`
      : `(SELECT count(*) ${ofEntries})`;
    const [rows] = await db.query(
      `SELECT ${['spaces', 'folders', 'lists', 'tasks'].map((table) => `(SELECT count(*) FROM cu.${table} WHERE workspace_id = $1 AND deleted_at IS NULL) AS ${table}`).join(', ')},
        ${entries} AS time_entries,
        (SELECT count(*) FROM cu.members WHERE workspace_id = $1 AND left_at IS NULL) AS members, (SELECT count(*) FROM cu.projects WHERE workspace_id = $1) AS projects`,
      [workspace_id],
    );
    const [last] = await db.query(
      'SELECT kind, state, started_at, finished_at, calls, rows, error FROM cu.sync_runs WHERE workspace_id = $1 ORDER BY run_id DESC LIMIT 1',
      [workspace_id],
    );
    const age = synced_at ? Math.round((ctx.now() - synced_at.getTime()) / 60_000) : null;
    return {
      workspace: name,
      synced_at: synced_at?.toISOString(),
      ...(synced_space_id !== null && { only_space: synced_space_id }),
      minutes_old: age,
      coverage,
      time_entries_from: entries_from?.toISOString(),
      rows,
      last_sync: last,
    };
  },
});

export const clearCache = defineTool({
  name: 'clear_cache',
  group: 'mapping',
  description:
    'Drops the structure that the copy holds: Spaces, Folders, Lists and statuses. Projects are kept; the next sync_now reads everything again.',
  effect: 'delete',
  input: z.object({ confirm: z.string().optional().describe('"yes", once the person agrees.') }),
  async run(ctx) {
    const db = databaseOf(ctx);
    const { workspace_id } = await workspaceOf(ctx, db);
    await db.transaction(async (tx) => {
      for (const table of ['statuses', 'lists', 'folders', 'spaces'])
        await tx.query(`DELETE FROM cu.${table} WHERE workspace_id = $1`, [workspace_id]);
      await tx.query('UPDATE cu.workspaces SET full_synced_at = NULL WHERE workspace_id = $1', [workspace_id]);
    });
    return { cleared: ['spaces', 'folders', 'lists', 'statuses'], next: 'sync_now reads everything again' };
  },
});
