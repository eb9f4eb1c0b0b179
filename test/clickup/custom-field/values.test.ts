import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CustomFieldDefinition,
  fromWire,
  readOnlyReason,
  toWire,
  type WireHelpers,
} from '../../../src/clickup/custom-field/values.js';
import { timeFormat } from '../../../src/clickup/dates/format.js';
import { ValidationError } from '../../../src/runtime/errors.js';
import { refusalOf } from '../../support/refusal.js';

fc.configureGlobal({ seed: 20261005 });

const helpers: WireHelpers = { now: Date.parse('2026-10-05T09:00:00Z'), timeZone: 'Europe/Berlin' };
const field = (type: string, type_config: object = {}, value?: unknown): CustomFieldDefinition => ({
  id: 'f1',
  name: 'Field',
  type,
  type_config,
  value,
});
const options = [
  { id: 'o-a', name: 'Alpha', orderindex: 0 },
  { id: 'o-b', name: 'Beta 2', orderindex: 1 },
  { id: 'o-7', name: '7', orderindex: 2 },
];
const labels = {
  options: [
    { id: 'l-1', label: 'Bug' },
    { id: 'l-2', label: 'Chore' },
    { id: 'l-3', label: 'Idea' },
  ],
};
const current = [
  { id: 1, username: 'Ann' },
  { id: 2, username: 'Bo' },
];
const refusal = (target: CustomFieldDefinition, value: unknown, more: Partial<WireHelpers> = {}) =>
  refusalOf(() => toWire(target, value, { ...helpers, ...more }));

