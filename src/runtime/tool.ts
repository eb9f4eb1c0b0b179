import type { ZodType } from 'zod';
import type { ToolNames } from './advice.js';

/** What a tool may do to a Workspace: look, change, or destroy. */
export type Effect = 'read' | 'write' | 'delete';

/**
 * How much of each object an answer carries: the fields a person looks at; everything that holds something, each once; or
 * what ClickUp sent, as it sent it.
 *
 * @example
 * const detail: Detail = 'full';
 */
export type Detail = 'concise' | 'full' | 'raw';

/**
 * One tool: data, a schema that loads on first use, and a function. Everything that serves tools
 * (SDK, MCP, CLI, docs, tests) works on this type alone.
 */
export interface Tool<Input = unknown, Data = unknown, Ctx = unknown> {
  readonly name: string;
  readonly effect: Effect;
  /** Advertised argument names, in order: unknown arguments are compared with them. */
  readonly parameters: readonly string[];
  /** The read tool that tells whether a write whose answer was lost took effect. */
  readonly settledBy?: string;
  /** Arguments that people expect here and that the API ignores: what is so, and the tool that does it. */
  readonly redirects?: Readonly<Record<string, { readonly fact: string; readonly tool: string }>>;
  schema(): Promise<ZodType>;
  run(ctx: Ctx, input: Input): Promise<Data>;
}

/**
 * A registry row: enough to list and find a tool without loading its code.
 *
 * @example
 * const rows: ToolEntry[] = chooseTools({ profile: 'read' });
 * console.log(rows.map(({ name, effect }) => `${name} ${effect}`));
 */
export interface ToolEntry {
  readonly name: string;
  /** The set it is switched on and off with. */
  readonly toolset: string;
  readonly category: string;
  readonly effect: Effect;
  /** Services that it cannot work without; where one is absent, the tool is not offered. */
  readonly needs?: readonly string[];
  /** Its method in the SDK: `task.createBulk`. */
  readonly sdk: { readonly namespace: string; readonly method: string };
  load(): Promise<Tool<never, unknown, never>>;
}

/** Tools that are switched on and off together. */
export interface Toolset {
  readonly title: string;
  /** Served unless somebody chooses otherwise. */
  readonly isDefault: boolean;
  readonly tools: readonly ToolEntry[];
}

/** A selection of tools to start from, and what it costs a model in o200k_base tokens. */
export interface Profile {
  readonly description: string;
  readonly toolsets: readonly string[];
  readonly tools: readonly string[];
  readonly effects?: readonly Effect[];
  readonly count: number;
  readonly tokens: number;
}

/** Another name of a tool. */
export interface Alias {
  readonly tool: string;
  /** The toolset that lists it, where that is not `contract`. */
  readonly toolset?: string;
  /** Other names of its arguments, in snake case. */
  readonly arguments?: Readonly<Record<string, string>>;
  /** Arguments that the name stands for, unless they are given. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Arguments that say, with this value, what is so anyway. */
  readonly ignored?: Readonly<Record<string, string>>;
}

/** A tool as an MCP client sees it: a row of `tools/list`, ready to send. */
export interface ListedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { readonly type: 'object'; readonly [keyword: string]: unknown };
  /** What its results hold; where that is asked for. */
  readonly outputSchema?: Readonly<Record<string, unknown>>;
  readonly annotations: {
    readonly title: string;
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: boolean;
  };
  /** The page that a client may show for its results. https://modelcontextprotocol.io/docs/extensions/apps */
  readonly _meta?: { readonly ui: { readonly resourceUri: string } };
}

/** The names of the tools in a list, by their place in the SDK or themselves. */
export function namesOf(tools: readonly ToolEntry[]): ToolNames {
  // Made when advice first names a tool: few clients ever need it.
  let names: Map<string, string> | undefined;
  return (tool) => {
    names ??= new Map(
      tools.flatMap(({ name, sdk }) => [[name, name] as const, [`${sdk.namespace}.${sdk.method}`, name] as const]),
    );
    return names.get(tool);
  };
}
