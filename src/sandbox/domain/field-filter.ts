import type { Context } from '../context.js';
import { apiError } from '../errors.js';
import type { FieldRow, TaskRow } from '../state/tasks.js';
import { automaticProgress } from './field-progress.js';
import { optionsOf } from './fields.js';

/** One condition of `custom_fields=[...]`. https://developer.clickup.com/docs/taskfilters */
interface Condition {
  readonly field_id: string;
  readonly operator: string;
  readonly value?: unknown;
}

type Test = (task: TaskRow) => boolean;

/** Reads `custom_fields` (an array) and `custom_field` (a single condition); all conditions must hold. */
export function readFieldFilter(ctx: Context): Test | null {
  const conditions = [...parse(ctx.query.get('custom_fields')), ...single(ctx.query.get('custom_field'))];
  if (conditions.length === 0) return null;
  const tests = conditions.map((condition) => testOf(ctx, condition));
  return (task) => tests.every((test) => test(task));
}

function parse(text: string | null): Condition[] {
  if (text === null) return [];
  const value = parseJson(text);
  if (!Array.isArray(value)) throw apiError(400, 'ITEM_156', 'Custom fields must be an array');
  return value as Condition[];
}

function single(text: string | null): Condition[] {
  if (text === null) return [];
  const value = parseJson(text);
  return (Array.isArray(value) ? value : [value]) as Condition[];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw apiError(400, 'ITEM_155', 'Custom fields must be valid JSON');
  }
}

const broken = () => apiError(500, 'ITEMV2_003', 'Internal Server Error');

function testOf(ctx: Context, condition: Condition): Test {
  const field = ctx.state.fields.get(String(condition?.field_id));
  if (!field) throw broken();
  const operator = String(condition.operator).toUpperCase();
  const wanted = normalise(field, condition.value);
  const check = checks[operator];
  if (!check) throw broken();
  return (task) => check(valuesOf(ctx, field, task), wanted);
}

/** A field's value on a task as comparable texts and numbers; empty when unset. */
function valuesOf(ctx: Context, field: FieldRow, task: TaskRow): Comparable[] {
  const stored = task.fields[field.id];
  if (field.type === 'automatic_progress') return [automaticProgress(ctx.state, task, field)];
  if (stored === undefined) return [];
  if (field.type === 'manual_progress') return [(stored as { current: number }).current];
  if (field.type === 'location') return [(stored as { formatted_address: string }).formatted_address];
  return (Array.isArray(stored) ? stored : [stored]).map(comparable);
}

type Comparable = string | number;

const comparable = (value: unknown): Comparable => {
  if (typeof value === 'number') return value;
  if (typeof value === 'object' && value !== null && 'id' in value) return String(value.id);
  return String(value).toLowerCase();
};

/** The values that a condition names; options of a drop_down may be named by their index. */
function normalise(field: FieldRow, value: unknown): Comparable[] {
  const options = optionsOf(field);
  const list: unknown[] =
    typeof value === 'object' && value !== null && !Array.isArray(value) && 'low_value' in value
      ? [value.low_value, (value as { high_value?: unknown }).high_value]
      : Array.isArray(value)
        ? value
        : [value];
  return list.map((one) => {
    const byIndex = options.find((option) => field.type === 'drop_down' && String(option.orderindex) === String(one));
    return comparable(byIndex ? byIndex.id : one);
  });
}

const number = (value: Comparable | undefined): number => Number(value);
const same = (a: Comparable, b: Comparable): boolean =>
  a === b || (String(a) !== '' && String(b) !== '' && Number(a) === Number(b));
const has = (have: readonly Comparable[], one: Comparable): boolean => have.some((value) => same(value, one));
const like = (have: readonly Comparable[], [text]: readonly Comparable[]): boolean =>
  have.some((value) => (typeof value === 'number' ? same(value, text ?? '') : value.includes(String(text ?? ''))));
const compare =
  (holds: (a: number, b: number) => boolean) =>
  (have: readonly Comparable[], [limit]: readonly Comparable[]): boolean =>
    have.some((value) => holds(number(value), number(limit)));

type Check = (have: readonly Comparable[], wanted: readonly Comparable[]) => boolean;

const exact: Check = (have, [one]) => one !== undefined && has(have, one);
const any: Check = (have, wanted) => wanted.some((one) => has(have, one));
const all: Check = (have, wanted) => wanted.every((one) => has(have, one));

const checks: Readonly<Record<string, Check>> = {
  '=': like,
  '==': exact,
  '!=': (have, wanted) => !like(have, wanted),
  '!==': (have, wanted) => !exact(have, wanted),
  '<': compare((a, b) => a < b),
  '<=': compare((a, b) => a <= b),
  '>': compare((a, b) => a > b),
  '>=': compare((a, b) => a >= b),
  'IS NULL': (have) => have.length === 0,
  'IS NOT NULL': (have) => have.length > 0,
  RANGE: (have, [low, high]) => have.some((value) => number(value) >= number(low) && number(value) <= number(high)),
  ANY: any,
  ALL: all,
  'NOT ANY': (have, wanted) => !any(have, wanted),
  'NOT ALL': (have, wanted) => !all(have, wanted),
};
