import { type Scalar, scalars } from '../../src/runtime/scalars.js';
import type { Field, FieldType } from '../model.js';
import { didYouMean } from './problems.js';

const isScalar = (word: string): word is Scalar => (scalars as readonly string[]).includes(word);

/** What one line of the notation says; parts that are missing are undefined. */
export interface Notation {
  type: FieldType;
  from?: string;
  echo?: { input: string } | { literal: boolean | string | number };
  description: string;
}

const NAME = /^[a-z][a-z0-9_]*$/;
/** `a.b`, `list[].name`, or with fallbacks in the last step `user.username|email|id`. */
const PATH = /^(?:\.|[A-Za-z_][\w-]*(?:\[\])?(?:\.[A-Za-z_][\w-]*(?:\[\])?)*(?:\|[A-Za-z_][\w-]*)*)$/;

/** `goal[]`, `string{}`: a scalar or a shape, and for each suffix a list or a map around it. */
const parseType = (text: string, shapes: ReadonlySet<string>): FieldType => {
  const inner = text.slice(0, -2);
  if (text.endsWith('[]')) return { is: 'array', of: parseType(inner, shapes) };
  if (text.endsWith('{}')) return { is: 'map', of: parseType(inner, shapes) };
  if (isScalar(text)) return { is: 'scalar', scalar: text };
  if (shapes.has(text)) return { is: 'shape', shape: text };
  throw new SyntaxError(`unknown type "${text}"${didYouMean(text, [...scalars, ...shapes])}`);
};

const parseEcho = (text: string): NonNullable<Notation['echo']> => {
  if (text === 'true' || text === 'false') return { literal: text === 'true' };
  if (/^-?\d+(\.\d+)?$/.test(text)) return { literal: Number(text) };
  const quoted = /^'([^']*)'$|^"([^"]*)"$/.exec(text);
  if (quoted) return { literal: quoted[1] ?? quoted[2] ?? '' };
  if (NAME.test(text)) return { input: text };
  throw new SyntaxError(`"= ${text}" is neither an argument, a number, true, false nor 'text'`);
};

/** Cuts `text` at the first ` mark `; the second part is undefined without the mark. */
const cut = (text: string, mark: string): [string, string | undefined] => {
  const at = ` ${text} `.indexOf(` ${mark} `);
  if (at < 0) return [text.trim(), undefined];
  return [text.slice(0, at).trim(), text.slice(at + mark.length).trim()];
};

/** Path, echo and description without a type, as the `_` line of an inline object has them. */
export const parsePlace = (text: string): Omit<Notation, 'type'> & { head: string } => {
  const [front, description] = cut(text, '--');
  const [place, echo] = cut(front, '=');
  const [head, from] = cut(place, '<');
  if (from !== undefined && !PATH.test(from)) throw new SyntaxError(`"< ${from}" is not a path`);
  return {
    head,
    description: description ?? '',
    ...(from !== undefined && { from }),
    ...(echo !== undefined && { echo: parseEcho(echo) }),
  };
};

/** Reads `type < path = echo -- description`; throws a SyntaxError that says which part is wrong. */
export const parseNotation = (text: string, shapes: ReadonlySet<string>): Notation => {
  const { head, ...place } = parsePlace(text);
  return { type: parseType(head, shapes), ...place };
};

/** Reads the key of a field: `name`, `name?` (may be absent), `name[]` (a list of the inline object). */
export const parseKey = (key: string): Pick<Field, 'name' | 'optional'> & { list: boolean } => {
  const parts = /^([a-z][a-z0-9_]*)(\[\])?(\?)?(\[\])?$/.exec(key);
  if (!parts)
    throw new SyntaxError(`"${key}" is not a field name: snake_case, then [] for a list, then ? if it may be absent`);
  return { name: parts[1]!, list: Boolean(parts[2] ?? parts[4]), optional: parts[3] !== undefined };
};

/** A type as people write it. */
export const typeText = (type: FieldType): string => {
  switch (type.is) {
    case 'scalar':
      return type.scalar;
    case 'shape':
      return type.shape;
    case 'object':
      return 'object';
    case 'array':
      return `${typeText(type.of)}[]`;
    case 'map':
      return `${typeText(type.of)}{}`;
  }
};
