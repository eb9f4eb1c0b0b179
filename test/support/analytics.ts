import { tools as standardTools } from '../../generated/tools/index.js';
import { recordable } from '../../src/analytics/dashboard/recorded.js';
import { schema } from '../../src/analytics/schema/index.js';
import type { Stream } from '../../src/analytics/sync/streams.js';
import type { SyncResult } from '../../src/analytics/sync/sync.js';
import { entryOf } from '../../src/analytics/tool.js';
import { analyticsTools } from '../../src/analytics/tools/index.js';
import type { Database } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrate.js';
import { type ClickUpOptions, createClickUp } from '../../src/index.js';
import type { ToolEntry } from '../../src/runtime/tool.js';
import { createSandbox, manualClock, type SandboxOptions, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type kinds, newDatabase } from './databases.js';

/** A sandbox, an empty copy of it in a database, and a client with the tools of both. */
export async function analyticsFixture(
  kind: (typeof kinds)[number] = 'embedded',
  {
    apiKey,
    streams,
    ...options
  }: SandboxOptions & Pick<ClickUpOptions, 'apiKey'> & { streams?: readonly Stream[] } = {},
  more: readonly ToolEntry[] = [],
) {
  const clock = manualClock();
  const sandbox = createSandbox({ clock, rateLimit: false, ...options });
  const { db, drop } = await newDatabase(kind);
  await migrate(db, schema);
  let before: ((count: number) => unknown) | undefined;
  const { transport } = sandbox.options;
  /** A client of the copy that is narrowed to a Space, or to none. */
  const clientOf = (spaceId?: string, wanted = streams) =>
    createClickUp({
      ...sandbox.options,
      transport: async (request, ending) => {
        await before?.(sandbox.requests.length + 1);
        return transport(request, ending);
      },
      ...(apiKey && { apiKey }),
      workspaceId: WORKSPACE_ID,
      tools: [...standardTools, ...analyticsTools.map(entryOf), ...more],
      services: { analytics: { db: recordable(db), spaceId, ...(wanted && { streams: new Set(wanted) }) } },
      deadlineMs: 2 ** 31 - 1,
      cacheMs: 0,
    });
  const clickup = clientOf();
  /** The data of an answer; a failed one is thrown. */
  const callWith =
    (client: typeof clickup) =>
    async <Data = Record<string, unknown>>(name: string, input: object = {}): Promise<Data> => {
      const answer = await client.call(name as never, input as never);
      if (answer.success) return answer.data as Data;
      throw Object.assign(new Error(answer.error.message), answer.error);
    };
  const call = callWith(clickup);
  /** Runs something before each request, which is told as the how manieth it is. */
  const beforeRequest = (work: (count: number) => unknown) => {
    before = work;
    return {
      restore: () => {
        before = undefined;
      },
    };
  };
  return {
    sandbox,
    clock,
    db,
    drop,
    clickup,
    call,
    callIn: (spaceId: string) => callWith(clientOf(spaceId)),
    /** A sync with other streams. */
    syncWith: (other: readonly Stream[], input: object = {}) =>
      callWith(clientOf(undefined, other))<SyncResult>('sync_now', input),
    beforeRequest,
    sync: (input: object = {}) => call<SyncResult>('sync_now', input),
  };
}

/** What the copy holds of a Workspace, without what each run writes anew. */
export async function copyOf(db: Awaited<ReturnType<typeof newDatabase>>['db']) {
  const tables = [
    'spaces',
    'folders',
    'lists',
    'tasks',
    'task_assignees',
    'task_tags',
    'task_lists',
    'task_deps',
    'task_teams',
    'team_members',
    'custom_field_values',
    'time_entries',
    'members',
    'statuses',
  ];
  const copy: Record<string, unknown[]> = {};
  for (const table of tables) {
    const rows = await db.query(
      `SELECT to_jsonb(t) - 'seen_run' - 'deleted_at' AS row, (to_jsonb(t) ->> 'deleted_at') IS NULL AS lives FROM cu.${table} t`,
    );
    copy[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return copy;
}

export const migrated = async (db: Database): Promise<Database> => {
  await migrate(db, schema);
  return db;
};

/**
 * The rows of what is not deleted, each as a text that begins with its table; the same on both databases. Tasks of `except`, and what hangs on
 * them, are left out.
 */
export async function liveCopyOf(db: Database, except: ReadonlySet<string> = new Set()): Promise<Set<string>> {
  const ofTasks = `JOIN cu.tasks p USING (workspace_id, task_id) WHERE p.deleted_at IS NULL`;
  const tables = {
    spaces: 'WHERE t.deleted_at IS NULL',
    folders: 'WHERE t.deleted_at IS NULL',
    lists: 'WHERE t.deleted_at IS NULL',
    statuses: '',
    members: '',
    tasks: 'WHERE t.deleted_at IS NULL',
    task_assignees: ofTasks,
    task_tags: ofTasks,
    task_lists: ofTasks,
    task_deps: ofTasks,
    task_teams: ofTasks,
    team_members: '',
    custom_field_values: ofTasks,
    time_entries: 'WHERE t.deleted_at IS NULL',
    task_time: 'WHERE t.ms <> 0',
    person_time: 'WHERE t.ms <> 0',
    day_time: 'WHERE t.ms <> 0',
  };
  return db.transaction(async (tx) => {
    await tx.query("SET LOCAL TimeZone = 'UTC'");
    const copy = new Set<string>();
    for (const [table, where] of Object.entries(tables)) {
      const rows = await tx.query<{ row: { task_id?: string } }>(
        `SELECT to_jsonb(t) - 'seen_run' - 'deleted_at' - 'deleted_reason' AS row FROM cu.${table} t ${where}`,
      );
      for (const { row } of rows) if (!except.has(row.task_id ?? '')) copy.add(`${table} ${JSON.stringify(row)}`);
    }
    return copy;
  });
}