describe('toWire', () => {
  it.each<[CustomFieldDefinition, unknown, unknown]>([
    [field('text'), 'a *b*', 'a *b*'],
    [field('short_text'), 42, '42'],
    [field('url'), ' https://x.test/a ', 'https://x.test/a'],
    [field('email'), 'ann@example.com', 'ann@example.com'],
    [field('phone'), '+49 (30) 123-4567', '+49 (30) 123-4567'],
    [field('number'), '-1,234.5', -1234.5],
    [field('number'), '12 000', 12000],
    [field('number'), '1e3', 1000],
    [field('currency', { currency_type: 'EUR' }), '€ 1,200.50', 1200.5],
    [field('currency', { currency_type: 'EUR' }), '1200 eur', 1200],
    [field('currency', { currency_type: 'EUR' }), 80000, 80000],
    [field('emoji', { count: 5 }), '4', 4],
    [field('emoji', { count: 5 }), 0, 0],
    [field('manual_progress', { start: 0, end: 50 }), '40%', { current: 20 }],
    [field('manual_progress', { start: '10', end: '20' }), { current: 15 }, { current: 15 }],
    [field('checkbox'), 'Yes', true],
    [field('checkbox'), 0, false],
    [field('drop_down', { options }), ' beta 2', 'o-b'],
    [field('drop_down', { options }), 'o-a', 'o-a'],
    [field('drop_down', { options }), 1, 'o-b'],
    [field('drop_down', { options }), ['Alpha'], 'o-a'],
    [field('drop_down', { options }), 7, 'o-7'],
    [field('labels', labels), ['bug', 'l-3'], ['l-1', 'l-3']],
    [field('labels', labels), 'Chore', ['l-2']],
    [field('labels', labels, ['l-1', 'l-2']), { add: ['Idea'], remove: ['Bug'] }, ['l-2', 'l-3']],
    [field('labels', labels, ['l-1']), [], []],
    [field('users', {}), [3, '4'], { add: [3, 4], rem: [] }],
    [field('users', {}, current), [2, 3], { add: [2, 3], rem: [1] }],
    [field('users', {}, current), { add: [3], remove: ['1'] }, { add: [3], rem: [1] }],
    [field('users', {}, current), current, { add: [1, 2], rem: [] }],
    [field('users', { single_user: true }, [{ id: 1 }]), { add: [3] }, { add: [3], rem: [1] }],
    [field('users', {}, current), [], { add: [], rem: [1, 2] }],
    [field('tasks', {}, [{ id: '86c000001' }]), ['#86c000002'], { add: ['86c000002'], rem: ['86c000001'] }],
    [field('list_relationship'), { rem: ['https://app.clickup.com/t/86c000001'] }, { add: [], rem: ['86c000001'] }],
    [field('location'), '52.52, 13.405', { location: { lat: 52.52, lng: 13.405 }, formatted_address: '52.52, 13.405' }],
    [
      field('location'),
      { lat: 1, lng: 2, formatted_address: 'Here' },
      { location: { lat: 1, lng: 2 }, formatted_address: 'Here' },
    ],
    [
      field('location'),
      { location: { lat: 1, lng: 2 }, formatted_address: 'Here' },
      { location: { lat: 1, lng: 2 }, formatted_address: 'Here' },
    ],
    [field('invented_next_year'), { any: 'thing' }, { any: 'thing' }],
  ])('%j takes %j', (target, value, wire) => expect(toWire(target, value, helpers)).toEqual({ value: wire }));

  it('sends dates with and without a time', () => {
    expect(toWire(field('date'), '2026-11-20', helpers)).toEqual({
      value: Date.parse('2026-11-20T04:00+01:00'),
      value_options: { time: false },
    });
    expect(toWire(field('date'), 'tomorrow 17:00', helpers)).toEqual({
      value: Date.parse('2026-10-06T17:00+02:00'),
      value_options: { time: true },
    });
  });

  it('asks the resolvers for people and tasks', () => {
    const resolving = {
      ...helpers,
      resolveUser: (person: string | number) => (person === 'ann' ? 1 : 2),
      resolveTask: () => '86c000009',
    };
    expect(toWire(field('users'), ['ann', 'bo@example.com'], resolving).value).toEqual({ add: [1, 2], rem: [] });
    expect(toWire(field('tasks'), 'OPS-42', resolving).value).toEqual({ add: ['86c000009'], rem: [] });
  });

  it.each<[CustomFieldDefinition, unknown]>([
    [field('text'), { a: 1 }],
    [field('url'), 'not a url'],
    [field('url'), 'javascript:alert(1)'],
    [field('email'), 'ann at example'],
    [field('phone'), 'call me'],
    [field('number'), '1,5'],
    [field('number'), ''],
    [field('number'), 'NaN'],
    [field('number'), Number.POSITIVE_INFINITY],
    [field('number'), true],
    [field('emoji', { count: 3 }), 4],
    [field('emoji', { count: 3 }), 1.5],
    [field('manual_progress', { start: 0, end: 50 }), 51],
    [field('manual_progress'), '120%'],
    [field('checkbox'), 'maybe'],
    [field('checkbox'), { toString: 1 }],
    [field('users'), [{ id: { valueOf: 1 } }]],
    [field('drop_down', { options }), { name: 'Alpha' }],
    [field('labels', labels), { set: ['Bug'] }],
    [field('labels', labels), {}],
    [field('users'), ['ann']],
    [field('users', { single_user: true }), [1, 2]],
    [field('users'), [null]],
    [field('tasks'), ['OPS-42']],
    [field('tasks'), ['../../team']],
    [field('location'), 'Berlin'],
    [field('location'), { lat: 91, lng: 0 }],
    [field('location'), { lat: '', lng: '' }],
    [field('date'), 'banana'],
    [field('date'), { ms: 1 }],
    [field('text'), null],
  ])('%j refuses %j', (target, value) => expect(refusal(target, value).suggestion).not.toBe(''));

  it('lists the options there are, and the one that was probably meant', () => {
    expect(refusal(field('drop_down', { options }), 'Alpa', { parameter: 'fields[0].value' })).toMatchObject({
      message: 'Field "Field" has no option "Alpa".',
      parameter: 'fields[0].value',
      allowed_values: ['Alpha', 'Beta 2', '7'],
      nearest: 'Alpha',
    });
    expect(refusal(field('labels', labels), ['Epic']).suggestion).toBe('Use one of: Bug, Chore, Idea.');
  });

  it('tells options of one name apart by case or id, or says it cannot', () => {
    const twins = field('drop_down', {
      options: [
        { id: 'x', name: 'Same' },
        { id: 'y', name: 'same' },
        { id: 'z', name: 'same' },
      ],
    });
    expect(toWire(twins, 'Same', helpers).value).toBe('x');
    expect(toWire(twins, 'z', helpers).value).toBe('z');
    expect(refusal(twins, 'same')).toMatchObject({ code: 'AMBIGUOUS_REFERENCE', allowed_values: ['x', 'y', 'z'] });
  });

  it('says what clears a field, and which currency it has', () => {
    expect(refusal(field('text'), null)).toMatchObject({ code: 'MISSING_PARAMETER' });
    expect(refusal(field('text'), undefined).suggestion).toContain('clickup_custom_field_remove');
    expect(refusal(field('currency', { currency_type: 'EUR' }), 'USD 5').message).toContain('is in EUR, not USD');
    expect(refusal(field('url'), 'example.com/a').suggestion).toBe('Did you mean https://example.com/a?');
  });

  it.each(['formula', 'automatic_progress', 'button', 'signature', 'votes', 'attachment'])(
    'refuses %s and says why',
    (type) => {
      expect(refusal(field(type), 1).message).toContain(readOnlyReason({ type }) ?? 'no reason');
      expect(readOnlyReason({ type: 'text' })).toBeUndefined();
    },
  );

  it('fails in no other way, whatever the value', () => {
    const types = fc.constantFrom(
      ...'text url email phone number currency emoji manual_progress checkbox drop_down labels users tasks location date constructor'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(types, fc.anything(), fc.anything(), (type, value, existing) => {
        try {
          toWire(field(type, type === 'labels' ? labels : { options }, existing), value, helpers);
        } catch (error) {
          expect(error).toBeInstanceOf(ValidationError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('fromWire', () => {
  it.each<[CustomFieldDefinition, unknown]>([
    [field('number', {}, '-28.5'), -28.5],
    [field('currency', {}, '80000'), 80000],
    [field('formula', {}, '12.5'), 12.5],
    [field('formula', {}, 'late'), 'late'],
    [field('emoji', {}, '4'), 4],
    [field('checkbox', {}, 'true'), true],
    [field('checkbox', {}, 'false'), false],
    [field('checkbox', {}, true), true],
    [field('date', {}, String(Date.parse('2026-11-20T03:00:00Z'))), '2026-11-20'],
    [field('date', {}, String(Date.parse('2026-11-20T16:00:00Z'))), '2026-11-20T17:00+01:00'],
    [field('date', {}, 'x'), 'x'],
    [field('drop_down', { options }, 1), 'Beta 2'],
    [field('drop_down', { options }, 0), 'Alpha'],
    [field('drop_down', { options }, 'o-a'), 'Alpha'],
    [field('drop_down', { options }, 9), 9],
    [field('labels', labels, ['l-2', 'gone']), ['Chore', 'gone']],
    [field('users', {}, [...current, { id: 3, username: null, email: 'c@x.test' }]), ['Ann', 'Bo', 'c@x.test']],
    [field('tasks', {}, [{ id: '86c000001', name: 'One', status: 'open' }]), [{ id: '86c000001', name: 'One' }]],
    [field('attachment', {}, [{ id: 'a', title: 't', url: 'u', size: 1 }]), [{ id: 'a', title: 't', url: 'u' }]],
    [
      field('location', {}, { location: { lat: 1, lng: 2 }, formatted_address: 'Here', place_id: 'p' }),
      { address: 'Here', lat: 1, lng: 2 },
    ],
    [field('manual_progress', { start: 0, end: 50 }, { current: '20', percent_completed: 0.4 }), 40],
    [field('manual_progress', {}, { percent_completed: 40 }), 40],
    [field('automatic_progress', {}, { percent_complete: '33.3' }), 33.3],
    [field('text', {}, 'as is'), 'as is'],
    [field('text'), null],
    [field('labels', labels, null), null],
  ])('reads %j', (target, value) =>
    expect(fromWire(target, timeFormat('Europe/Berlin', 'Europe/Berlin'))).toEqual(value),
  );

  it('reads back the name of whatever option was set', () => {
    for (const option of options) {
      const { value } = toWire(field('drop_down', { options }), option.name, helpers);
      expect(fromWire(field('drop_down', { options }, value))).toBe(option.name);
    }
  });

  it('never throws, whatever the API sends', () => {
    const types = fc.constantFrom(
      ...'number checkbox date drop_down labels users tasks location manual_progress automatic_progress attachment'.split(
        ' ',
      ),
    );
    fc.assert(fc.property(types, fc.jsonValue(), (type, value) => void fromWire(field(type, { options }, value))));
  });
});
