import type { Reports } from '../../generated/analytics-reports.js';
import type { ClickUpOptions } from '../client/options.js';
import type { CallOptions } from '../runtime/call.js';
import type { Envelope } from '../runtime/envelope.js';
import { checkedSpaceId } from './space.js';
import type { Stream } from './sync/streams.js';
import type { SyncResult } from './sync/sync.js';

/**
 * Where the copy lies, and how ClickUp is reached; of `ClickUpOptions`, `apiKey` or `credentials` is all it needs.
 *
 * @example
 * const options: MirrorOptions = { apiKey: 'pk_...', databaseUrl: 'postgresql://me:secret@127.0.0.1:5432/clickup' };
 * const mirror = await openMirror(options);
 */
export interface MirrorOptions extends Omit<ClickUpOptions, 'tools' | 'services' | 'metrics'> {
  /** PostgreSQL 15 or later; needs the package `pg`. */
  databaseUrl?: string | undefined;
  /**
   * Without `databaseUrl`: the folder of an embedded PostgreSQL, for one process at a time; needs the package
   * `@electric-sql/pglite`. Without either the copy is in memory.
   */
  folder?: string | undefined;
  /** Id of the only Space to sync, and that of reports without a scope. Default: all. */
  spaceId?: string | undefined;
  /**
   * What syncs read of tasks besides: `custom_fields` (default) costs no calls, `time_in_status` one for each 100 tasks that changed,
   * `comments` one for each of these.
   */
  streams?: readonly Stream[] | undefined;
}

/**
 * What a sync reads.
 *
 * @example
 * const everything: MirrorSync = { full: true, history_days: 730 };
 * await (await openMirror({ apiKey: 'pk_...' })).sync(everything);
 */
export interface MirrorSync {
  /** Everything again, and what was deleted; the first one always does. Default: what changed. */
  full?: boolean;
  /** Days of time entries that a full one reads, 1 to 3,660; default 365. */
  history_days?: number;
  /** With `full`: believe that all that is missing was deleted. Default: where it is much, nothing is deleted. */
  confirm_deletions?: boolean;
}

/**
 * Limits of a statement.
 *
 * @example
 * const limits: MirrorQuery = { rows: 10, timeoutMs: 2_000 };
 * await (await openMirror({ apiKey: 'pk_...' })).query('SELECT name FROM employees', limits);
 */
export interface MirrorQuery {
  /** Most rows; default 1,000. */
  rows?: number;
  /** Milliseconds; default 30,000. */
  timeoutMs?: number;
}

/**
 * How a mirror is served. The environment is not read.
 *
 * @example
 * const how: ServeMirror = { port: 0, settings: { ANALYTICS_SCHEDULE: 'off' } };
 * const { address, close } = await (await openMirror({ apiKey: 'pk_...' })).serve(how);
 */
export interface ServeMirror {
  /** Of MCP, dashboard and REST; 0 takes any that is free. Default 8001. */
  port?: number;
  /** Settings of `clickup-analytics serve` by their names, such as `MCP_HTTP_TOKEN` or `ANALYTICS_SCHEDULE`. */
  settings?: Readonly<Record<string, string>>;
  /** Takes the lines of the log, JSON each; default: nowhere. */
  log?(line: string): void;
}

/**
 * A mirror that listens.
 *
 * @example
 * const served: ServedMirror = await (await openMirror({ apiKey: 'pk_...' })).serve();
 * console.log(`${served.address}/dashboard`);
 * await served.close();
 */
export interface ServedMirror {
  /** Such as `http://127.0.0.1:8001`; MCP is at `/mcp`, the dashboard at `/dashboard`. */
  readonly address: string;
  /** Ends it; a sync that runs stops where the next one goes on. */
  close(): Promise<void>;
}

/**
 * A synced copy of a Workspace.
 *
 * @example
 * const mirror: Mirror = await openMirror({ apiKey: 'pk_...', folder: './clickup' });
 * await mirror.sync();
 * const sheet = await mirror.report('get_weekly_timesheet', { period: 'last_week' });
 * if (sheet.success) console.log(sheet.data);
 * await mirror.close();
 */
