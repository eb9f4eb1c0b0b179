import * as z from 'zod';
import type { Context } from '../clickup/context.js';
import type { Database } from '../db/database.js';
import { DatabaseError, explainedRefusal } from '../db/database-error.js';
import { clickUpError } from '../runtime/errors.js';
import type { Effect, ListedTool, Tool, ToolEntry } from '../runtime/tool.js';
import { chartPage } from './charts/app.js';
import type { Stream } from './sync/streams.js';

/** The six groups of tools, and what keeps the copy itself. */
export const groups = {
  structure: 'Workspace structure',
  tasks: 'Task management',
  analytics: 'PM analytics',
  projects: 'Project configuration',
  intelligence: 'Project intelligence',
  mapping: 'Sync and mapping',
  sync: 'Sync',
} as const;
export type Group = keyof typeof groups;

/** What a client of these tools has besides ClickUp, as the service `analytics`. */
export interface AnalyticsService {
  db: Database;
  /** PostgreSQL with a role that may only read, for SQL of models. */
  readerUrl?: string | undefined;
  /** The Space that syncs read and that reports are of, where they are given no other scope; default: all. */
  spaceId?: string | undefined;
  /** What syncs read of tasks besides; default: values of custom fields. */
  streams?: ReadonlySet<Stream> | undefined;
}

/** A tool as it is written down: one row of data, and what it does with checked input. */
export interface AnalyticsTool<Input extends z.ZodObject = z.ZodObject> {
  name: string;
  group: Group;
  /** What it gives, in a sentence or two. */
  description: string;
  effect?: Effect;
  input: Input;
  /** Whether it can add a picture. */
  hasChart?: boolean;
  run(ctx: Context, input: z.output<Input>): Promise<object>;
}

/** Gives `run` the type of its input; lists hold tools of any input. */
export const defineTool = <Input extends z.ZodObject>(tool: AnalyticsTool<Input>): AnalyticsTool =>
  tool as unknown as AnalyticsTool;

const serviceOf = (ctx: Context) => ctx.services.analytics as AnalyticsService;

export const databaseOf = (ctx: Context): Database => serviceOf(ctx).db;

/** The Space to which CLICKUP_SPACE_ID narrows syncs and reports. */
export const usualSpaceOf = (ctx: Context): string | undefined => serviceOf(ctx).spaceId;

export const streamsToSync = (ctx: Context): ReadonlySet<Stream> | undefined => serviceOf(ctx).streams;

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The registry's row of a tool, for `createClickUp({ tools, services: { analytics } })`. */
export const entryOf = ({ name, group, effect = 'read', input, run }: AnalyticsTool): ToolEntry => ({
  name,
  toolset: 'analytics',
  category: groups[group],
  effect,
  needs: ['analytics'],
  sdk: { namespace: 'analytics', method: camel(name) },
  load: async () =>
    ({
      name,
      effect,
      parameters: Object.keys(input.shape),
      schema: async () => input.strict(),
      run: (ctx: Context, given: never) => run(ctx, given).catch(rethrow),
    }) as Tool<never, unknown, never>,
});

/** What the database refused is no fault of ClickUp's answers. */
function rethrow(error: unknown): never {
  if (!(error instanceof DatabaseError)) throw error;
  throw (
    explainedRefusal(error) ??
    clickUpError('SERVER_ERROR', `The database refuses what this tool asks: ${error.message}`, {
      suggestion:
        'Run the same again; what was written before is kept. `clickup-analytics status` shows the last syncs.',
      details: { sql_state: error.sqlState },
      cause: error,
    })
  );
}

/** As much of JSON Schema as zod writes of these inputs. */
interface Schema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  [keyword: string]: unknown;
}

/** A schema as every client takes it: each value has one type, and its default stands in words. False is what is not given. */
function plain({ default: usual, description, type, items, properties, ...rest }: Schema): Schema {
  const words = usual === undefined || usual === false ? description : withDefault(description, usual);
  return {
    // A number is taken as text too.
    ...(type !== undefined && { type: Array.isArray(type) ? 'string' : type }),
    ...(words !== undefined && { description: words }),
    ...(items && { items: plain(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, plain(each)])),
    }),
    ...rest,
  };
}

function withDefault(description: string | undefined, usual: unknown): string {
  const value = String(usual);
  const said = description?.replace(/\.$/, '');
  if (said === undefined) return `Default: ${value}.`;
  return /\bdefault\b/i.test(said) ? `${said}.` : `${said}; default ${value}.`;
}

/** A tool as `tools/list` shows it. */
export function listedOf({ name, description, effect = 'read', input, hasChart = false }: AnalyticsTool): ListedTool {
  const { $schema: _, ...inputSchema } = plain(z.toJSONSchema(input.strict(), { io: 'input' }) as Schema);
  return {
    name,
    description,
    inputSchema: inputSchema as ListedTool['inputSchema'],
    annotations: {
      title: name.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase()),
      readOnlyHint: effect === 'read',
      destructiveHint: effect === 'delete',
      idempotentHint: effect !== 'write',
      openWorldHint: false,
    },
    ...(hasChart && { _meta: { ui: { resourceUri: chartPage } } }),
  };
}
