import type { Row } from '../emit/docs-fields.js';
import { cell } from '../emit/docs-text.js';
import type { AnalyticsManifest, FieldText } from './manifest.js';

/** What stood at a place of some answers. */
interface Place {
  types: Set<string>;
  fields: Map<string, Place>;
  /** How often it was an object, so that a field that came less often is optional. */
  objects: number;
  seen: number;
  items: Place | undefined;
}

const place = (): Place => ({ types: new Set(), fields: new Map(), objects: 0, seen: 0, items: undefined });

function add(at: Place, value: unknown): void {
  at.seen += 1;
  at.types.add(typeOf(value));
  if (Array.isArray(value)) {
    at.items ??= place();
    for (const item of value) add(at.items, item);
  } else if (typeof value === 'object' && value !== null) {
    at.objects += 1;
    for (const [name, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const inner = at.fields.get(name) ?? place();
      at.fields.set(name, inner);
      add(inner, item);
    }
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value !== 'string') return typeof value;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return 'instant';
  return /^\d{4}-\d\d-\d\d$/.test(value) ? 'day' : 'string';
}

const words: Readonly<Record<string, string>> = {
  'day instant': 'string (ISO 8601, or a plain date)',
  instant: 'string (ISO 8601)',
  day: 'string (a date)',
  'integer number': 'number',
};

const plural = (type: string): string => type.replace(/^(string|integer|number|boolean|object)/, '$1s');

function typeText(name: string, at: Place, optional: boolean, given: string | undefined): string {
  const types = [...at.types].filter((type) => type !== 'null').sort();
  const known = types.join(' ');
  const base =
    given ??
    (known === 'array'
      ? at.items && at.items.seen > 0
        ? `array of ${plural(typeText('', at.items, false, undefined))}`
        : 'array'
      : (words[known] ?? types.join(' or ')));
  const unit = /(^|_)ms$/.test(name) && base === 'integer' ? ' (milliseconds)' : '';
  return `${base}${unit}${at.types.has('null') ? ', or null' : ''}${optional ? ', optional' : ''}`;
}

/** What stood at fields of a name in the answers of all tools: a type where one answer holds nothing. */
export class KnownTypes {
  private readonly places = new Map<string, Place>();

  learn(answer: unknown): void {
    const all = place();
    add(all, answer);
    this.keep(all);
  }

  private keep(at: Place): void {
    for (const [name, inner] of at.fields) {
      this.places.set(name, merged([...(this.places.has(name) ? [this.places.get(name)!] : []), inner]));
      this.keep(inner);
      if (inner.items) this.keep(inner.items);
    }
  }

  /** The place, with what others say of it where it says nothing itself. */
  complete(name: string, at: Place): Place {
    const other = this.places.get(name);
    if (!other) return at;
    const own = [...at.types].filter((type) => type !== 'null');
    const isFraction =
      own[0] === 'integer' && own.length === 1 && /(_hours|hours|ratio|share|rate|mean|median)$/.test(name);
    const types =
      own.length === 0 || (isFraction && other.types.has('number')) ? new Set([...at.types, ...other.types]) : at.types;
    const items = at.items && at.items.seen > 0 ? at.items : at.types.has('array') ? other.items : at.items;
    return { ...at, types, items };
  }
}

/** A table of all that stood in some answers of a tool, described by the names of fields; tells those that have no description. */
export function answerRows(
  tool: string,
  answers: readonly unknown[],
  { fields }: Pick<AnalyticsManifest, 'fields'>,
  known: KnownTypes,
  report: (message: string) => void,
): Row[] {
  const root = place();
  for (const answer of answers) add(root, answer);
  const textOf = (owner: string, name: string): FieldText | undefined =>
    fields.get(`${tool}.${name}`) ?? fields.get(`${owner}.${name}`) ?? fields.get(name);
  const rowsIn = (at: Place, path: string, owner: string): Row[] =>
    [...at.fields].flatMap(([name, own]) => {
      const inner = known.complete(name, own);
      const text = textOf(owner, name);
      if (text === undefined) report(`${path}.${name} has no description in openapi/analytics/fields.yaml`);
      const said = typeof text === 'object' ? text : { text: text ?? '' };
      const { keys, type } = said;
      const description = [...inner.types].every((each) => ['integer', 'number', 'null'].includes(each))
        ? (said.count ?? said.text)
        : said.text;
      const values = keys === undefined ? undefined : merged([...inner.fields.values()]);
      const named = values && `object of ${plural(typeText(name, values, false, undefined))} by ${keys}`;
      const row = {
        name: `${path}.${name}`,
        type: typeText(name, inner, inner.seen < at.objects, type ?? named),
        description: cell(description),
      };
      if (type !== undefined) return [row];
      const below = inner.items ?? inner;
      const to = `${path}.${name}${inner.items ? '[]' : ''}`;
      return [row, ...(values ? rowsIn(values, `${to}.<${keys}>`, name) : rowsIn(below, to, name))];
    });
  return rowsIn(root, 'data', tool);
}

/** What stood at several places, as if it were one. */
function merged(places: readonly Place[]): Place {
  const all = place();
  for (const { types, fields, objects, seen, items } of places) {
    for (const type of types) all.types.add(type);
    for (const [name, inner] of fields)
      all.fields.set(name, merged([...(all.fields.has(name) ? [all.fields.get(name)!] : []), inner]));
    all.objects += objects;
    all.seen += seen;
    all.items = items ? merged([...(all.items ? [all.items] : []), items]) : all.items;
  }
  return all;
}
