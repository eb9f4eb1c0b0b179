/** JSON Schema of one argument, as far as the catalogue uses it. */
export interface ArgumentSchema {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly enum?: readonly string[];
  readonly items?: { readonly type: string };
  readonly minimum?: number;
  readonly maximum?: number;
}

export type JsonObject = Record<string, unknown>;

export interface Parameter {
  readonly name: string;
  /** What the text means: `date`, `task`, `markdown`... */
  readonly kind: string;
  readonly required: boolean;
  readonly description: string;
  readonly example?: unknown;
}

export interface Example {
  readonly title: string;
  readonly input: JsonObject;
  readonly note?: string;
  /** Calls that set the scene. */
  readonly before?: readonly { readonly tool: string; readonly input: JsonObject }[];
}

/** A tool as `generated/catalog.json` describes it: the part that the site uses. */
export interface CatalogTool {
  readonly name: string;
  readonly title: string;
  readonly category: string;
  readonly description: string;
  readonly effect: 'read' | 'write' | 'delete';
  /** The typed method, such as `task.createBulk`. */
  readonly sdk: string;
  readonly inputSchema: { readonly properties: Readonly<Record<string, ArgumentSchema>> };
  readonly parameters: readonly Parameter[];
  readonly useCases: readonly string[];
  readonly examples: readonly Example[];
}

/** What a tool's page hands to its playground. */
export type PlaygroundTool = Pick<
  CatalogTool,
  'name' | 'title' | 'effect' | 'sdk' | 'parameters' | 'inputSchema' | 'examples'
>;

/** The word of the badge. */
export const effectWords = { read: 'reads', write: 'writes', delete: 'deletes' } as const;
