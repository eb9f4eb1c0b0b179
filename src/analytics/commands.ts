import { readFile } from 'node:fs/promises';
import { paintFor } from '../cli/colour.js';
import { progressBar } from '../cli/progress.js';
import { renderEnvelope, renderValue } from '../cli/render.js';
import { columnsOf } from '../cli/terminal.js';
import { exitCodes, UsageError } from '../cli/usage.js';
import type { Envelope } from '../runtime/envelope.js';
import { nearest } from '../runtime/nearest.js';
import type { Command } from './command.js';
import type { Analytics } from './open.js';
import { runQuery } from './query.js';
import { readable } from './readable.js';
import { reset } from './schema/reset.js';
import { setStatusRules, statusKinds, statusRules } from './status-rules.js';
import { analyticsTools } from './tools/index.js';

/** A person looks at a few rows; a statement that takes longer than this holds up the syncs. */
const queryDefaults = { rows: 1_000, timeoutMs: 30_000 };

type Run = (analytics: Analytics, command: Command) => Promise<number>;

const paper = () => ({ width: columnsOf(process.stdout), paint: paintFor(process.stdout), onCut: () => undefined });

function print(value: unknown, isJson: boolean): void {
  process.stdout.write(isJson ? `${JSON.stringify(value, null, 2)}\n` : renderValue(value, paper()));
}

/** Calls a tool with a progress bar; prints its answer. */
async function call({ clickup }: Analytics, name: string, input: object, isJson: boolean): Promise<number> {
  const cancel = new AbortController();
  const stop = () => cancel.abort();
  process.once('SIGINT', stop);
  const bar = progressBar(process.stderr);
  const envelope = (await clickup.call(name as never, input as never, {
    onProgress: bar.update,
    signal: cancel.signal,
  })) as Envelope;
  bar.clear();
  process.off('SIGINT', stop);
  if (isJson) process.stdout.write(`${JSON.stringify(envelope, null, 2)}\n`);
  else {
    const stream = envelope.success ? process.stdout : process.stderr;
    const shown = envelope.success ? { ...envelope, data: readable(envelope.data) } : envelope;
    stream.write(renderEnvelope(shown, columnsOf(stream), paintFor(stream), '--json'));
  }
  return envelope.success ? exitCodes.success : exitCodes[envelope.error.type];
}

const syncInput = ({ full, historyDays, confirm }: Command) => ({
  full,
  ...(confirm === 'deletions' && { confirm_deletions: true }),
  ...(historyDays !== undefined && { history_days: historyDays }),
});

/** A sandbox begins anew with each command, and so does its copy. */
async function fresh(analytics: Analytics, { sandbox }: Command): Promise<void> {
  if (!sandbox) return;
  const synced = await analytics.clickup.call('sync_now' as never, {} as never);
  if (!synced.success) throw new UsageError(synced.error.message, synced.error.suggested_action);
}

/** The Workspace that was chosen, or the only one of the copy. */
async function onlyWorkspace({ db, workspaceId }: Analytics): Promise<string> {
  const all = await db.query<{ workspace_id: string }>('SELECT workspace_id FROM cu.workspaces ORDER BY 1');
  const [first] = all;
  if (workspaceId !== undefined || (first && all.length === 1)) return workspaceId ?? first!.workspace_id;
  throw new UsageError(
    first ? `the copy holds ${all.length} Workspaces` : 'nothing was synced yet',
    first ? 'Set CLICKUP_WORKSPACE_ID.' : 'clickup-analytics sync',
  );
}

function ruleOf(word: string): [string, string] {
  const at = word.lastIndexOf('=');
  if (at < 1)
    throw new UsageError(
      `"${word}" is no rule`,
      'Write status=kind: clickup-analytics status-rules "in review=active"',
    );
  return [word.slice(0, at), word.slice(at + 1)];
}

