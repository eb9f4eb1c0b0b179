import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/runtime/cursor.js';
import { ValidationError } from '../../src/runtime/errors.js';

fc.configureGlobal({ seed: 20261005 });

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isPage = (value: unknown): value is { page: number } => isRecord(value) && Number.isInteger(value.page);
const call = (input: object, tool = 'clickup_task_list') => ({ tool, input });

describe('a cursor', () => {
  it('gives back what went in, and is safe in a URL', () => {
    const anyPosition = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue());
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), anyPosition, (list_id, position) => {
        const cursor = encodeCursor(call({ list_id }), position);
        expect(cursor).toMatch(/^[\w-]+$/);
        fc.pre(cursor.length <= 4000);
        expect(decodeCursor(call({ list_id, cursor }), isRecord)).toEqual(JSON.parse(JSON.stringify(position)));
      }),
    );
  });

  it('may go on with another limit and more detail', () => {
    const cursor = encodeCursor(call({ list_id: '1', limit: 3 }), { page: 2 });
    expect(decodeCursor(call({ detail: 'full', list_id: '1', limit: 5, cursor }), isPage)).toEqual({ page: 2 });
  });

  it('is nothing where there is none', () => {
    expect(decodeCursor(call({ list_id: '1' }), isPage)).toBeUndefined();
  });

  it.each([
    ['another tool', call({ list_id: '1' }, 'clickup_comment_list')],
    ['another List', call({ list_id: '2' })],
    ['a filter more', call({ list_id: '1', tags: ['bug'] })],
  ])('of %s is refused', (_, other) => {
    const cursor = encodeCursor(other, { page: 2 });
    expect(() => decodeCursor(call({ list_id: '1', cursor }), isPage)).toThrow(
      'The cursor does not belong to a call with these arguments',
    );
  });

  it('with a position of another form is refused', () => {
    const cursor = encodeCursor(call({}), { page: '2' });
    expect(() => decodeCursor(call({ cursor }), isPage)).toThrow(ValidationError);
  });

  it('that is garbage is refused with a ValidationError and nothing else', () => {
    const garbage = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((text) => btoa(encodeURIComponent(text))),
    );
    fc.assert(
      fc.property(garbage, (cursor) => {
        expect(() => decodeCursor(call({ cursor }), isRecord)).toThrow(ValidationError);
      }),
    );
    expect(() => decodeCursor(call({ cursor: 'A'.repeat(5000) }), isRecord)).toThrow(ValidationError);
    const cut = encodeCursor(call({}), { page: 1 }).slice(0, -4);
    expect(() => decodeCursor(call({ cursor: cut }), isRecord)).toThrow(ValidationError);
  });
});
