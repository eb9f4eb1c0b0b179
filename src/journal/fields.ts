import { isPlainObject } from '../runtime/plain-object.js';
import { idOf, objectAt, rowsAt } from '../runtime/wire.js';
import type { Change, Helpers, Inverse, Kind, Sent, Wire } from './row.js';

/** A field of a body: where the object shows it, and how its former value is written. */
export interface Field {
  readonly kind: Kind;
  /** The name of what it changes, where that is not its own: `add_owners` changes `owners`. */
  readonly changes?: string;
  /** Its value in the form in which it is written; undefined where the object does not say. */
  of(object: Wire): unknown;
  /** What it will be; default: what is sent. */
  after?(sent: unknown, before: unknown): unknown;
  /** The parts of a body that write the former value again, or why none do; default: the value under its name. */
  restore?(before: unknown, sent: unknown, helpers: Helpers): Wire | string;
}

/** A field by name; `says nothing` for one that only steers how another is taken. */
export type Fields = Readonly<Record<string, Field | 'says nothing'>>;

export const value = (name: string, kind: Kind = 'text', restore?: Field['restore']): Field => ({
  kind,
  of: (object) => object[name],
  ...(restore && { restore }),
});

/** A text, of which null and nothing are the same. */
export const text = (name: string): Field => ({ kind: 'text', of: (object) => object[name] ?? '' });

const numberOf = (given: unknown): number | null =>
  given === null || given === undefined || given === '' || Number.isNaN(Number(given)) ? null : Number(given);

/** A number that ClickUp shows as text, or not at all. */
export const number = (name: string, kind: Kind = 'text'): Field => ({
  kind,
  of: (object) => numberOf(object[name]),
  after: (sent) => numberOf(sent),
});

/** A stamp; a day without a time is written as such again. */
export const date = (name: string): Field => ({
  ...number(name, 'date'),
  restore: (before, _sent, { isDay }) =>
    before === null ? { [name]: null } : { [name]: before, [`${name}_time`]: !isDay(Number(before)) },
});

export const priority: Field = {
  kind: 'priority',
  of: ({ priority: given }) => numberOf(isPlainObject(given) ? given.id : given),
};

/** The id of a person or a Team. */
export const who = (name: string, kind: Kind = 'person', nobody: unknown = null): Field => ({
  kind,
  of: (object) => idIn(object[name]) ?? null,
  after: (sent) => (sent === 'none' || sent === null ? null : String(sent)),
  restore: (before) => ({ [name]: before === null ? nobody : numeric(String(before)) }),
});

const idIn = (given: unknown) => idOf(isPlainObject(given) ? given.id : given);
const numeric = (id: string): unknown => (/^-?\d{1,15}$/.test(id) ? Number(id) : id);

const idsIn = (rows: unknown): string[] =>
  (Array.isArray(rows) ? rows : [])
    .flatMap((row) => idIn(isPlainObject(row) && 'user' in row ? row.user : row) ?? [])
    .sort();

/** People or Teams, of which a body adds and removes some: `{ add, rem }`. */
export const members = (name: string, kind: Kind = 'people'): Field => ({
  kind,
  of: (object) => idsIn(object[name]),
  after: (sent, before) => changed(idsIn(before), idsIn(objectAt(sent).add), idsIn(objectAt(sent).rem)),
  restore: (before, sent) => {
    const had = idsIn(before);
    const add = idsIn(objectAt(sent).rem).filter((id) => had.includes(id));
    const rem = idsIn(objectAt(sent).add).filter((id) => !had.includes(id));
    return add.length + rem.length === 0 ? {} : { [name]: { add: add.map(numeric), rem: rem.map(numeric) } };
  },
});

/** The same in two fields. */
export const added = (name: string, opposite: string, field: string): Field => ({
  kind: 'people',
  changes: name,
  of: (object) => idsIn(object[name]),
  after: (sent, before) =>
    field.startsWith('add') ? changed(idsIn(before), idsIn(sent), []) : changed(idsIn(before), [], idsIn(sent)),
  restore: (before, sent) => {
    const had = idsIn(before);
    const undone = idsIn(sent).filter((id) => had.includes(id) !== field.startsWith('add'));
    return undone.length === 0 ? {} : { [opposite]: undone.map(numeric) };
  },
});

const changed = (had: string[], more: string[], fewer: string[]) =>
  [...new Set([...had, ...more])].filter((id) => !fewer.includes(id)).sort();

/** A part of an object of settings, of which a body names some. */
export const settings = (name: string): Field => ({
  kind: 'text',
  of: (object) => object[name],
  after: (sent, before) => (isPlainObject(sent) && isPlainObject(before) ? { ...before, ...sent } : sent),
  restore: (before, sent) =>
    isPlainObject(before) && isPlainObject(sent)
      ? {
          [name]: Object.fromEntries(
            Object.keys(sent)
              .filter((key) => key in before)
              .map((key) => [key, before[key]]),
          ),
        }
      : `${name} is not shown`,
});

/** What cannot be read back once it is set. */
export const unseen = (kind: Kind = 'text'): Field => ({ kind, of: () => undefined });

export const bodyOf = ({ body }: Sent): Wire => (isPlainObject(body) ? body : {});

/** What the body of a request changes of an object, field by field. */
export function changesBy(fields: Fields, sent: Sent, object: Wire | undefined): Change[] {
  const found = new Map<string, Change>();
  for (const [name, given] of Object.entries(bodyOf(sent))) {
    const field = fields[name] ?? unseen();
    if (field === 'says nothing' || given === undefined) continue;
    const key = field.changes ?? name;
    const known = found.get(key);
    const before = known ? known.before : object && field.of(object);
    const base = known ? known.after : before;
    const after = field.after ? field.after(given, base) : given;
    found.set(key, { name: key, kind: field.kind, before, after });
  }
  return [...found.values()];
}

/** The body that writes what was there before a body was sent. */
export function restoring(
  fields: Fields,
  sent: Sent,
  before: Wire | undefined,
  helpers: Helpers,
): Inverse & { body?: Wire } {
  const except: string[] = [];
  const body: Wire = {};
  for (const [name, given] of Object.entries(bodyOf(sent))) {
    const field = fields[name] ?? unseen();
    if (field === 'says nothing' || given === undefined) continue;
    const had = before && field.of(before);
    const part =
      had === undefined
        ? `${name} as it was cannot be read`
        : (field.restore?.(had, given, helpers) ?? { [name]: had });
    if (typeof part === 'string') except.push(part);
    else merge(body, part);
  }
  return { steps: [], except, body };
}

/** Two parts may name the same people. */
function merge(body: Wire, part: Wire): void {
  for (const [name, given] of Object.entries(part)) {
    const there = body[name];
    body[name] = Array.isArray(there) && Array.isArray(given) ? [...there, ...given] : given;
  }
}

/** The row of a list that has an id or a name. */
export const rowOf = (object: Wire | undefined, list: string, key: string, wanted: string): Wire | undefined =>
  rowsAt(object, list).find((row) => String(row[key]).toLowerCase() === wanted.toLowerCase());
