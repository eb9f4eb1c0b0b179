import type { ClickUpOptions } from '../../../src/index.js';
import type { Fate } from './way.js';

/** One write as it reached ClickUp. */
export interface Arrival {
  /** Method, path and body: what would do twice what was done once. */
  request: string;
  /** How its answer was lost; absent where it was answered. */
  fate: Fate | undefined;
  /** The id of what it made, or the name of what has none; absent where it made nothing. */
  made?: string | undefined;
}

/** Which answers are lost, by what was asked and its number among its like, from 0. */
export type Plan<Way> = (kind: 'read' | 'write', nth: number) => Way | undefined;

/** A ClickUp that does what it is asked, and loses answers. */
export interface Lossy {
  /** How a client reaches it. */
  readonly options: Pick<ClickUpOptions, 'apiKey' | 'baseUrl' | 'fetch' | 'transport'>;
  readonly writes: readonly Arrival[];
  close(): void;
}

/** What an answer of ClickUp says was made by a request. */
export function madeBy(status: number, answer: string, sent: string): string | undefined {
  if (status >= 300 || answer === '') return undefined;
  const body = JSON.parse(answer) as Record<string, { id?: unknown } | null>;
  const id = body.id ?? Object.values(body).find((value) => value?.id)?.id;
  const tag = (sent.startsWith('{') ? (JSON.parse(sent) as { tag?: { name?: string } }) : {}).tag?.name;
  return id === undefined ? tag?.toLowerCase() : String(id);
}
