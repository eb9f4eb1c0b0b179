import { parseArgs } from 'node:util';
import { UsageError } from '../cli/usage.js';
import { type Embedded, embeddedOf } from '../node/embedded.js';
import { nearest } from '../runtime/nearest.js';

const options = {
  sandbox: { type: 'boolean' },
  now: { type: 'string' },
  folder: { type: 'string' },
  'env-file': { type: 'string' },
  json: { type: 'boolean' },
  full: { type: 'boolean' },
  'history-days': { type: 'string' },
  confirm: { type: 'string' },
  http: { type: 'boolean' },
  port: { type: 'string' },
  'rest-port': { type: 'string' },
  rows: { type: 'string' },
  sql: { type: 'boolean' },
  profile: { type: 'string' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

/** A command as typed. */
export interface Command {
  words: string[];
  /** `name=value` words, values as JSON where they are such. */
  named: Record<string, unknown>;
  sandbox: false | Embedded;
  folder: string | undefined;
  envFile: string | undefined;
  json: boolean;
  full: boolean;
  historyDays: number | undefined;
  confirm: string | undefined;
  http: boolean;
  port: string | undefined;
  restPort: string | undefined;
  rows: number | undefined;
  sql: boolean;
  profile: string | undefined;
  help: boolean;
  version: boolean;
}

export function readCommand(args: readonly string[]): Command {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(options, token.name)) {
      const near = nearest(token.name, Object.keys(options));
      throw new UsageError(
        `unknown option --${token.name}`,
        near ? `Did you mean --${near}?` : 'clickup-analytics --help lists them.',
      );
    }
    const takesValue = options[token.name as keyof typeof options].type === 'string';
    if (takesValue !== (token.value !== undefined))
      throw new UsageError(
        `--${token.name} ${takesValue ? 'needs a value' : 'takes no value'}`,
        'clickup-analytics --help shows how it is written.',
      );
  }
  const text = (name: keyof typeof options) => values[name] as string | undefined;
  const isSet = (name: keyof typeof options) => values[name] === true;
  const isNamed = (word: string) => /^[a-z]\w*=/i.test(word);
  return {
    words: positionals.filter((word) => !isNamed(word)),
    named: Object.fromEntries(positionals.filter(isNamed).map(pairOf)),
    sandbox: isSet('sandbox') && embeddedOf({ now: text('now') }),
    folder: text('folder'),
    envFile: text('env-file'),
    json: isSet('json'),
    full: isSet('full'),
    historyDays: text('history-days') === undefined ? undefined : Number(text('history-days')),
    confirm: text('confirm'),
    http: isSet('http'),
    port: text('port'),
    restPort: text('rest-port'),
    rows: text('rows') === undefined ? undefined : countOf('--rows', text('rows')!),
    sql: isSet('sql'),
    profile: text('profile'),
    help: isSet('help'),
    version: isSet('version'),
  };
}

function countOf(name: string, given: string): number {
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw new UsageError(`${name} is ${given || 'empty'}`, 'Give a whole number from 1 on.');
}

function pairOf(word: string): [string, unknown] {
  const at = word.indexOf('=');
  const value = word.slice(at + 1);
  return [word.slice(0, at), /^(\[|\{|true$|false$|null$)/.test(value) ? JSON.parse(value) : value];
}

export const help = `clickup-analytics: a synced copy of a Workspace, and reports from it.

Usage
  clickup-analytics sync [--full] [--history-days 365] [--confirm deletions]
      Bring the copy up to date: everything at first, then what changed.
  clickup-analytics status
      How fresh the copy is, and what the last syncs did.
  clickup-analytics report
      List the reports.
  clickup-analytics report <name> [argument=value ...] [--json]
      Run one: clickup-analytics report get_weekly_timesheet period=last_week
  clickup-analytics query "select * from time_logs limit 10" [--rows 1000] [--json]
      One statement that reads. Views: tasks, employees, time_logs, daily_syncs.
  clickup-analytics serve [--http] [--port 8001] [--rest-port 8000|off]
      Serve the tools to MCP clients over stdio; in a terminal or with --http
      over Streamable HTTP, with the dashboard, the sync service and a schedule.
      --sql adds query_sql, one statement that reads; --profile analytics-small
      serves the 20 tools asked for most, in short, to small local models.
  clickup-analytics prompt
      The system prompt for such a model.
  clickup-analytics status-rules ["qa*=active" "review=" ...]
      List what statuses mean; set it by name or pattern, or take it back.
  clickup-analytics import-projects project_map.json
      Add the projects of a file to the registry.
  clickup-analytics webhooks [remove]
      The webhooks that serve has registered with ClickUp; or remove them.
  clickup-analytics reset --confirm yes
      Drop the copy; the next sync reads everything again.

Options
  --sandbox           Work on an offline ClickUp with sample data, in memory.
  --folder PATH       Where the embedded database lies.
  --env-file FILE     Read settings from a file; none is read otherwise.

Settings
  DATABASE_URL        PostgreSQL 15 or later; without it an embedded database.
  CLICKUP_SPACE_ID    The only Space to sync, and that of reports without a scope.
  ANALYTICS_FOLDER    Default: ~/.local/share/clickup-analytics
  ANALYTICS_SQL_URL   PostgreSQL with a role that may only read, for query_sql.
  ANALYTICS_STREAMS   What syncs read of tasks besides: custom_fields (default), time_in_status, comments; or off.
  ANALYTICS_SCHEDULE  When serve syncs, as a cron pattern; default */10 * * * *, or off
  ANALYTICS_TIME_ZONE Default: that of your ClickUp profile.
  ANALYTICS_PUBLIC_URL  Where ClickUp reaches serve, for webhooks: https://...
  MCP_HTTP_TOKEN      What others than this machine must show.
  CLICKUP_API_KEY and the others of clickup-tools.
`;
