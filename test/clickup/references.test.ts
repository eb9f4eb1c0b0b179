import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ObjectKind, parseObjectReference, parseTaskReference } from '../../src/clickup/references.js';
import { ValidationError } from '../../src/runtime/errors.js';
import { anyText } from '../support/any-text.js';
import { refusalOf } from '../support/refusal.js';

fc.configureGlobal({ seed: 20261005 });

const uuid = '1b2c3d4e-0000-4abc-8def-1234567890ab';
const hostile = [
  '../../team',
  '../team',
  'a/b?x=1',
  '86c0d0001#frag',
  '86c0d0001?x=1',
  '..%2fteam',
  '',
  '   ',
  '.',
  '..',
  '/',
  '\\',
  '#',
  '##86c0d0001',
  '86c0d\u00000001',
  '86c0d 0001',
  '86c0d\n0001',
  '86c0d0001/',
  '..\\team',
  '%2e%2e',
  '86c0d0001%00',
  'ＯＰＳ-42',
  'https://app.clickup.com/t/../team',
  'https://app.clickup.com/t/%2e%2e',
  'https://app.clickup.com/t/86c0d0001/../x',
  'https://app.clickup.com\\t\\86c0d0001',
  'https://evil.example/t/86c0d0001',
  'https://app.clickup.com.evil.example/t/86c0d0001',
  'https://app.clickup.com@evil.example/t/86c0d0001',
  'https://user@app.clickup.com/t/86c0d0001',
  'javascript:alert(1)',
  'https://app.clickup.com/t/86c0d0001 x',
  'https://app.clickup.com/t/',
  'https://app.clickup.com//t/86c0d0001',
];

describe('parseTaskReference', () => {
  it.each([
    ['86c1x9k2p', { kind: 'id', value: '86c1x9k2p' }],
    [' 86C1X9K2P ', { kind: 'id', value: '86c1x9k2p' }],
    ['#86c1x9k2p', { kind: 'id', value: '86c1x9k2p' }],
    [8669123, { kind: 'id', value: '8669123' }],
    ['CU-86c1x9k2p', { kind: 'id', value: '86c1x9k2p' }],
    ['OPS-42', { kind: 'custom_id', value: 'OPS-42' }],
    ['#OPS-42', { kind: 'custom_id', value: 'OPS-42' }],
    ['CU-12345', { kind: 'custom_id', value: 'CU-12345' }],
    ['https://app.clickup.com/t/86c1x9k2p', { kind: 'id', value: '86c1x9k2p' }],
    ['app.clickup.com/t/86c1x9k2p/', { kind: 'id', value: '86c1x9k2p' }],
    ['https://app.clickup.com/t/86c1x9k2p?comment=9001&block=x%20y#z', { kind: 'id', value: '86c1x9k2p' }],
    ['https://app.clickup.com/t/9001/OPS-42', { kind: 'custom_id', value: 'OPS-42', workspaceId: '9001' }],
    ['<https://app.clickup.com/t/86c1x9k2p>', { kind: 'id', value: '86c1x9k2p' }],
    ['<https://app.clickup.com/t/86c1x9k2p|The | report>', { kind: 'id', value: '86c1x9k2p' }],
    ['[The report](https://app.clickup.com/t/86c1x9k2p)', { kind: 'id', value: '86c1x9k2p' }],
    ['https://app.clickup.com/t/9001/86c1x9k2p', { kind: 'id', value: '86c1x9k2p', workspaceId: '9001' }],
  ])('reads %s', (input, expected) => expect(parseTaskReference(input)).toEqual(expected));

  it.each(hostile)('refuses %j', (input) => expect(() => parseTaskReference(input)).toThrow(ValidationError));

  it('says what another URL names instead', () => {
    expect(() => parseTaskReference('https://app.clickup.com/9001/v/li/901711223344')).toThrow(
      'This URL names a list, not a task.',
    );
  });

  it('tells an empty argument from a wrong one', () => {
    const codeOf = (input: string) => refusalOf(() => parseTaskReference(input, { parameter: 'parent' }));
    expect(codeOf(' ')).toMatchObject({ code: 'MISSING_PARAMETER', parameter: 'parent' });
    expect(codeOf('a b')).toMatchObject({ code: 'INVALID_PARAMETER', parameter: 'parent' });
  });
});

