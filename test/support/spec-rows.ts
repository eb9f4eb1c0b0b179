import { describe, expect, test } from 'vitest';
import { body } from './spec-api.js';

/** A fact of the corrected document, and the check of it. */
export type Row = [what: string, check: () => void];

export const rows = (area: string, table: Row[]) =>
  describe(area, () => void test.each(table)('%s', (_what, check) => check()));

export const optional = (id: string) => expect(body(id).required).toBeUndefined();

export const required = (id: string, names: string[]) => expect(body(id).required).toEqual(names);