export interface Mirror {
  /** The reports and what keeps the copy, in the order in which MCP clients see them. */
  readonly tools: readonly { readonly name: string; readonly description: string }[];
  /** Brings the copy up to date. One that was interrupted goes on where it stopped. */
  sync(input?: MirrorSync, options?: CallOptions): Promise<Envelope<SyncResult>>;
  /** Calls a tool by its name; those of `Reports` have types. What goes wrong is in the answer, with the next step. */
  report<Name extends keyof Reports | (string & {})>(
    name: Name,
    input?: Name extends keyof Reports ? Reports[Name]['input'] : object,
    options?: CallOptions,
  ): Promise<Envelope<Name extends keyof Reports ? Reports[Name]['data'] : unknown>>;
  /**
   * Runs one statement that reads: on the views `tasks`, `employees`, `time_logs` and `daily_syncs`, or tables of the schema `cu`.
   * Throws a ClickUpError for what SQL refuses.
   */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    limits?: MirrorQuery,
  ): Promise<{ rows: Row[]; isCut: boolean }>;
  /** Serves MCP, the dashboard and the sync service over HTTP, and syncs by a schedule. Throws where it cannot listen. */
  serve(how?: ServeMirror): Promise<ServedMirror>;
  /** Ends its connections; what is served is closed before. */
  close(): Promise<void>;
}

const usualPort = 8001;
const usualLimits = { rows: 1_000, timeoutMs: 30_000 };

/**
 * Opens a copy of a Workspace, makes its tables where they are missing, and gives what works with it. Nothing is read from ClickUp
 * before `sync`. Throws a ClickUpError where the database cannot be opened.
 *
 * @example
 * const mirror = await openMirror({ ...sandbox.options });
 * await mirror.sync();
 * const { rows } = await mirror.query('SELECT employee_name, sum(duration_minutes) AS minutes FROM time_logs GROUP BY 1');
 * console.log(rows);
 * await mirror.close();
 */
export async function openMirror({
  databaseUrl,
  folder,
  spaceId,
  streams,
  ...options
}: MirrorOptions): Promise<Mirror> {
  // What a program does not use, it does not load.
  const [{ longestDeadlineMs, openCopy }, { createClickUp }, { checkedStreams }] = await Promise.all([
    import('./open.js'),
    import('../client/create-clickup.js'),
    import('./sync/streams.js'),
  ]);
  const copy = await openCopy({
    url: databaseUrl,
    folder,
    workspaceId: options.workspaceId,
    spaceId: spaceId === undefined ? undefined : checkedSpaceId(spaceId, 'spaceId'),
    streams: streams && checkedStreams(streams, 'streams'),
    openClient: async (ofAnalytics) => createClickUp({ deadlineMs: longestDeadlineMs, ...options, ...ofAnalytics }),
  });
  const call = (name: string, input: object, given: CallOptions = {}) =>
    copy.clickup.call(name as never, input as never, given) as Promise<Envelope>;
  return {
    tools: copy.tools.map(({ name, description }) => ({ name, description })),
    sync: (input = {}, given) => call('sync_now', input, given) as Promise<Envelope<SyncResult>>,
    report: (name, input = {} as never, given) => call(name, input, given) as never,
    async query<Row extends object>(sql: string, limits: MirrorQuery = {}) {
      const { runQuery } = await import('./query.js');
      return runQuery<Row>(copy.db, sql, { ...usualLimits, ...limits });
    },
    async serve({ port = usualPort, settings = {}, log = () => undefined } = {}) {
      const [{ serveOverHttp }, { mcpOptions }] = await Promise.all([
        import('./serve-http.js'),
        import('./mcp-options.js'),
      ]);
      const { addresses, close } = await serveOverHttp(copy, {
        port: String(port),
        restPort: 'off',
        mcp: mcpOptions(copy),
        env: settings,
        write: log,
      });
      return { address: addresses[0]!, close };
    },
    close: () => copy.close(),
  };
}
