import type { Random } from '../support/random.js';

/** Something that no caller should pass, and some callers will. */
export type OddValue = readonly [name: string, make: (random: Random) => unknown];

const getter = () =>
  Object.defineProperty({}, 'name', {
    enumerable: true,
    get() {
      throw new Error('no name for you');
    },
  });

const cyclic = () => {
  const self: Record<string, unknown> = {};
  self.self = self;
  return self;
};

const nested = (depth: number, wrap: (inner: unknown) => unknown) => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
};

const throwing = () => {
  throw new Error('not with me');
};

/** A text that can be told from every other, and found again in an answer. */
export const markedText = /mark\d+ (?:lorem ipsum ){100,}/;
const marked = (random: Random, length: number) => `mark${random.below(1e9)} ${'lorem ipsum '.repeat(length / 12)}`;

const numbers: readonly OddValue[] = [
  0,
  -1,
  1.5,
  1e21,
  -0,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  9_007_199_254_740_993n,
  -62_135_596_800_001,
].map((value): OddValue => [String(value), () => value]);

const texts: readonly OddValue[] = [
  '',
  ' ',
  '\0',
  '\r\nX-Header: 1',
  '../../v2/user',
  '..%2f..',
  '/',
  '?a=b#c',
  'null',
  'undefined',
  '[]',
  '{"a":1}',
  '[1,2',
  '\ud800',
  '\udfff\ud800',
  '‮abc',
  '👩‍👩‍👧‍👦'.repeat(40),
  '__proto__',
  'constructor',
  'toString',
  'me',
  'yes',
  'today',
  '-1 days',
  '1969-12-31',
  '99999-01-01',
  '2026-02-30',
  'PT',
  '1e400',
  '$(id)',
  '%s%n',
  '<script>',
  'https://app.clickup.com/t/86c131205',
  '86c131205',
].map((value): OddValue => [JSON.stringify(value).slice(0, 40), () => value]);

const long: readonly OddValue[] = [
  ['a long text', (random) => marked(random, 2_400)],
  ['a very long text', (random) => marked(random, 120_000)],
  ['a long text in a list', (random) => [marked(random, 2_400)]],
  ['a long text in an object', (random) => ({ id: marked(random, 2_400) })],
  ['a list of many', () => Array.from({ length: 5_000 }, (_, i) => i)],
  ['an object of many', () => Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, i]))],
];

const structures: readonly OddValue[] = [
  ['null', () => null],
  ['undefined', () => undefined],
  ['true', () => true],
  ['{}', () => ({})],
  ['[]', () => []],
  ['[[[]]]', () => [[[]]]],
  ['[null]', () => [null]],
  ['a hole', () => new Array(3)],
  ['a list with a property', () => Object.assign([1], { extra: 2 })],
  ['lists, 20,000 deep', () => nested(20_000, (inner) => [inner])],
  ['objects, 20,000 deep', () => nested(20_000, (inner) => ({ inner }))],
  ['a circle', cyclic],
  ['a circle in a list', () => [cyclic()]],
];

const objects: readonly OddValue[] = [
  ['toString: 1', () => ({ toString: 1 })],
  ['toString and valueOf: null', () => ({ toString: null, valueOf: null })],
  ['toString that throws', () => ({ toString: throwing })],
  ['toJSON that throws', () => ({ toJSON: throwing })],
  ['toJSON that gives a function', () => ({ toJSON: () => throwing })],
  ['a getter that throws', getter],
  ['a getter that throws, in a list', () => [getter()]],
  ['without a prototype', () => Object.create(null)],
  ['a key __proto__', () => JSON.parse('{"__proto__":{"polluted":true},"id":"1"}')],
  ['a key constructor', () => JSON.parse('{"constructor":{"prototype":{"polluted":true}}}')],
  ['a proxy that throws', () => new Proxy({}, { get: throwing, ownKeys: throwing, has: throwing })],
  [
    'a revoked proxy',
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
  ],
  ['a symbol', () => Symbol('odd')],
  ['a list of symbols', () => [Symbol('odd')]],
  ['a function', () => throwing],
  ['a date', () => new Date(0)],
  ['no date', () => new Date(Number.NaN)],
  ['a map', () => new Map([['id', 1]])],
  ['a set', () => new Set([1])],
  ['bytes', () => new Uint8Array(64)],
  ['a regular expression', () => /a+/],
  ['an error', () => new Error('odd')],
  ['a promise', () => Promise.resolve('86c131205')],
  ['a String object', () => new String('86c131205')],
  ['a class', () => class Odd {}],
];

export const oddValues: readonly OddValue[] = [...numbers, ...texts, ...long, ...structures, ...objects];
