/**
 * The intermediate representation: what the documents and the manifest together say, and all that the
 * emitters may know. Plain serialisable data. `build/model.ts` makes it; `emit/*` read it.
 */

import type { Scalar } from '../src/runtime/scalars.js';
import type { McpOffers } from './manifest/mcp.js';

/** The subset of JSON Schema 2020-12 that tool inputs keep to: one `type` each, no combinators, no references. */
export interface JsonSchema {
  type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  description?: string;
  enum?: readonly string[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  additionalProperties?: boolean;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
}

export type Effect = 'read' | 'write' | 'delete';
export const operationEffects = ['read', 'write', 'delete', 'admin'] as const;
/** What an operation does: looks, changes, destroys, or decides who may see or do what. */
export type OperationEffect = (typeof operationEffects)[number];
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Tools that are switched on and off together. */
export interface Toolset {
  /** Also the name of its folder in `openapi/tools`. */
  id: string;
  title: string;
  description: string;
  /** Served unless somebody chooses otherwise. */
  isDefault: boolean;
  /** The one program that serves it; absent where every program does. */
  program?: 'hosted';
  /** Most tokens of it that may reach a model. */
  tokens?: number;
  /** The template of a tool's page, `templates/<page>.md.hbs`. */
  page: string;
  completeness: Completeness;
  categories: readonly Category[];
}

export interface Category {
  name: string;
  /** As tool names and SDK namespaces have it: `custom_field`. */
  noun: string;
  /** The namespace of the SDK, where it is not named after the noun. */
  namespace?: string;
  description: string;
}

/** A selection of tools to start from. */
export interface Profile {
  id: string;
  description: string;
  /** Whole toolsets, and tools by name. */
  toolsets: readonly string[];
  tools: readonly string[];
  /** Keeps those of its tools whose effect is one of these. */
  effects?: readonly Effect[];
  /** Most tokens of it that may reach a model. */
  tokens?: number;
}

/** Another name of a tool, without `clickup_`. */
export interface Alias {
  name: string;
  tool: string;
  /** The toolset that lists it. */
  toolset: 'contract' | 'truto';
  arguments: Readonly<Record<string, string>>;
  set: Readonly<Record<string, unknown>>;
  ignored: Readonly<Record<string, string>>;
  /** Arguments that are taken and not listed. */
  unlisted: readonly string[];
  /** Descriptions that are listed instead of those of the tool, by argument as the alias calls it. */
  described: Readonly<Record<string, string>>;
  /** What is said of it instead of the description of the tool. */
  description?: string | undefined;
}

/** How much each tool of a toolset must have; what is left out is not asked for. */
export interface Completeness {
  useCases?: number;
  examples?: number;
  /** At least. */
  permissions?: number;
  related?: { min: number; max: number };
}

/** One operation of the corrected API. */
export interface Operation {
  id: string;
  /** The id that ClickUp's own reference page is named after. */
  publishedId: string;
  method: HttpMethod;
  path: string;
  summary: string;
  description: string;
  parameters: readonly OperationParameter[];
  /** Top-level properties of the JSON request body. */
  body: readonly OperationParameter[];
  bodyRequired: boolean;
  contentType: 'application/json' | 'multipart/form-data' | 'none';
  /** Top-level properties of the answer; undefined where the document leaves it open or it is no object. */
  answer: readonly string[] | undefined;
  effect: OperationEffect;
  /**
   * Where a request says what it is about, by place: `path.task_id` to `task`. A place instead of a noun holds the
   * noun: `path.entity_id` to `path.entity_type`.
   */
  location: Readonly<Record<string, string>>;
}

export interface OperationParameter {
  name: string;
  in: 'path' | 'query' | 'body';
  required: boolean;
  description: string;
  type: WireType;
}

/** What a place on the wire takes, as far as converters care; `other` is anything they leave alone. */
export type WireType = 'string' | 'number' | 'boolean' | 'string[]' | 'number[]' | 'named[]' | 'other';

/** One argument of a tool. */
export interface Parameter {
  name: string;
  /** The meaning, which decides the advertised schema and the conversion on the way in; see `kinds.ts`. */
  kind: string;
  required: boolean;
  /** The argument that makes up for this one: without either, the call is refused. */
  requiredUnless?: string;
  /** What `tools/list` says; as short as it can teach. Its `description` is the argument's. */
  schema: JsonSchema;
  /** What the reference page says. */
  doc: string;
  example: unknown;
  /** The arguments inside: of the object, or of each object of the list. */
  fields?: readonly Parameter[];
}

/** How one argument reaches the wire: into which place of which operation, through which converter. */
export interface Binding {
  parameter: string;
  kind: string;
  in: 'path' | 'query' | 'body';
  /** Wire name; dots lead into nested body objects. */
  wire: string;
  type: WireType;
  /** The wire cannot do without it. */
  required: boolean;
  /** The date goes with the flag `<wire>_time`, which says whether its time of day counts. */
  timeFlag?: true;
  /** The operation takes custom task ids, said by two query parameters. */
  customTaskIds?: true;
}

/** One operation as a tool calls it. */
export interface BoundOperation {
  operation: string;
  /** Arguments that must all be present (`list_id`) or have a value (`kind=task`) for this branch of a route; empty for the only or the last branch. */
  when: readonly string[];
  bindings: readonly Binding[];
  /** Values sent always. */
  send: { query: Record<string, unknown>; body: Record<string, unknown> };
  /** The request carries a JSON body, if only an empty one. */
  hasBody: boolean;
  /** Response path of each returned field, where it differs from the field's own `from`; null where the answer has no such field. */
  from: Record<string, string | null>;
}

/** How the API pages: numbered pages of `size`, comments before a comment, or v3's cursors. `items` is the field of the answer that is paged. */
export interface Paging {
  by: 'page' | 'comments';
  size: number;
  items: string;
}

export type Implementation =
  | { type: 'operation'; call: BoundOperation; paging?: Paging }
  | { type: 'route'; calls: readonly BoundOperation[]; paging?: Paging }
  | { type: 'handler'; module: string; function: string };

/** One field of an answer or of a shape, from the notation `type < path -- description`. */
export interface Field {
  name: string;
  optional: boolean;
  type: FieldType;
  /** Where it stands in the API's object: dots, and `[]` to map over an array. */
  from: string;
  /** In `returns` of operations only: echo this argument, or a literal. */
  echo?: { input: string } | { literal: boolean | string | number };
  description: string;
}

export type FieldType =
  | { is: 'scalar'; scalar: Scalar }
  | { is: 'shape'; shape: string }
  | { is: 'object'; fields: readonly Field[] }
  | { is: 'array'; of: FieldType }
  | { is: 'map'; of: FieldType };

/** A noun in its short form: which fields, from where, in what form. */
export interface Shape {
  name: string;
  description: string;
  fields: readonly Field[];
}

export interface Example {
  title: string;
  input: Record<string, unknown>;
  /** What the reader should see in it, in a sentence. */
  note?: string;
  /** Calls made before, on the same sandbox, and not shown. */
  before?: readonly { tool: string; input: Record<string, unknown> }[];
  /** A sandbox fault in force during the example. */
  fault?: string;
}

export interface Annotations {
  title: string;
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: boolean;
}

export interface Tool {
  name: string;
  /** Id of its toolset. */
  toolset: string;
  /** Name of its category. */
  category: string;
  /** The parts of its name: `custom_field` and `set`. */
  noun: string;
  action: string;
  /** SDK twin: namespace and method, `task.createBulk`. */
  sdk: { namespace: string; method: string };
  title: string;
  description: string;
  effect: Effect;
  /** When `confirm: "yes"` is asked for: always, for what destroys in part (the handler knows when), or never. */
  confirm: 'always' | 'partial' | 'never';
  annotations: Annotations;
  implementation: Implementation;
  /** Every operation a call may reach, by corrected id. */
  operations: readonly string[];
  parameters: readonly Parameter[];
  inputSchema: JsonSchema;
  returns: readonly Field[];
  /** True when `detail` chooses between the short and the full form. */
  hasDetail: boolean;
  /** True when `fields` picks what the tasks of a list show. */
  hasTaskFields: boolean;
  /** Filters that an empty answer names, because ClickUp does not say whether what they name exists. */
  unverifiedFilters: readonly string[];
  /** What a tool cannot work without besides ClickUp, such as a store. */
  needs: readonly string[];
  /** The least plan that has what it does, where not all do. */
  plan?: 'unlimited' | 'business' | 'business-plus' | 'enterprise';
  /** The read that settles a write whose answer was lost. */
  settledBy: string;
  /** Arguments that people expect here, and the tool that does what they stand for. */
  redirects: Readonly<Record<string, { fact: string; tool: string }>>;
  apiCalls: string;
  useCases: readonly string[];
  permissions: readonly { name: string; why: string }[];
  related: readonly { tool: string; why: string }[];
  examples: readonly Example[];
  since: string;
  changes: readonly { version: string; date: string; text: string }[];
  /** Where the entry stands in the manifest, for messages. */
  source: { file: string; line: number };
}

export interface Model {
  /** In the order of every surface, as are their categories and their tools. */
  toolsets: readonly Toolset[];
  profiles: readonly Profile[];
  aliases: readonly Alias[];
  /** What MCP clients are offered beside the tools. */
  mcp: McpOffers;
  tools: readonly Tool[];
  shapes: readonly Shape[];
  operations: readonly Operation[];
  /** Why no tool calls operations whose path has one of these parts; the first that fits counts. */
  uncalled: readonly { area: string; paths: readonly string[]; why: string }[];
}
