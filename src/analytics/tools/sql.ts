import * as z from 'zod';
import { openDatabase } from '../../db/open-database.js';
import { invalidInput } from '../../runtime/errors.js';
import { isReaderOnly, runQuery } from '../query.js';
import { type AnalyticsService, defineTool } from '../tool.js';

/** Most rows of one statement, and milliseconds that it may take: a model reads a few. */
const most = { rows: 1_000, timeoutMs: 10_000 };

/** Served where `serve` is asked for it: it reads all that the copy holds, whatever the scope of reports. */
export const sqlTool = defineTool({
  name: 'query_sql',
  group: 'sync',
  description:
    'Runs one SQL statement that reads the copy (PostgreSQL). Views: tasks, employees, time_logs, daily_syncs; tables cu.tasks, cu.time_entries, cu.lists and others have milliseconds and ids of ClickUp. Prefer a report where one answers.',
  input: z.object({
    sql: z.string().min(1).max(20_000).describe('One SELECT, WITH or VALUES.'),
    rows: z.int().min(1).max(most.rows).default(100).describe('Most rows.'),
  }),
  async run(ctx, { sql, rows }) {
    const { db, readerUrl } = ctx.services.analytics as AnalyticsService;
    const limits = { rows, timeoutMs: most.timeoutMs };
    if (db.kind === 'embedded') return shown(await runQuery(db, sql, limits));
    if (!readerUrl)
      throw invalidInput('SQL over MCP needs a role of its own', {
        parameter: 'ANALYTICS_SQL_URL',
        suggestion: 'Set ANALYTICS_SQL_URL to the address of the database with a role that may only read.',
      });
    // A session of its own for each statement: nothing that one sets or locks outlives it.
    const reader = await openDatabase({ url: readerUrl, maxConnections: 1, timeoutMs: most.timeoutMs });
    try {
      if (!(await isReaderOnly(reader)))
        throw invalidInput('The role of ANALYTICS_SQL_URL may do more than read the copy', {
          parameter: 'ANALYTICS_SQL_URL',
          suggestion:
            'Name a role without superuser, CREATE or write privileges: CREATE ROLE analytics_reader LOGIN; GRANT USAGE ON SCHEMA cu, analytics; GRANT SELECT ON ALL TABLES IN SCHEMA cu, analytics.',
        });
      return shown(await runQuery(reader, sql, limits));
    } finally {
      await reader.close();
    }
  },
});

const shown = ({ rows, isCut }: { rows: object[]; isCut: boolean }) => ({ rows, ...(isCut && { truncated: true }) });
