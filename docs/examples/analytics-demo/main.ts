import { schema } from '../../../src/analytics/schema/index.js';
import { entryOf } from '../../../src/analytics/tool.js';
import { analyticsTools } from '../../../src/analytics/tools/index.js';
import { plain } from '../../../src/cli/colour.js';
import { progressBar } from '../../../src/cli/progress.js';
import { renderValue } from '../../../src/cli/render.js';
import { migrate } from '../../../src/db/migrate.js';
import { openDatabase } from '../../../src/db/open-database.js';
import { createClickUp } from '../../../src/index.js';
import { createSandbox, manualClock } from '../../../src/sandbox/index.js';

/** A Workspace of ten thousand tasks, copied into an embedded database, and five reports from it; nothing leaves the machine. */
const tasks = 10_000;
const began = Date.now();
const say = (text: string) => process.stdout.write(`${text}\n`);
const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;

const sandbox = createSandbox({ seed: { scale: tasks }, clock: manualClock(), rateLimit: false });
say(`A ClickUp in memory with ${tasks.toLocaleString('en')} tasks is up (${seconds()}).`);
const db = await openDatabase({});
await migrate(db, schema);
say(`An embedded PostgreSQL is up, and its schema made (${seconds()}).`);
const clickup = createClickUp({
  ...sandbox.options,
  tools: analyticsTools.map(entryOf),
  services: { analytics: { db } },
});

/** The answer of a tool, or the end of the demonstration. */
async function call(name: string, input: object): Promise<Record<string, unknown>> {
  const bar = progressBar(process.stderr);
  const answer = await clickup.call(name as never, input as never, { onProgress: bar.update });
  bar.clear();
  if (answer.success) return answer.data as Record<string, unknown>;
  throw new Error(`${name}: ${answer.error.message}`);
}

const synced = await call('sync_now', {});
say(`Synced: ${synced.rows} rows in ${synced.calls} calls to ClickUp (${seconds()}).`);
const again = await call('sync_now', {});
say(`Synced again: ${again.rows} rows in ${again.calls} calls.\n`);

/** Rows of a report that fit a terminal, and the columns worth showing. */
function show(title: string, rows: unknown, columns: readonly string[], most = 8): void {
  const shown = (rows as Record<string, unknown>[]).slice(0, most);
  const picked = shown.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])));
  say(`${title}\n\n${renderValue(picked, { width: 100, paint: plain, onCut: () => undefined })}`);
}

const space = await call('get_spaces', {});
const [{ space_id }] = space.spaces as [{ space_id: string }];
const projects = await call('get_space_project_time_report', { space: space_id, period: 'last_month' });
show('Hours by project last month (get_space_project_time_report)', projects.projects, [
  'project',
  'tracked_hours',
  'estimate_hours',
  'tasks_with_time',
  'tasks',
]);
const employees = await call('get_employee_time_report', { period: 'last_month' });
show('Hours by person last month (get_employee_time_report)', employees.employees, [
  'name',
  'tracked_hours',
  'share',
  'days_with_time',
]);
const sheet = await call('get_weekly_timesheet', { period: 'last_week' });
const week = (sheet.people as { name: string; days: Record<string, number> }[]).map(({ name, days }) => ({
  name,
  ...Object.fromEntries(Object.entries(days).map(([day, ms]) => [day.slice(5), (ms / 3_600_000).toFixed(1)])),
}));
show('Timesheet of last week in hours (get_weekly_timesheet)', week, Object.keys(week[0]!));
const risks = await call('get_at_risk_tasks', { limit: 5 });
show(`The most pressing of ${risks.total} tasks at risk (get_at_risk_tasks)`, risks.tasks, [
  'name',
  'list',
  'due',
  'score',
]);
const workload = await call('get_workload', { shared: 'split' });
show('What each person has left to do (get_workload)', workload.people, [
  'name',
  'tasks',
  'active',
  'overdue',
  'remaining_hours',
]);
say(`${sandbox.requests.length} calls in all, no report needed any but the list of Spaces. ${seconds()}.`);
await db.close();
