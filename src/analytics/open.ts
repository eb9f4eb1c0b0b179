import { homedir } from 'node:os';
import { join } from 'node:path';
import { tools as standardTools } from '../../generated/tools/index.js';
import type { ClickUp } from '../client/create-clickup.js';
import type { ClickUpOptions } from '../client/options.js';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/setting.js';
import type { Database, DatabaseOptions } from '../db/database.js';
import { migrate } from '../db/migrate.js';
import { openDatabase } from '../db/open-database.js';
import type { Embedded } from '../node/embedded.js';
import { openClient } from '../node/open-client.js';
import { longestTimerMs } from '../runtime/clock.js';
import { Metrics } from '../runtime/metrics.js';
import { recordable } from './dashboard/recorded.js';
import { schema } from './schema/index.js';
import { readSpaceId } from './space.js';
import { readStreams, type Stream } from './sync/streams.js';
import { type AnalyticsTool, entryOf } from './tool.js';
import { analyticsTools } from './tools/index.js';
import { sqlTool } from './tools/sql.js';
import { webhookTools } from './webhooks/tools.js';

export interface Analytics {
  /** The tools of analytics, and what they read in ClickUp. */
  clickup: ClickUp;
  db: Database;
  /** The tools of analytics, in the order in which they are listed. */
  tools: readonly AnalyticsTool[];
  /** Counts what the client does. */
  metrics: Metrics;
  /** The Workspace that was chosen; undefined where there is one only. */
  workspaceId: string | undefined;
  close(): Promise<void>;
}

/** A first sync of a large Workspace takes as long as ClickUp's limits say. */
export const longestDeadlineMs = longestTimerMs;

/** Where the embedded database lies, unless it is said. https://specifications.freedesktop.org/basedir-spec/latest/ */
export const usualFolder = ({ ANALYTICS_FOLDER, XDG_DATA_HOME }: Environment): string =>
  ANALYTICS_FOLDER || join(XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'clickup-analytics');

export interface OpenAnalytics {
  config: Config;
  env: Environment;
  /** A sandbox instead of the account; its copy is in memory, unless a folder is named. */
  sandbox: false | Embedded;
  folder?: string | undefined;
  /** Whether `query_sql` is among the tools. */
  sql?: boolean;
}

/** The same as the settings of the environment say. */
export async function openAnalytics({ config, env, sandbox, folder, sql = false }: OpenAnalytics): Promise<Analytics> {
  return openCopy({
    url: sandbox ? undefined : env.DATABASE_URL || undefined,
    folder: sandbox ? folder : (folder ?? usualFolder(env)),
    workspaceId: config.workspaceId,
    sql,
    readerUrl: env.ANALYTICS_SQL_URL || undefined,
    // A sandbox has Spaces of its own.
    spaceId: sandbox ? undefined : readSpaceId(env),
    streams: readStreams(env),
    openClient: (ofAnalytics) => openClient({ deadlineMs: longestDeadlineMs, ...config, ...ofAnalytics }, { sandbox }),
  });
}

interface OpenCopy extends Pick<DatabaseOptions, 'url' | 'folder'> {
  workspaceId: string | undefined;
  /** Whether `query_sql` is among the tools. */
  sql?: boolean;
  readerUrl?: string | undefined;
  /** The only Space to sync, and that of reports without a scope. */
  spaceId?: string | undefined;
  /** What syncs read of tasks besides. */
  streams?: ReadonlySet<Stream> | undefined;
  /** Opens a client with these options beside its own. */
  openClient(ofAnalytics: Pick<ClickUpOptions, 'metrics' | 'tools' | 'services'>): Promise<ClickUp>;
}

/** Opens the database, brings its schema up to date, and opens a client with the tools of analytics. */
export async function openCopy(options: OpenCopy): Promise<Analytics> {
  const { url, folder, workspaceId, sql = false, readerUrl, spaceId, streams } = options;
  const db = await openDatabase({ url, folder });
  try {
    await migrate(db, schema);
    const tools = sql ? [...analyticsTools, sqlTool] : analyticsTools;
    const metrics = new Metrics();
    const clickup = await options.openClient({
      metrics,
      tools: [...standardTools, ...[...tools, ...webhookTools].map(entryOf)],
      services: { analytics: { db: recordable(db), readerUrl, spaceId, streams } },
    });
    return {
      clickup,
      db,
      tools,
      metrics,
      workspaceId,
      async close() {
        clickup.close();
        await db.close();
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}
