import type { Change } from './clients.js';

/** What a format can be read and written by. */
export interface Format {
  /** What the text holds, or what is wrong with it, with line and column. */
  read(text: string): { value: Record<string, unknown> } | { problem: string };
  /** The text with the changes and with nothing else changed. */
  edit(text: string, changes: readonly Change[]): string;
}
