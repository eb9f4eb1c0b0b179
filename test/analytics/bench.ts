import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schema } from '../../src/analytics/schema/index.js';
import { entryOf } from '../../src/analytics/tool.js';
import { analyticsTools } from '../../src/analytics/tools/index.js';
import type { Database } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrate.js';
import { createClickUp } from '../../src/index.js';
import { createSandbox, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { newEmbedded, newPostgres, noPostgres } from '../support/databases.js';

/** How quick each report is on a large copy, on both databases: `npm run bench:analytics [tasks] [entries] [runs]`. */
const [tasks = 100_000, entries = 1_000_000, runs = 5] = process.argv.slice(2).map(Number);
const users = 200;
const [spaces, lists] = [10, 1_000];

/** Rows by arithmetic: the same on every run. Time entries lie in the 320 days before today. */
const fill = `
INSERT INTO cu.workspaces (workspace_id, name, timezone, synced_at, full_synced_at) VALUES ('${WORKSPACE_ID}', 'Large', 'Europe/Berlin', now(), now());
INSERT INTO cu.members (workspace_id, user_id, uuid, username) SELECT '${WORKSPACE_ID}', u, gen_random_uuid(), 'Person ' || u FROM generate_series(1, ${users}) u;
INSERT INTO cu.spaces (workspace_id, space_id, name) SELECT '${WORKSPACE_ID}', 's' || s, 'Space ' || s FROM generate_series(0, ${spaces - 1}) s;
INSERT INTO cu.folders (workspace_id, folder_id, space_id, name) SELECT '${WORKSPACE_ID}', 'f' || f, 's' || f / 10, 'Folder ' || f FROM generate_series(0, ${lists / 10 - 1}) f;
INSERT INTO cu.lists (workspace_id, list_id, folder_id, space_id, name) SELECT '${WORKSPACE_ID}', 'l' || l, 'f' || l / 10, 's' || l / 100, 'List ' || l FROM generate_series(0, ${lists - 1}) l;
INSERT INTO cu.tasks (workspace_id, task_id, uuid, parent_id, home_list_id, folder_id, space_id, name, status, status_type, status_order, category, time_estimate_ms, due_at, created_at, updated_at, done_at, content_hash)
  SELECT '${WORKSPACE_ID}', 't' || t, gen_random_uuid(), CASE WHEN t % 5 < 2 AND t > 5 THEN 't' || (t - 1 - t % 5) END, 'l' || l, 'f' || l / 10, 's' || l / 100, 'Task ' || t,
    c, c, 0, CASE c WHEN 'open' THEN 'not_started' WHEN 'doing' THEN 'active' ELSE 'done' END, CASE WHEN t % 3 = 0 THEN 7200000 END,
    now() - make_interval(days => t % 60 - 20), now() - make_interval(days => t % 300 + 1), now() - make_interval(days => t % 30), CASE WHEN c = 'done' THEN now() - make_interval(days => t % 90) END, ''
  FROM generate_series(0, ${tasks - 1}) t, LATERAL (SELECT t % ${lists} AS l, (ARRAY['open', 'doing', 'done', 'done'])[t % 4 + 1] AS c) x;
INSERT INTO cu.task_assignees (workspace_id, task_id, user_id, position) SELECT '${WORKSPACE_ID}', 't' || t, (t * 7 + p * 13) % ${users} + 1, p FROM generate_series(0, ${tasks - 1}) t, generate_series(0, t % 10 / 7) p;
INSERT INTO cu.time_entries (workspace_id, entry_id, uuid, task_id, user_id, start_at, end_at, duration_ms, billable, content_hash)
  SELECT '${WORKSPACE_ID}', 'e' || e, gen_random_uuid(), 't' || (e::bigint * 7919) % ${tasks}, e % ${users} + 1, at, at + make_interval(secs => 3600 + e % 1800), (3600 + e % 1800) * 1000, e % 3 = 0, ''
  FROM generate_series(0, ${entries - 1}) e, LATERAL (SELECT date_trunc('hour', now()) - make_interval(hours => (e / ${users})::int % 7680) AS at) x;
ANALYZE;`;

/** Reports with the inputs people give; those of one task or List take one. */
const inputs: Record<string, object> = {
  get_space_project_time_report: { space: 'Space 3', period: 'last_month' },
  get_folder_time_report: { folder: 'f33', period: 'last_month' },
  get_employee_time_report: { period: 'last_month' },
  get_weekly_timesheet: { period: 'last_week' },
  get_monthly_timesheet: { period: 'last_30_days' },
  get_yesterday_report: {},
  get_time_tracking_report: { scope: 'Space 3', group_by: 'list' },
  get_task_time_breakdown: { task: 't300' },
  get_task_hierarchy: { task: 't300' },
  get_task: { task: 't300' },
  get_tasks: { scope: 'l300' },
  get_project_tasks: { project: 'f33' },
  get_tasks_by_assignee: { assignee: 'Person 7' },
  get_tasks_by_status: { status: 'active', scope: 'Space 3' },
  search_tasks: { query: '4711' },
  get_list_progress: { list: 'l300' },
  get_workload: { scope: 'Space 3' },
  get_overdue_tasks: { scope: 'Space 3' },
  get_progress_since: { since: 'last_week', scope: 'Space 3' },
  get_estimation_accuracy: { scope: 'Space 3' },
  get_at_risk_tasks: { scope: 'Space 3' },
  get_untracked_tasks: { scope: 'Space 3' },
  get_project_health_score: { project: 'Space 3' },
  get_project_daily_standup: { project: 'f33' },
  get_project_weekly_digest: { project: 'f33' },
  get_project_blockers: { project: 'Space 3' },
  get_project_at_risk: { project: 'f33' },
  get_project_team_workload: { project: 'Space 3' },
  get_project_time_tracking: { project: 'f33' },
  get_project_statuses: { project: 'Space 3' },
  get_project_completion_rate: { project: 'Space 3' },
  get_project_velocity: { project: 'Space 3' },
  get_project_status: { project: 'Space 3' },
  discover_projects: {},
  discover_space: { space: 'Space 3' },
  cache_status: {},
};

async function measure(db: Database): Promise<Map<string, number>> {
  await migrate(db, schema);
  const began = performance.now();
  await db.transaction((tx) => tx.query(fill), { timeoutMs: 0 });
  const rows = tasks! + entries!;
  const filled = (performance.now() - began) / 1000;
  process.stdout.write(`${db.kind}: ${rows} rows in ${filled.toFixed(1)} s\n`);
  const sandbox = createSandbox();
  const clickup = createClickUp({
    ...sandbox.options,
    tools: analyticsTools.map(entryOf),
    services: { analytics: { db } },
  });
  const times = new Map<string, number>();
  for (const [name, input] of Object.entries(inputs)) {
    const took: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const start = performance.now();
      const answer = await clickup.call(name as never, input as never);
      if (!answer.success) throw new Error(`${name}: ${answer.error.message}`);
      took.push(performance.now() - start);
    }
    // The first one warms the cache.
    times.set(name, Math.max(...took.slice(1)));
  }
  return times;
}

const found: Record<string, Map<string, number>> = {};
const folder = mkdtempSync(join(tmpdir(), 'clickup-tools-bench-'));
const embedded = await newEmbedded({ folder });
found.embedded = await measure(embedded);
await embedded.close();
rmSync(folder, { recursive: true, force: true });
if (!noPostgres) {
  const { db, drop } = await newPostgres();
  found.postgres = await measure(db);
  await drop();
}
const names = Object.keys(inputs).sort((a, b) => found.embedded!.get(b)! - found.embedded!.get(a)!);
for (const name of names) {
  const times = Object.values(found).map((each) => `${each.get(name)!.toFixed(0).padStart(7)} ms`);
  process.stdout.write(`${name.padEnd(32)}${times.join('')}\n`);
}
process.stdout.write(
  `slowest of ${runs} warm runs: ${Object.keys(found).join(', ')}; resident ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB\n`,
);
