import type { ShapeEntry, ToolEntry } from '../manifest/manifest.js';
import { parseKey, parseNotation, parsePlace } from '../manifest/notation.js';
import { didYouMean, type Report } from '../manifest/problems.js';
import type { Field, FieldType, Shape } from '../model.js';

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (type: FieldType, isList: boolean): FieldType => (isList ? { is: 'array', of: type } : type);

const fieldOf = (
  key: string,
  value: unknown,
  path: readonly string[],
  shapes: ReadonlySet<string>,
  report: Report,
): Field => {
  const { name, optional, list: isList } = parseKey(key);
  if (isMapping(value)) {
    const { _: note, ...inner } = value;
    const place = parsePlace(typeof note === 'string' ? note : '');
    const type = { is: 'object', fields: fieldsOf(inner, path, shapes, report) } as const;
    const description = place.description || place.head;
    return { name, optional, type: list(type, isList), from: place.from ?? name, description };
  }
  if (typeof value !== 'string') throw new SyntaxError(`${name} must be text in notation or a mapping`);
  const { type, from, echo, description } = parseNotation(value, shapes);
  return { name, optional, type: list(type, isList), from: from ?? name, ...(echo && { echo }), description };
};

const fieldsOf = (
  fields: Record<string, unknown>,
  path: readonly string[],
  shapes: ReadonlySet<string>,
  report: Report,
): Field[] => {
  const seen = new Set<string>();
  return Object.entries(fields).flatMap(([key, value]) => {
    const at = [...path, key];
    try {
      const field = fieldOf(key, value, at, shapes, report);
      if (seen.has(field.name)) throw new SyntaxError(`${field.name} is there twice`);
      seen.add(field.name);
      return [field];
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      report(at, error.message);
      return [];
    }
  });
};

/** The fields of an answer; `scope` is added where a listing has filters, and `next_cursor` where the tool pages. */
export const buildReturns = ({ spec, report }: ToolEntry, shapes: ReadonlySet<string>): Field[] => {
  const fields = fieldsOf(spec.returns, ['returns'], shapes, report);
  if (fields.length === 0) report(['returns'], 'says nothing of what is returned');
  const inputs = Object.keys(spec.input);
  for (const { name, echo } of fields) {
    if (!echo || !('input' in echo) || inputs.includes(echo.input)) continue;
    report(['returns', name], `"= ${echo.input}" is no argument${didYouMean(echo.input, inputs)}`);
  }
  if (!spec.paging || fields.some(({ name }) => name === 'next_cursor')) return fields;
  return [...fields, ...(spec.unverified_filters.length > 0 ? [scope] : []), nextCursor];
};

const scope: Field = {
  name: 'scope',
  optional: true,
  type: { is: 'scalar', scalar: 'string' },
  from: 'scope',
  description: 'Which tasks were asked for, where filters were given; several values of one filter mean any of them.',
};

const nextCursor: Field = {
  name: 'next_cursor',
  optional: true,
  type: { is: 'scalar', scalar: 'string' },
  from: 'next_cursor',
  description: 'Pass as cursor to get the next page; absent on the last one.',
};

/** Shapes in order, each with what it extends before its own fields; a field of the same name replaces in place. */
export const buildShapes = (entries: readonly ShapeEntry[]): Shape[] => {
  const byName = new Map<string, ShapeEntry>();
  for (const entry of entries) {
    if (byName.has(entry.name)) entry.report([], `shape ${entry.name} is there twice`);
    if (!/^[a-z][a-z0-9_]*$/.test(entry.name)) entry.report([], `shape ${entry.name} is not snake_case`);
    byName.set(entry.name, entry);
  }
  const names = new Set(byName.keys());
  const done = new Map<string, Field[]>();
  const build = (entry: ShapeEntry, open: readonly string[]): Field[] => {
    const known = done.get(entry.name);
    if (known) return known;
    const { _: _description, extends: base, ...own } = entry.fields;
    const parent = typeof base === 'string' ? byName.get(base) : undefined;
    if (base !== undefined && !parent) {
      entry.report(['extends'], `unknown shape "${String(base)}"${didYouMean(String(base), names)}`);
    }
    if (parent && open.includes(parent.name)) {
      entry.report(['extends'], `${[...open, parent.name].join(' extends ')}: a circle`);
      return [];
    }
    const inherited = parent ? build(parent, [...open, parent.name]) : [];
    const fields = fieldsOf(own, [], names, entry.report);
    const replaced = inherited.map((field) => fields.find(({ name }) => name === field.name) ?? field);
    const all = [...replaced, ...fields.filter(({ name }) => !inherited.some((field) => field.name === name))];
    done.set(entry.name, all);
    return all;
  };
  return entries.map((entry) => ({
    name: entry.name,
    description: typeof entry.fields._ === 'string' ? entry.fields._ : '',
    fields: build(entry, [entry.name]),
  }));
};
