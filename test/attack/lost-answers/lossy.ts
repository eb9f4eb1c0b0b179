import type { ClickUpOptions } from '../../../src/index.js';
import type { Fate } from './way.js';

/** One write as it reached ClickUp. */
export interface Arrival {
  /** Method, path and body: what would do twice what was done once. */
  request: string;
  /** How its answer was lost; absent where it was answered. */
  fate: Fate | undefined;
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
