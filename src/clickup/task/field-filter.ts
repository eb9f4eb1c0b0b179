import type { FieldCondition } from '../../../generated/contracts.js';
import { invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { withHint } from '../advice.js';
import type { Context } from '../context.js';
import { byId, listFields } from '../custom-field/list-fields.js';
import { findOption } from '../custom-field/model.js';
import { dateMs } from '../dates/arguments.js';
import { matchName } from '../match-name.js';
import { userId } from '../people/ids.js';
import { type Id, objectId } from '../references.js';
import { taskId } from './ids.js';
import type { WireField } from './model.js';

/** What each operator compares with. Source: https://developer.clickup.com/docs/taskfilters */
const operators = {
  '=': 'one',
  '==': 'one',
  '!=': 'one',
  '!==': 'one',
  '<': 'number',
  '<=': 'number',
  '>': 'number',
  '>=': 'number',
  'IS NULL': 'nothing',
  'IS NOT NULL': 'nothing',
  RANGE: 'range',
  ANY: 'several',
  ALL: 'several',
  'NOT ANY': 'several',
  'NOT ALL': 'several',
} as const;
type Operator = keyof typeof operators;

const parameter = 'custom_fields';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A condition whose parts are there; `field` is a name or an id. */
interface Checked {
  field: string;
  operator: Operator;
  value: unknown;
}

/**
 * Brings conditions on custom fields into ClickUp's form, a JSON text. Fields named by id go as they are; names are
 * looked up in the Lists, and with them options, people, tasks and dates among the values.
 */
export async function fieldFilter(
  ctx: Context,
  conditions: readonly FieldCondition[] | undefined,
  lists: readonly Id[] | undefined,
): Promise<string | undefined> {
  if (!conditions || conditions.length === 0) return undefined;
  const checked = conditions.map(check);
  const fields = checked.every(({ field }) => uuid.test(field)) ? [] : await fieldsOf(ctx, lists);
  return JSON.stringify(
    await Promise.all(
      checked.map((condition, index) => wireOf(ctx, condition, fields, `${parameter}[${index}].value`)),
    ),
  );
}

async function fieldsOf(ctx: Context, lists: readonly Id[] = []): Promise<WireField[]> {
  if (lists.length === 0) {
    throw invalidInput('The name of a custom field means something within a List only', {
      parameter,
      code: 'MISSING_PARAMETER',
      suggestion: withHint('Add list_ids, or name the field by its id', 'customField.list', 'gives the ids'),
    });
  }
  const found = await Promise.all(lists.map((list) => listFields(ctx, objectId('list', list, 'list_id'))));
  return byId(found.flat());
}

function check(condition: FieldCondition & { field_id?: unknown }): Checked {
  const { field_id, field = field_id, operator, value } = condition;
  if (typeof field !== 'string' || field.trim() === '')
    throw refuse('A condition of custom_fields names no field', condition);
  const sign = operatorOf(operator);
  const isGiven = value !== undefined && value !== null;
  if (operators[sign] !== 'nothing' && !isGiven) throw refuse(`The operator ${sign} needs a value`, condition);
  return { field: field.trim(), operator: sign, value };
}

function operatorOf(operator: unknown): Operator {
  const sign = String(operator ?? '')
    .trim()
    .toUpperCase();
  if (Object.hasOwn(operators, sign)) return sign as Operator;
  const near = nearest(sign, Object.keys(operators));
  throw invalidInput(`custom_fields has an unknown operator: ${JSON.stringify(operator)}`, {
    parameter,
    value: operator,
    allowed: Object.keys(operators),
    nearest: near,
    suggestion: near ? `Did you mean "${near}"?` : `The operators are ${Object.keys(operators).join(', ')}.`,
  });
}

async function wireOf(
  ctx: Context,
  { field: named, operator, value }: Checked,
  fields: readonly WireField[],
  at: string,
) {
  const field = uuid.test(named)
    ? fields.find(({ id }) => id === named)
    : matchName(named, fields, { parameter, noun: 'custom field', place: 'The List' });
  const condition = { field_id: field?.id ?? named, operator };
  const convert = (one: unknown, edge?: Edge) => wireValue(ctx, field, one, at, edge);
  switch (operators[operator]) {
    case 'nothing':
      return condition;
    case 'several':
      return { ...condition, value: await Promise.all([value].flat().map((one) => convert(one))) };
    case 'number':
      return { ...condition, value: numeric(await convert(value, edges[operator])) };
    case 'range':
      return { ...condition, value: await rangeOf(value, convert) };
    case 'one':
      return { ...condition, value: await convert(value) };
  }
}

/** Which end of a bare day counts. */
type Edge = { start: true } | { end: true };

const edges: Partial<Record<Operator, Edge>> = {
  '<': { start: true },
  '<=': { end: true },
  '>': { end: true },
  '>=': { start: true },
};

/** One value as ClickUp compares it: the id of what a name stands for, the milliseconds of a date. */
async function wireValue(
  ctx: Context,
  field: WireField | undefined,
  value: unknown,
  at: string,
  edge?: Edge,
): Promise<unknown> {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  switch (field?.type) {
    case 'drop_down':
    case 'labels':
      return findOption(field, value, at).id;
    case 'users':
      return userId(ctx, value, at);
    case 'tasks':
    case 'list_relationship':
      return taskId(ctx, value, at);
    case 'date':
      return dateMs(ctx, value, at, edge);
    default:
      return value;
  }
}

type Convert = (one: unknown, edge: Edge) => Promise<unknown>;

async function rangeOf(value: unknown, convert: Convert): Promise<unknown> {
  const ends = (low: unknown, high: unknown) =>
    Promise.all([convert(low, { start: true }), convert(high, { end: true })]).then((both) => both.map(numeric));
  if (Array.isArray(value) && value.length === 2) return ends(value[0], value[1]);
  const { low_value, high_value } = isPlainObject(value) ? value : {};
  if (low_value === undefined || high_value === undefined) throw refuse('RANGE needs [low, high]', value);
  const [low, high] = await ends(low_value, high_value);
  return { low_value: low, high_value: high };
}

/** Models write numbers as text; ClickUp compares numbers. */
const numeric = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;

const refuse = (message: string, value: unknown) =>
  invalidInput(message, {
    parameter,
    value,
    suggestion: 'Pass [{"field":"Severity","operator":"=","value":"Critical"}], the field by name or id.',
  });
