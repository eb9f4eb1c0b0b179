import type { Tools } from '../../generated/contracts.js';
import type { CallOptions } from '../runtime/call.js';
import type { DryRun, Envelope } from '../runtime/envelope.js';

type ToolName = keyof Tools;

/**
 * Tools whose input takes a cursor.
 *
 * @example
 * const listing: PagedTool = 'clickup_task_list';
 * for await (const page of clickup.pages(listing, { list_id: '901710000303' })) console.log(page);
 */
export type PagedTool = { [N in ToolName]: 'cursor' extends keyof Tools[N]['input'] ? N : never }[ToolName];

/** Tools whose input takes `detail`. */
type DetailTool = { [N in ToolName]: Tools[N] extends { full: unknown } ? N : never }[ToolName];

/** Tools whose input takes `dry_run`. */
type WritingTool = { [N in ToolName]: 'dry_run' extends keyof Tools[N]['input'] ? N : never }[ToolName];

type FullDataOf<N extends ToolName> = Tools[N] extends { full: infer Full } ? Full : never;

/** Whatever a call may give whose `detail` and `dry_run` are known only when it runs. */
type OutcomeOf<N extends ToolName> = Tools[N]['data'] | FullDataOf<N> | (N extends WritingTool ? DryRun : never);

type DryInput<N extends ToolName> = Tools[N]['input'] & { dry_run: true };
type FullInput<N extends ToolName> = Tools[N]['input'] & Wet<N> & ({ detail: 'full' | 'raw' } | PickedInput<N>);
/** An input that picks what the tasks of a list show. */
type PickedInput<N extends ToolName> = Tools[N]['input'] extends TaskFields ? { fields: string[] } : never;
type TaskFields = { fields?: string[] | undefined };
/** An input that asks for neither a dry run nor everything, and picks nothing. */
type PlainInput<N extends ToolName> = Tools[N]['input'] & Concise<N> & Wet<N>;

type Wet<N extends ToolName> = N extends WritingTool ? { dry_run?: false | undefined } : unknown;
type Concise<N extends ToolName> = N extends DetailTool
  ? { detail?: 'concise' | undefined } & (Tools[N]['input'] extends TaskFields ? { fields?: undefined } : unknown)
  : unknown;

/** `clickup.call`: the last signature is for inputs whose `detail` or `dry_run` is not a literal. */
export interface CallByName {
  /** A name that is known only when it runs says nothing about the data. */
  <Name extends string>(
    name: Name extends keyof Tools ? never : Name,
    input: unknown,
    options?: CallOptions,
  ): Promise<Envelope>;
  <Name extends WritingTool>(name: Name, input: DryInput<Name>, options?: CallOptions): Promise<Envelope<DryRun>>;
  <Name extends DetailTool>(
    name: Name,
    input: FullInput<Name>,
    options?: CallOptions,
  ): Promise<Envelope<FullDataOf<Name>>>;
  <Name extends keyof Tools>(
    name: Name,
    input: PlainInput<Name>,
    options?: CallOptions,
  ): Promise<Envelope<Tools[Name]['data']>>;
  <Name extends keyof Tools>(
    name: Name,
    input: Tools[Name]['input'],
    options?: CallOptions,
  ): Promise<Envelope<OutcomeOf<Name>>>;
}

/** `clickup.pages`, in the same order. */
export interface PagesByName {
  <Name extends PagedTool & DetailTool>(
    name: Name,
    input: FullInput<Name>,
    options?: CallOptions,
  ): AsyncGenerator<FullDataOf<Name>>;
  <Name extends PagedTool>(
    name: Name,
    input: PlainInput<Name>,
    options?: CallOptions,
  ): AsyncGenerator<Tools[Name]['data']>;
  <Name extends PagedTool>(
    name: Name,
    input: Tools[Name]['input'],
    options?: CallOptions,
  ): AsyncGenerator<OutcomeOf<Name>>;
}
