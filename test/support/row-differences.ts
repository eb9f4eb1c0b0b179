import type { Rows } from './policy-oracle.js';

type Row = Rows[string][number];

/** Who wrote last and when, and what follows from that: nobody's work. */
const traces =
  /^(dateUpdated|statusHistory|dateDone|dateClosed|at|actions|lastCustomId|editedBy|contributorIds|fieldUses|assignedById|dateAssigned)$/;
const logs = new Set(['auditLog', 'timeChanges']);

/** Forms of one meaning: no people in a field, a feature that is off, a mention with and without what is known of the person. */
const isNothing: Readonly<Record<string, (value: unknown) => boolean>> = {
  fields: (value) => Array.isArray(value) && value.length === 0,
  features: (value) => JSON.stringify(value) === '{"enabled":false}',
};

/** A value as text, in which what means the same is the same. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (key, part: unknown) => {
    if (traces.test(key)) return undefined;
    const skip = isNothing[key];
    if (skip && typeof part === 'object' && !Array.isArray(part)) {
      const some = Object.entries(part as object).filter(([, each]) => !skip(each));
      return some.sort(([a], [b]) => (a < b ? -1 : 1));
    }
    if (key === 'blocks' && Array.isArray(part))
      return part.map((block) => (block.type === 'tag' ? { tag: block.user?.id } : block));
    if (key === 'reactions' && Array.isArray(part))
      return part.map((each) => JSON.stringify(each, ['reaction', 'userId'])).sort();
    if (Array.isArray(part)) return part.every((item) => typeof item === 'string') ? [...part].sort() : part;
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  }) ?? '';

/** A row is never changed, only replaced, so that its text is made once. */
const texts = new WeakMap<object, string>();

/** The rows that are not deleted, by table and id, without what is nobody's work. */
export function standing(rows: object): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, list] of Object.entries(rows as Rows)) {
    if (logs.has(name)) continue;
    for (const row of list) {
      if (row.deleted) continue;
      const text = texts.get(row) ?? textOf(row);
      texts.set(row, text);
      found.set(`${name} ${row.id}`, text);
    }
  }
  return found;
}

/** One field of a row that is not as it was; `*` where the row was made or is gone. */
export interface Difference {
  readonly table: string;
  readonly id: string;
  readonly field: string;
  /** The row before and after, as far as there was one. */
  readonly rows: readonly Row[];
}

export const keyOf = ({ table, id, field }: Difference): string => `${table} ${id} ${field}`;

const alive = (row: Row | undefined): Row | undefined => (row?.deleted ? undefined : row);

/** What differs between two states, field by field, without what is nobody's work. */
export function differences(before: Rows, after: Rows): Difference[] {
  const found: Difference[] = [];
  for (const table of Object.keys(after)) {
    const [was, is] = [before[table] ?? [], after[table] ?? []];
    const isSame = was.length === is.length && was.every((row, index) => row === is[index]);
    if (isSame || logs.has(table)) continue;
    const [old, now] = [was, is].map((list) => new Map(list.map((row) => [row.id, row])));
    for (const id of new Set([...old!.keys(), ...now!.keys()])) {
      const rows = [old!.get(id), now!.get(id)].filter((row) => row !== undefined);
      const [a, b] = [alive(old!.get(id)), alive(now!.get(id))];
      if (a === b) continue;
      if (a && b && relations.has(table)) continue;
      const fields = a && b ? Object.keys({ ...a, ...b }).filter((field) => isChanged(field, a, b)) : ['*'];
      for (const field of fields) found.push({ table, id, field, rows });
    }
  }
  return found;
}

/** Who made a relation, and when: another one is the same. */
const relations = new Set(['dependencies', 'links']);

const isChanged = (field: string, a: Row, b: Row): boolean =>
  a[field] !== b[field] && !traces.test(field) && textOf({ [field]: a[field] }) !== textOf({ [field]: b[field] });