export const commands: Readonly<Record<string, Run>> = {
  sync: (analytics, command) => call(analytics, 'sync_now', syncInput(command), command.json),

  async status({ db }, { json }) {
    const copies = await db.query(
      `SELECT w.workspace_id, w.name, w.synced_at, w.full_synced_at, w.coverage, w.timezone AS time_zone,
         (SELECT count(*) FROM cu.tasks t WHERE t.workspace_id = w.workspace_id AND t.deleted_at IS NULL) AS tasks,
         (SELECT count(*) FROM cu.time_entries e WHERE e.workspace_id = w.workspace_id AND e.deleted_at IS NULL) AS time_entries
       FROM cu.workspaces w ORDER BY w.name`,
    );
    const runs = await db.query(
      'SELECT run_id, kind, state, started_at, finished_at, calls, rows, error FROM cu.sync_runs ORDER BY run_id DESC LIMIT 10',
    );
    print({ database: db.kind, copies, last_syncs: runs }, json);
    if (copies.length === 0) process.stderr.write('Nothing was synced yet: run clickup-analytics sync.\n');
    return exitCodes.success;
  },

  async report(analytics, command) {
    const [, name] = command.words;
    if (!name) {
      print(
        { reports: analyticsTools.map(({ name, group, description }) => ({ name, group, description })) },
        command.json,
      );
      return exitCodes.success;
    }
    const names = analyticsTools.map((tool) => tool.name);
    if (!names.includes(name)) {
      const near = nearest(name, names);
      throw new UsageError(
        `no report is called ${name}`,
        near ? `Did you mean ${near}?` : '`clickup-analytics report` lists them.',
      );
    }
    await fresh(analytics, command);
    return call(analytics, name, command.named, command.json);
  },

  async query(analytics, command) {
    const [, sql, ...more] = command.words;
    if (!sql || more.length > 0)
      throw new UsageError(
        'query takes one statement',
        'Put it in quotes: clickup-analytics query "select * from tasks limit 5"',
      );
    await fresh(analytics, command);
    const limits = { rows: command.rows ?? queryDefaults.rows, timeoutMs: queryDefaults.timeoutMs };
    const { rows, isCut } = await runQuery(analytics.db, sql, limits);
    print(command.json ? rows : { rows }, command.json);
    if (isCut) process.stderr.write(`clickup-analytics: the first ${limits.rows} rows; --rows gives more.\n`);
    return exitCodes.success;
  },

  async 'status-rules'(analytics, command) {
    await fresh(analytics, command);
    const workspaceId = await onlyWorkspace(analytics);
    const rules: [string, string][] = [
      ...Object.entries(command.named).map(([status, kind]): [string, string] => [status, String(kind)]),
      ...command.words.slice(1).map(ruleOf),
    ];
    if (rules.length > 0) {
      const { changed } = await analytics.db.transaction((tx) => setStatusRules(tx, workspaceId, rules));
      process.stderr.write(`clickup-analytics: ${changed} tasks changed their kind.\n`);
    }
    const [own, statuses] = [
      await statusRules(analytics.db, workspaceId),
      await statusKinds(analytics.db, workspaceId),
    ];
    print({ rules: own, statuses }, command.json);
    return exitCodes.success;
  },

  async 'import-projects'(analytics, command) {
    const [, file, ...more] = command.words;
    if (!file || more.length > 0)
      throw new UsageError('import-projects takes one file', 'clickup-analytics import-projects project_map.json');
    await fresh(analytics, command);
    const text = await readFile(file, 'utf8').catch((error: Error) => {
      throw new UsageError(
        `${file} cannot be read: ${error.message}`,
        'Name a file of export_mappings, or a project_map.json.',
      );
    });
    return call(analytics, 'import_mappings', { json: text }, command.json);
  },

  async webhooks(analytics, { words, json }) {
    const [, verb] = words;
    if (verb === 'remove') return call(analytics, 'remove_webhooks', { confirm: 'yes' }, json);
    if (verb !== undefined)
      throw new UsageError(
        `webhooks takes no ${verb}`,
        '`clickup-analytics webhooks` lists them; `clickup-analytics webhooks remove` removes them from ClickUp.',
      );
    const webhooks = await analytics.db.query(
      `SELECT h.workspace_id, h.endpoint, h.webhook_id, h.is_healthy, h.checked_at,
         (SELECT count(*) FROM cu.webhook_inbox i WHERE i.workspace_id = h.workspace_id) AS events,
         (SELECT max(received_at) FROM cu.webhook_inbox i WHERE i.workspace_id = h.workspace_id) AS last_event_at
       FROM cu.webhooks h ORDER BY h.endpoint`,
    );
    print({ webhooks }, json);
    return exitCodes.success;
  },

  async reset({ db }, { confirm }) {
    if (confirm !== 'yes')
      throw new UsageError('reset drops the copy', 'Add --confirm yes; the next sync reads everything again.');
    await reset(db);
    process.stdout.write('The copy is empty. Projects and rules of statuses are kept.\n');
    return exitCodes.success;
  },

  async serve(analytics, command) {
    await fresh(analytics, command);
    return (await import('./serve.js')).serve(analytics, command);
  },
};
