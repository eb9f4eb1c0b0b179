import type { JsonObject } from '../../context.js';
import type { COMMENTS, USERS } from '../ids.js';

type Person = keyof typeof USERS;

/** A seed comment: who, when (days back and time, UTC), what. */
export interface CommentSpec {
  readonly by: Person;
  readonly at: readonly [days: number, time: string];
  /** Plain text by lines, or ready blocks. */
  readonly text: string | readonly JsonObject[];
  /** Gives the comment a fixed id. */
  readonly key?: keyof typeof COMMENTS;
  readonly assignee?: Person;
  readonly resolved?: boolean;
  readonly reactions?: ReadonlyArray<readonly [reaction: string, by: Person]>;
  readonly replies?: readonly CommentSpec[];
}

/** Writes a comment down in one line. */
export const c = (
  by: Person,
  days: number,
  time: string,
  text: CommentSpec['text'],
  more: Omit<CommentSpec, 'by' | 'at' | 'text'> = {},
): CommentSpec => ({ by, at: [days, time], text, ...more });