describe('parseObjectReference', () => {
  it.each<[ObjectKind, string | number, object]>([
    ['list', '901711223344', { id: '901711223344' }],
    ['list', 901711223344, { id: '901711223344' }],
    ['list', 'https://app.clickup.com/9001/v/li/901711223344?pr=1', { id: '901711223344', workspaceId: '9001' }],
    ['list', 'https://app.clickup.com/9001/v/b/li/901711223344', { id: '901711223344', workspaceId: '9001' }],
    ['list', 'https://app.clickup.com/9001/v/l/6-901711223344-1', { id: '901711223344', workspaceId: '9001' }],
    ['folder', 'https://app.clickup.com/9001/v/f/55/66', { id: '55', workspaceId: '9001', spaceId: '66' }],
    ['folder', 'https://app.clickup.com/9001/v/o/f/55/66', { id: '55', workspaceId: '9001', spaceId: '66' }],
    ['space', 'https://app.clickup.com/9001/v/s/66', { id: '66', workspaceId: '9001' }],
    ['space', 'https://app.clickup.com/9001/v/f/55/66', { id: '66', workspaceId: '9001' }],
    ['view', 'https://app.clickup.com/9001/v/l/8cdxy-317', { id: '8cdxy-317', workspaceId: '9001' }],
    ['view', 'https://app.clickup.com/9001/v/b/6-901711223344-2', { id: '6-901711223344-2', workspaceId: '9001' }],
    ['doc', 'https://app.clickup.com/9001/v/dc/8cdxy-902/8cdxy-17', { id: '8cdxy-902', workspaceId: '9001' }],
    ['channel', 'https://app.clickup.com/9001/chat/r/6-901-8', { id: '6-901-8', workspaceId: '9001' }],
    ['channel', 'https://acme.clickup.com/9001/v/cn/7-9001-8/t/80170', { id: '7-9001-8', workspaceId: '9001' }],
    ['message', 'https://app.clickup.com/9001/chat/r/8cdxy-5/t/80170', { id: '80170', workspaceId: '9001' }],
    ['page', 'https://app.clickup.com/9001/docs/8cdxy-902/8cdxy-17', { id: '8cdxy-17', workspaceId: '9001' }],
    ['goal', `https://app.clickup.com/9001/goals/${uuid}`, { id: uuid, workspaceId: '9001' }],
    ['goal', uuid.toUpperCase(), { id: uuid }],
    ['workspace', 'https://app.clickup.com/9001/home', { id: '9001' }],
    ['user', -42, { id: '-42' }],
    ['time_entry', '4231234567890123456', { id: '4231234567890123456' }],
    ['channel', '6-901711223344-8', { id: '6-901711223344-8' }],
    ['template', 't-90012345', { id: 't-90012345' }],
  ])('reads a %s from %s', (kind, input, expected) => expect(parseObjectReference(kind, input)).toEqual(expected));

  it.each(hostile)('refuses %j as any kind', (input) => {
    for (const kind of ['list', 'view', 'goal', 'user', 'doc'] as const) {
      expect(() => parseObjectReference(kind, input)).toThrow(ValidationError);
    }
  });

  it('refuses numbers that have lost digits, names, and URLs of other things', () => {
    expect(() => parseObjectReference('time_entry', Number('4231234567890123456'))).toThrow(/too large/);
    expect(() => parseObjectReference('list', 1.5)).toThrow(ValidationError);
    expect(() => parseObjectReference('list', 'Backlog')).toThrow('"Backlog" is not a list id.');
    expect(() => parseObjectReference('list', 'https://app.clickup.com/9001/v/s/66')).toThrow(
      'names a space, not a list',
    );
  });
});

it('lets nothing through that could change a path', () => {
  const bits = fc.constantFrom(
    '..',
    '/',
    '\\',
    '%2f',
    '?',
    '#',
    '.',
    ' ',
    'app.clickup.com',
    'https://',
    '/t/',
    '/v/li/',
    '86c1x9k2p',
    'OPS-42',
    '9001',
    uuid,
  );
  const kinds = fc.constantFrom<ObjectKind>('workspace', 'list', 'view', 'doc', 'goal', 'user', 'channel', 'template');
  const input = fc.oneof(
    anyText(),
    fc.array(bits, { maxLength: 6 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(input, kinds, (text, kind) => {
      for (const read of [() => parseTaskReference(text).value, () => parseObjectReference(kind, text).id]) {
        try {
          expect(read()).toMatch(/^-?[A-Za-z0-9][A-Za-z0-9_-]*$/);
        } catch (error) {
          if (!(error instanceof ValidationError)) throw error;
        }
      }
    }),
    { numRuns: 1000 },
  );
});
