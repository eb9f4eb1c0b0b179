import type { Text } from '../../runtime/advice.js';
import { ClickUpError } from '../../runtime/errors.js';

/** What a copy got, counted, and what it did not get, with the reason. */
export interface CopyReport {
  copied: { checklists: number; checklist_items: number; custom_fields: number; subtasks: number };
  not_copied: { what: string; reason: Text }[];
}

/** Notes something that a copy lacks. */
export type Missing = (what: string, reason: Text) => void;

/** The value, or undefined after saying why there is none: once the copy exists, a failure is reported and not thrown. */
export async function attempt<T>(work: Promise<T>, failed: (reason: string) => void): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const isUnknown = error instanceof ClickUpError && error.code === 'UNKNOWN_OUTCOME';
    failed(isUnknown ? `UNKNOWN_OUTCOME: ${said}. It may be there: look at the copy before you add it.` : said);
    return undefined;
  }
}
