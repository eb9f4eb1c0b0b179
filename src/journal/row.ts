import type { OperationId } from '../../generated/operations.js';

/** An object as ClickUp shows it. */
export type Wire = Record<string, unknown>;

/** A request that writes, taken apart. */
export interface Sent {
  readonly id: OperationId;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The body, where it is JSON. */
  readonly body: unknown;
}

/** A request that takes something back. */
export interface Step {
  readonly id: OperationId;
  readonly path: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** What something is a part of, which no operation reads by itself: a checklist of a task, a comment of a List. */
export interface Whole {
  readonly noun: 'task' | 'list' | 'view' | 'comment' | 'goal' | 'chat_channel' | 'chat_message';
  readonly id: string;
  /** What says that the id of a task is a custom id. */
  readonly query?: Readonly<Record<string, string>>;
}

/** Reads of what is there. An answer that cannot be had is undefined. */
export interface Reads {
  get(
    id: OperationId,
    path: Readonly<Record<string, string>>,
    query?: Readonly<Record<string, string>>,
  ): Promise<Wire | undefined>;
  /** What a checklist, comment, key result or message belongs to, if an answer told it before. */
  whole(noun: string, id: string): Promise<Whole | undefined>;
}

/** How a value is shown to people. */
export type Kind =
  | 'text'
  | 'date'
  | 'duration'
  | 'priority'
  | 'person'
  | 'people'
  | 'group'
  | 'groups'
  | 'task'
  | 'list'
  | 'place'
  | 'access'
  | 'type';

/** One thing that a request changes; values stand in the form in which they are written. */
export interface Change {
  readonly name: string;
  readonly kind: Kind;
  /** Undefined where nothing tells it. */
  readonly before: unknown;
  readonly after: unknown;
}

/** How a change is taken back; `except` says what is not. */
export type Inverse =
  | { readonly steps: readonly Step[]; readonly except?: readonly string[] }
  | { readonly none: string };

export interface Helpers {
  /** Whether a stamp marks a day without a time. */
  isDay(ms: number): boolean;
}

/** What one operation does: how to see what it changes, what changes, and how that is taken back. */
export interface Row {
  /** What it does, to what: `update`, `task`. */
  readonly verb: string;
  readonly noun: string;
  /** Reads what it changes; absent where it makes something, or where nothing reads it. */
  read?(sent: Sent, reads: Reads): Promise<Wire | undefined>;
  /** Reads what it made, by its id, or what an update left under another name. */
  made?(sent: Sent, id: string, reads: Reads): Promise<Wire | undefined>;
  /** What it changes of an object; without one, what it sets. */
  changes(sent: Sent, object: Wire | undefined): readonly Change[];
  /** What would be lost for good, in words: "3 subtasks". */
  loses?(sent: Sent, object: Wire | undefined, reads: Reads): Promise<readonly string[]>;
  /** How it can be read next time, where it could not. */
  readonly unread?: string;
  /** Why it is never taken back. */
  readonly final?: string;
  /** How it is taken back, from what was there before and, once it was sent, ClickUp's answer. */
  inverse(sent: Sent, before: Wire | undefined, answer: Wire | undefined, helpers: Helpers): Inverse;
  /** The name of what it is about; default: that of the object. */
  name?(sent: Sent, object: Wire | undefined): string | undefined;
  /** The id of what it is about; default: the last of the path. */
  target?(sent: Sent, object: Wire | undefined): string | undefined;
}
