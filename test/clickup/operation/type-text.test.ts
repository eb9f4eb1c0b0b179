import { describe, expect, it } from 'vitest';
import { parseType, problemOf } from '../../../src/clickup/operation/type-text.js';

const named = (name: string) => (name === 'Tag' ? '{ name: string }' : undefined);
const said = (type: string, value: unknown, asText = false) => {
  const problem = problemOf(parseType(type), value, 'body', { named, asText });
  return problem && `${problem.at} ${problem.says}`;
};

describe('a type', () => {
  it.each([
    ['string<..3>', 'abc', 'abcd', 'body must have at most 3 characters'],
    ['integer<1..9>', 9, 0, 'body must be at least 1'],
    ['number', 1.5, '1.5', 'body must be a number, not "1.5"'],
    ['boolean /* a comment: { */', true, 'true', 'body must be true or false, not "true"'],
    ['"a" | "b" | null', null, 'c', 'body must be "a" or "b" or null, not "c"'],
    ['1 | -2', -2, 2, 'body must be 1 or -2, not 2'],
    ['Tag[]<..1>', [{ name: 'x' }], [{}], 'body[0].name is missing'],
    ['Tag[]<..1>', [], [{ name: 'x' }, { name: 'y' }], 'body must have at most 1 items'],
    ['(string | null)[]', ['x', null], [1], 'body[0] must be a text or null, not 1'],
    ['{ "a[]"?: string[], b: integer }', { b: 1 }, { b: 1, c: 2 }, 'body.c is unknown'],
    ['{ a: integer, ...string }', { a: 1, x: 'y' }, { a: 1, x: 2 }, 'body.x must be a text, not 2'],
    ['{ add?: integer[] } | string', 'all', { add: ['x'] }, 'body.add[0] must be a whole number, not "x"'],
    ['object', { anything: 1 }, [], 'body must be an object, not []'],
    ['any', undefined, undefined, undefined],
  ])('%s takes %j and refuses %j', (type, good, bad, problem) => {
    expect(said(type, good)).toBeUndefined();
    expect(said(type, bad)).toBe(problem);
  });

  it('is read off a text where everything is one', () => {
    const type = '{ page: integer, all?: boolean, "ids[]"?: string[], kind?: 1 | 2 }';
    expect(said(type, { page: '2', all: 'true', 'ids[]': [5], kind: '2' }, true)).toBeUndefined();
    expect(said(type, { page: 'two' }, true)).toBe('body.page must be a whole number, not "two"');
    expect(said(type, { page: '2' })).toBe('body.page must be a whole number, not "2"');
  });
});
