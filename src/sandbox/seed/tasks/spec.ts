import type { FIELDS } from '../fields.js';
import type { USERS } from '../ids.js';

type Person = keyof typeof USERS;

/** A seed task in the words of its author. Days count back from the seed's present; negative days lie ahead. */
export interface TaskSpec {
  readonly title: string;
  readonly status: string;
  /** Days since it was created. */
  readonly made: number;
  readonly by?: Person;
  readonly who?: readonly Person[];
  /** 1 urgent to 4 low. */
  readonly p?: 1 | 2 | 3 | 4;
  readonly tags?: readonly string[];
  /** Days until it is due; negative when overdue. */
  readonly due?: number;
  /** Days until it starts. */
  readonly start?: number;
  /** Estimate in hours. */
  readonly est?: number;
  readonly points?: number;
  /** Task type: 1 milestone, 1001 bug, 1002 experiment, 1003 station. */
  readonly type?: number;
  readonly md?: string;
  /** Stored custom field values. */
  readonly fields?: { readonly [K in keyof typeof FIELDS]?: unknown };
  /** Items; those that start with `x ` are ticked. */
  readonly checklist?: { readonly name: string; readonly items: readonly string[] };
  readonly sub?: readonly TaskSpec[];
  /** Further Lists. */
  readonly also?: readonly string[];
}

/** Writes a spec down in one line. */
export const t = (
  title: string,
  status: string,
  made: number,
  more: Omit<TaskSpec, 'title' | 'status' | 'made'> = {},
): TaskSpec => ({
  title,
  status,
  made,
  ...more,
});
