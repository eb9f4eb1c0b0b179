import { InputError } from '../../runtime/input-error.js';
import { nearest } from '../../runtime/nearest.js';

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

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Checks a custom field filter and brings it into ClickUp's form: a JSON text of `{ field_id, operator, value }`. */
export function fieldFilter(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const conditions = parse(text);
  if (Array.isArray(conditions) && conditions.length === 0) return undefined;
  return JSON.stringify((Array.isArray(conditions) ? conditions : [conditions]).map(checked));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refuse('custom_fields is not JSON', text);
  }
}

function checked(condition: unknown): Record<string, unknown> {
  const { field_id, operator, value } = (condition ?? {}) as Record<string, unknown>;
  if (typeof field_id !== 'string' || !uuid.test(field_id)) {
    throw refuse('A condition of custom_fields lacks a field_id that is a UUID', field_id);
  }
  const sign = operatorOf(operator);
  const wants = operators[sign];
  if (wants === 'nothing') return { field_id, operator: sign };
  if (value === undefined || value === null) throw refuse(`The operator ${sign} needs a value`, condition);
  if (wants === 'several') return { field_id, operator: sign, value: Array.isArray(value) ? value : [value] };
  if (wants === 'number') return { field_id, operator: sign, value: numeric(value) };
  if (wants === 'range') return { field_id, operator: sign, value: range(value) };
  return { field_id, operator: sign, value };
}

function operatorOf(operator: unknown): Operator {
  const sign = String(operator ?? '')
    .trim()
    .toUpperCase();
  if (Object.hasOwn(operators, sign)) return sign as Operator;
  const near = nearest(sign, Object.keys(operators));
  throw new InputError(`custom_fields has an unknown operator: ${JSON.stringify(operator)}`, {
    parameter: 'custom_fields',
    value: operator,
    allowed: Object.keys(operators),
    nearest: near,
    suggestion: near ? `Did you mean "${near}"?` : `The operators are ${Object.keys(operators).join(', ')}.`,
  });
}

function range(value: unknown): unknown {
  if (Array.isArray(value) && value.length === 2) return value.map(numeric);
  const { low_value, high_value } = value as { low_value?: unknown; high_value?: unknown };
  if (low_value !== undefined && high_value !== undefined) {
    return { low_value: numeric(low_value), high_value: numeric(high_value) };
  }
  throw refuse('RANGE needs [low, high]', value);
}

/** Models write numbers as text; ClickUp compares numbers. */
const numeric = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;

const refuse = (message: string, value: unknown) =>
  new InputError(message, {
    parameter: 'custom_fields',
    value,
    suggestion:
      'Pass JSON such as [{"field_id":"<uuid>","operator":"=","value":"abc"}]; clickup_custom_field_list gives the ids.',
  });
