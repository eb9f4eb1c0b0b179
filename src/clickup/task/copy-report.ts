import type { Text } from '../../runtime/advice.js';

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
    failed(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
