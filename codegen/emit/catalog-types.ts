import type { File } from './text.js';

/** The types of `catalog.json`, which TypeScript could only infer as one literal of 24,000 lines. */
export const emitCatalogTypes = (): File[] => [
  {
    path: 'generated/catalog.ts',
    text: `import catalog from './catalog.json' with { type: 'json' };

/** JSON Schema of an argument, in the subset that every MCP client takes: one \`type\` each, no combinators, no references. */
export interface ArgumentSchema {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly items?: ArgumentSchema;
  readonly properties?: Readonly<Record<string, ArgumentSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** An argument as the reference page has it. */
export interface CatalogParameter {
  readonly name: string;
  /** What the value means: \`date\`, \`task\`, \`markdown\`... */
  readonly kind: string;
  readonly type: ArgumentSchema['type'];
  readonly required: boolean;
  readonly description: string;
  readonly example?: unknown;
  /** The arguments inside: of the object, or of each object of the list. */
  readonly fields?: readonly CatalogParameter[];
}

/** A field of the answer. */
export interface CatalogField {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly description: string;
  readonly fields?: readonly CatalogField[];
}

export interface CatalogExample {
  readonly title: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What the reader should see in it. */
  readonly note?: string;
  /** Calls that went before, on the same sandbox. */
  readonly before?: readonly { readonly tool: string; readonly input: Readonly<Record<string, unknown>> }[];
  /** A sandbox fault in force during the example. */
  readonly fault?: string;
}

/** Everything there is to say about a tool. */
export interface CatalogTool {
  readonly name: string;
  readonly title: string;
  readonly toolset: string;
  readonly category: string;
  /** The parts of its name: \`custom_field\` and \`set\`. */
  readonly noun: string;
  readonly action: string;
  readonly description: string;
  readonly effect: 'read' | 'write' | 'delete';
  /** When it asks for \`confirm: "yes"\`. */
  readonly confirm: 'always' | 'partial' | 'never';
  readonly annotations: {
    readonly title: string;
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: boolean;
  };
  /** The typed method of the SDK: \`customField.set\`. */
  readonly sdk: string;
  /** How it was made: from one operation, from a choice between several, or by hand. */
  readonly binding: 'operation' | 'route' | 'handler';
  readonly inputSchema: ArgumentSchema & { readonly properties: Readonly<Record<string, ArgumentSchema>> };
  readonly outputSchema: Readonly<Record<string, unknown>>;
  readonly parameters: readonly CatalogParameter[];
  readonly returns: readonly CatalogField[];
  /** Every operation of ClickUp's API that it may call. */
  readonly operations: readonly {
    readonly id: string;
    readonly publishedId: string;
    readonly method: string;
    readonly path: string;
    readonly summary: string;
  }[];
  readonly useCases: readonly string[];
  readonly permissions: readonly { readonly name: string; readonly why: string }[];
  readonly related: readonly { readonly tool: string; readonly why: string }[];
  readonly examples: readonly CatalogExample[];
  readonly apiCalls: string;
  /** Services that it cannot work without. */
  readonly needs?: readonly string[];
  /** The least plan that has what it does; absent where all have. */
  readonly plan?: 'unlimited' | 'business' | 'business-plus' | 'enterprise';
  /** The read that tells whether a write whose answer was lost took effect. */
  readonly settledBy?: string;
  readonly since: string;
  readonly changes: readonly { readonly version: string; readonly date: string; readonly text: string }[];
}

/** Tools that are switched on and off together. */
export interface CatalogToolset {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Served unless somebody chooses otherwise. */
  readonly default: boolean;
  readonly categories: readonly { readonly name: string; readonly noun: string; readonly description: string }[];
}

export interface Catalog {
  readonly toolsets: readonly CatalogToolset[];
  /** By toolset and category, in the order of every surface. */
  readonly tools: readonly CatalogTool[];
}

export const { toolsets, tools: catalogTools } = catalog as unknown as Catalog;
`,
  },
];
