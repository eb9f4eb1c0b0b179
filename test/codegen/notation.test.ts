import { describe, expect, it } from 'vitest';
import { parseKey, parseNotation, parsePlace, typeText } from '../../codegen/manifest/notation.js';
import type { FieldType } from '../../codegen/model.js';

const shapes = new Set(['goal', 'key_result']);
const id: FieldType = { is: 'scalar', scalar: 'id' };
const goal: FieldType = { is: 'shape', shape: 'goal' };

describe('parseNotation', () => {
  it.each([
    ['id', { type: id, description: '' }],
    ['id -- The id.', { type: id, description: 'The id.' }],
    ['goal[] -- Goals.', { type: { is: 'array', of: goal }, description: 'Goals.' }],
    ['goal{}', { type: { is: 'map', of: goal }, description: '' }],
    ['id[]{}', { type: { is: 'map', of: { is: 'array', of: id } }, description: '' }],
    ['goal < data.goal -- It.', { type: goal, from: 'data.goal', description: 'It.' }],
    ['goal < . -- The whole answer.', { type: goal, from: '.', description: 'The whole answer.' }],
    ['id[] < owners[].id', { type: { is: 'array', of: id }, from: 'owners[].id', description: '' }],
    ['id = goal_id -- Echo.', { type: id, echo: { input: 'goal_id' }, description: 'Echo.' }],
    ['id = true', { type: id, echo: { literal: true }, description: '' }],
    ['id = 3', { type: id, echo: { literal: 3 }, description: '' }],
    ["id = 'started'", { type: id, echo: { literal: 'started' }, description: '' }],
    ['id -- a < b = c -- d', { type: id, description: 'a < b = c -- d' }],
  ])('%s', (given, want) => {
    expect(parseNotation(given, shapes)).toEqual(want);
  });

  it.each([
    ['gaol', 'unknown type "gaol"; did you mean "goal"?'],
    ['strings', 'unknown type "strings"; did you mean "string"?'],
    ['id < a..b', '"< a..b" is not a path'],
    ['id = Goal-Id', `"= Goal-Id" is neither an argument, a number, true, false nor 'text'`],
  ])('refuses %s', (given, message) => {
    expect(() => parseNotation(given, shapes)).toThrow(new SyntaxError(message));
  });
});

describe('parsePlace', () => {
  it('reads a path and a description without a type', () => {
    expect(parsePlace('< a.b -- Text.')).toEqual({ head: '', from: 'a.b', description: 'Text.' });
    expect(parsePlace('Only text.')).toEqual({ head: 'Only text.', description: '' });
  });
});

describe('parseKey', () => {
  it.each([
    ['name', { name: 'name', list: false, optional: false }],
    ['name?', { name: 'name', list: false, optional: true }],
    ['lists[]', { name: 'lists', list: true, optional: false }],
    ['fields?[]', { name: 'fields', list: true, optional: true }],
    ['fields[]?', { name: 'fields', list: true, optional: true }],
  ])('%s', (given, want) => {
    expect(parseKey(given)).toEqual(want);
  });

  it.each(['Name', 'a-b', '', 'a??'])('refuses "%s"', (given) => {
    expect(() => parseKey(given)).toThrow(/is not a field name/);
  });
});

describe('typeText', () => {
  it.each(['id', 'goal', 'goal[]', 'string{}', 'key_result[]{}'])('gives %s back', (text) => {
    expect(typeText(parseNotation(text, shapes).type)).toBe(text);
  });
});
