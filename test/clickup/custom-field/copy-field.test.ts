import { describe, expect, test } from 'vitest';
import { copyField, hasValue } from '../../../src/clickup/custom-field/copy-field.js';
import type { Text } from '../../../src/runtime/advice.js';

const options = [
  { id: 'o-a', name: 'Alpha', orderindex: 0 },
  { id: 'o-b', name: 'Beta', orderindex: 1 },
];
const field = (type: string, value: unknown, type_config: Record<string, unknown> = {}) => ({
  id: 'f',
  name: 'Field',
  type,
  type_config,
  value,
});
const never = () => false;

describe('copyField', () => {
  test.each([
    ['short_text', 'x', 'x'],
    ['number', '12.5', 12.5],
    ['currency', 80, 80],
    ['emoji', '4', 4],
    ['checkbox', 'true', true],
    ['checkbox', 'false', false],
    ['drop_down', 1, 'o-b'],
    ['drop_down', 'o-a', 'o-a'],
    ['labels', ['l-1', { id: 'l-2' }], ['l-1', 'l-2']],
    ['users', [{ id: 7, username: 'Ann' }], { add: [7] }],
    ['tasks', [{ id: '86c000001', name: 'One' }], { add: ['86c000001'] }],
    ['manual_progress', { current: '40', percent_completed: 0.4 }, { current: 40 }],
    [
      'location',
      { location: { lat: 1, lng: 2 }, formatted_address: 'Here', place_id: 'p' },
      { location: { lat: 1, lng: 2 }, formatted_address: 'Here' },
    ],
  ])('%s: what was read as %j is written as %j', (type, read, written) => {
    expect(copyField(field(type, read, { options }), never)).toEqual({ value: written });
  });

  test('a date keeps whether it has a time', () => {
    expect(copyField(field('date', '1791180000000'), never)).toEqual({
      value: 1_791_180_000_000,
      value_options: { time: true },
    });
    expect(copyField(field('date', '1791180000000'), () => true)).toMatchObject({ value_options: { time: false } });
  });

  test.each([
    ['formula', 3, 'computes'],
    ['automatic_progress', { percent_complete: 50 }, 'computes'],
    ['attachment', [{ id: 'a.png' }], 'cannot copy files'],
    ['button', 'x', 'button'],
    ['drop_down', 9, 'form'],
    ['number', 'many', 'form'],
    ['users', 'nobody', 'form'],
  ])('%s of %j is left behind with the reason', (type, value, reason) => {
    const { reason: said } = copyField(field(type, value, { options }), never) as { reason: Text };
    expect(String(said)).toContain(reason);
  });

  test.each([[undefined], [null], [''], [[]]])('%j is no value', (value) => {
    expect(hasValue(field('text', value))).toBe(false);
  });

  test.each([[0], ['0'], [false], [{}]])('%j is a value', (value) => {
    expect(hasValue(field('text', value))).toBe(true);
  });
});
