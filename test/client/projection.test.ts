import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeFormat } from '../../src/clickup/dates/format.js';
import { convertWith, pluralOf, shown } from '../../src/client/projection.js';
import type { Projections } from '../../src/runtime/result.js';
import { type Scalar, scalars } from '../../src/runtime/scalars.js';

fc.configureGlobal({ seed: 20261005 });

const convert = convertWith(timeFormat('Europe/Berlin', 'Europe/Berlin'));
const odd = fc.oneof(fc.anything(), fc.string(), fc.double(), fc.integer(), fc.constantFrom('', ' ', '0', '1e999'));
const forms: Record<Exclude<Scalar, 'any'>, (shown: unknown) => boolean> = {
  string: (text) => typeof text === 'string',
  id: (text) => typeof text === 'string' && text !== '',
  integer: (number) => Number.isFinite(number),
  number: (number) => Number.isFinite(number),
  ms: (number) => Number.isFinite(number),
  boolean: (answer) => typeof answer === 'boolean',
  time: (text) => /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d/.test(String(text)),
  day: (text) => /^[+-]?\d{4,6}-\d\d-\d\d(T\d\d:\d\d.*)?$/.test(String(text)),
  duration: (text) => typeof text === 'string' && /\d/.test(text),
  role: (text) => typeof text === 'string',
  ended: (word) => word === 'done' || word === 'closed',
};

describe.each(scalars.filter((scalar) => scalar !== 'any'))('a value of type %s', (scalar) => {
  it('is in its form or absent, whatever ClickUp sends', () => {
    fc.assert(
      fc.property(odd, (value) => {
        const text = convert(scalar, value);
        expect(text === undefined || forms[scalar](text)).toBe(true);
      }),
    );
  });

  if (scalar !== 'string')
    it.each(['', '  ', {}, [], [1]])('is not made up from %j', (value) =>
      expect(convert(scalar, value)).toBeUndefined(),
    );
});

it.each([
  ['an empty text', ''],
  ['zero', 0],
  ['zero as text', '0'],
])('%s is no date in 1970', (_, value) => {
  expect(convert('day', value)).toBeUndefined();
  expect(convert('time', value)).toBeUndefined();
});

it('a date in ISO 8601 is shown like every other', () => {
  expect(convert('time', '2026-10-01T00:00:00Z')).toBe('2026-10-01T02:00+02:00');
  expect(convert('day', '2026-10-01T02:00:00Z')).toBe('2026-10-01');
});

it.each([7, 'text', true, {}])('a list of objects that is %j says nothing of what is in it', (statuses) => {
  const shapes: Projections = {
    list: [{ name: 'statuses', type: { array: { shape: 'status' } } }],
    status: [{ name: 'name', from: 'status', type: 'string' }],
  };
  expect(() => shown(shapes, 'list', { statuses }, { format: timeFormat('UTC', 'UTC') })).toThrow('a list is none');
});

describe('a shape', () => {
  const shapes: Projections = {
    task: [
      { name: 'id', type: 'id', required: true },
      { name: 'assignees', from: 'assignees[].username|email|id', type: { array: 'string' } },
      { name: 'list', type: { shape: 'place' } },
      { name: 'custom', type: { map: 'string' } },
    ],
    place: [{ name: 'name', type: 'string' }],
  };
  const format = timeFormat('UTC', 'UTC');

  it.each([
    ['their user name', { id: 7, username: 'Ann', email: 'a@example.com' }, 'Ann'],
    ['their e-mail without a user name', { id: 7, username: null, email: 'a@example.com' }, 'a@example.com'],
    ['their e-mail when the user name is empty', { id: 7, username: '', email: 'a@example.com' }, 'a@example.com'],
    ['their id without either', { id: 7 }, '7'],
  ])('calls people by %s', (_, person, name) => {
    expect(shown(shapes, 'task', { id: 't', assignees: [person, null] }, { format })).toEqual({
      id: 't',
      assignees: [name],
    });
  });

  it('never throws, and never shows the letters of a text as its parts', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (assignees, list, custom) => {
        const object = shown(shapes, 'task', { id: 't', assignees, list, custom }, { format });
        expect(object).toMatchObject({ id: 't' });
        if (typeof custom === 'string') expect(object).not.toHaveProperty('custom');
      }),
    );
  });
});

it.each([
  ['task_row', 'tasks'],
  ['status', 'statuses'],
  ['time_entry', 'time entries'],
  ['space_row', 'spaces'],
])('objects of the shape %s are called %s', (shape, plural) => expect(pluralOf(shape)).toBe(plural));
