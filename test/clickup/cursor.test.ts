import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/clickup/cursor.js';
import { ValidationError } from '../../src/runtime/errors.js';

fc.configureGlobal({ seed: 20261005 });

const isRecord = (state: unknown): state is Record<string, unknown> => typeof state === 'object' && state !== null;
const isPage = (state: unknown): state is { page: number } => isRecord(state) && Number.isInteger(state.page);

describe('cursor', () => {
  it('gives back what went in, and is safe in a URL', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()),
        (tag, state) => {
          const cursor = encodeCursor(tag, state);
          expect(cursor).toMatch(/^[\w-]+$/);
          fc.pre(cursor.length <= 4000);
          expect(decodeCursor(tag, cursor, isRecord)).toEqual(JSON.parse(JSON.stringify(state)));
        },
      ),
    );
  });

  it('refuses the cursor of another tool and names it', () => {
    const cursor = encodeCursor('clickup_task_list', { page: 2 });
    expect(() => decodeCursor('clickup_comment_list', cursor, isPage)).toThrow(/belongs to clickup_task_list/);
  });

  it('refuses a state of another shape', () => {
    expect(() => decodeCursor('t', encodeCursor('t', { page: '2' }), isPage)).toThrow(ValidationError);
  });

  it('refuses garbage with an ValidationError and nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.json().map((text) => btoa(encodeURIComponent(text))),
        ),
        (garbage) => {
          expect(() => decodeCursor('clickup_task_list', garbage, isRecord)).toThrow(ValidationError);
        },
      ),
    );
    expect(() => decodeCursor('t', 'A'.repeat(5000), isRecord)).toThrow(ValidationError);
    expect(() => decodeCursor('t', encodeCursor('t', { page: 1 }).slice(0, -4), isRecord)).toThrow(ValidationError);
  });
});
