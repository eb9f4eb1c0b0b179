import { isPlainObject } from '../../runtime/plain-object.js';

/** A type of the notation that `codegen/emit/api-descriptions.ts` writes. */
export type Type =
  | { is: 'word'; word: string; range?: Range }
  | { is: 'literal'; value: unknown }
  | { is: 'array'; of: Type; range?: Range }
  | { is: 'object'; members: Readonly<Record<string, { isRequired: boolean; type: Type }>>; others?: Type }
  | { is: 'either'; of: readonly Type[] };

type Range = readonly [min: number, max: number];

/** What is wrong with a value, and where in it. */
export interface TypeProblem {
  /** `body.assignees[0]` */
  at: string;
  /** Completes the sentence that begins with `at`. */
  says: string;
  kind: 'missing' | 'unknown' | 'wrong';
  /** The name or value that was given, as text. */
  given?: string;
  /** What there is in its place. */
  allowed?: readonly string[];
}

const token = /\/\*.*?\*\/|\s+|("(?:[^"\\]|\\.)*"|\.\.\.|<[^<>]*>|-?\d+(?:\.\d+)?|[A-Za-z_$][\w$]*|[{}()[\]|?:,])/gs;

/** Reads a type: `{ name: string<..255> (a comment in slashes and stars), "tags[]"?: string[] | null, ...any }`. */
export function parseType(text: string): Type {
  const tokens = [...text.matchAll(token)].flatMap(([, word]) => word ?? []);
  let at = 0;
  const take = (word: string): boolean => tokens[at] === word && at++ >= 0;

  const range = (): { range?: Range } => {
    const bounds = tokens[at]?.match(/^<(.*)\.\.(.*)>$/);
    if (!bounds) return {};
    at += 1;
    const bound = (digits = '', otherwise: number) => (digits === '' ? otherwise : Number(digits));
    return { range: [bound(bounds[1], Number.NEGATIVE_INFINITY), bound(bounds[2], Number.POSITIVE_INFINITY)] };
  };
  const either = (): Type => {
    const of = [suffixed()];
    while (take('|')) of.push(suffixed());
    return of.length === 1 ? of[0]! : { is: 'either', of };
  };
  const suffixed = (): Type => {
    let type = single();
    while (take('[')) {
      at += 1;
      type = { is: 'array', of: type, ...range() };
    }
    return type;
  };
  const single = (): Type => {
    if (take('{')) return object();
    if (take('(')) {
      const inner = either();
      at += 1;
      return inner;
    }
    const word = tokens[at++] ?? '';
    return /^["\d-]/.test(word) ? { is: 'literal', value: JSON.parse(word) } : { is: 'word', word, ...range() };
  };
  const object = (): Type => {
    const members: Record<string, { isRequired: boolean; type: Type }> = {};
    let others: Type | undefined;
    while (!take('}')) {
      if (take('...')) others = either();
      else {
        const name = tokens[at++] ?? '';
        const isRequired = !take('?');
        at += 1;
        members[name.startsWith('"') ? JSON.parse(name) : name] = { isRequired, type: either() };
      }
      take(',');
    }
    return { is: 'object', members, ...(others && { others }) };
  };
  return either();
}

export interface CheckOptions {
  /** The text of a type that another one names. */
  named(name: string): string | undefined;
  /** Everything is sent as text, so that `"5"` is a number and 5 a text. */
  asText?: boolean;
}

/** The first thing that is wrong with a value; undefined where it fits. */
export function problemOf(type: Type, value: unknown, at: string, options: CheckOptions): TypeProblem | undefined {
  const wrong = (wanted: string): TypeProblem => ({
    at,
    kind: 'wrong',
    says: `must be ${wanted}, not ${shown(value)}`,
  });
  switch (type.is) {
    case 'literal':
      return sameAs(value, type.value, options)
        ? undefined
        : { ...wrong(shown(type.value)), given: String(value), allowed: [String(type.value)] };
    case 'either':
      return problemOfEither(type.of, value, at, options);
    case 'array':
      if (!Array.isArray(value)) return wrong('a list');
      return (
        outside(type.range, value.length, at, 'items') ??
        firstOf(value.entries(), ([index, item]) => problemOf(type.of, item, `${at}[${index}]`, options))
      );
    case 'object':
      return isPlainObject(value) ? problemOfObject(type, value, at, options) : wrong('an object');
    case 'word': {
      const named = options.named(type.word);
      if (named !== undefined) return problemOf(parseType(named), value, at, options);
      if (!(words[type.word] ?? words.any!)(options.asText ? read(value, type.word) : value))
        return wrong(nouns[type.word] ?? type.word);
      if (type.range === undefined) return undefined;
      return typeof value === 'string' && type.word === 'string'
        ? outside(type.range, value.length, at, 'characters')
        : outside(type.range, Number(value), at, '');
    }
  }
}

function problemOfObject(
  { members, others }: Type & { is: 'object' },
  value: Record<string, unknown>,
  at: string,
  options: CheckOptions,
): TypeProblem | undefined {
  const names = Object.keys(members);
  const missing = names.find((name) => members[name]!.isRequired && value[name] === undefined);
  const place = (name: string) => `${at}.${name}`;
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(members, name));
  if (unknown !== undefined && !others)
    return { at: place(unknown), kind: 'unknown', says: 'is unknown', given: unknown, allowed: names };
  if (missing !== undefined) return { at: place(missing), kind: 'missing', says: 'is missing' };
  return firstOf(Object.entries(value), ([name, inner]) => {
    const type = Object.hasOwn(members, name) ? members[name]!.type : others!;
    return inner === undefined ? undefined : problemOf(type, inner, place(name), options);
  });
}

/** Of several forms the one of the same kind says best what is wrong; of several values, all of them. */
function problemOfEither(
  types: readonly Type[],
  value: unknown,
  at: string,
  options: CheckOptions,
): TypeProblem | undefined {
  const problems = types.map((type) => problemOf(type, value, at, options));
  if (problems.includes(undefined)) return undefined;
  const deeper = problems.find((problem) => problem?.at !== at);
  if (deeper) return deeper;
  const allowed = problems.flatMap((problem) => problem?.allowed ?? []);
  const wanted = problems.map((problem) => problem?.says.match(/^must be (.*), not /s)?.[1] ?? '');
  return {
    at,
    kind: 'wrong',
    says: `must be ${[...new Set(wanted)].filter(Boolean).join(' or ')}, not ${shown(value)}`,
    ...(allowed.length === types.length && { given: String(value), allowed }),
  };
}

function firstOf<Item>(items: Iterable<Item>, find: (item: Item) => TypeProblem | undefined): TypeProblem | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}

const words: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  object: isPlainObject,
};

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
};

/** A parameter as its type has it, where its text can be read so. */
function read(value: unknown, word: string): unknown {
  if (word === 'string' && typeof value === 'number') return String(value);
  if (typeof value !== 'string') return value;
  if ((word === 'integer' || word === 'number') && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return word === 'boolean' && /^(true|false)$/.test(value) ? value === 'true' : value;
}

const sameAs = (value: unknown, wanted: unknown, { asText }: CheckOptions): boolean =>
  value === wanted || (asText === true && typeof value !== 'object' && String(value) === String(wanted));

function outside(range: Range | undefined, size: number, at: string, unit: string): TypeProblem | undefined {
  if (!range || (size >= range[0] && size <= range[1])) return undefined;
  const [word, bound] = size < range[0] ? ['at least', range[0]] : ['at most', range[1]];
  return { at, kind: 'wrong', says: `must ${unit === '' ? 'be' : 'have'} ${word} ${bound}${unit && ` ${unit}`}` };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
