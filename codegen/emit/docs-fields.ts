import type { Scalar } from '../../src/runtime/scalars.js';
import type { Field, FieldType, Model, Parameter, Shape, Tool } from '../model.js';
import { cell, codeCell } from './docs-text.js';

/** One row of a table about a value: name, type, description. */
export interface Row {
  name: string;
  type: string;
  description: string;
}

const scalarText: Record<Scalar, string> = {
  string: 'string',
  id: 'string (id)',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  time: 'string (ISO 8601)',
  day: 'string (ISO 8601, or a plain date)',
  duration: 'string (such as `1h 30m`)',
  ms: 'integer (milliseconds)',
  role: 'string (owner, admin, member or guest)',
  ended: 'string (done or closed)',
  any: 'any',
};

const plural = (text: string): string => text.replace(/^(string|integer|number|boolean|object)/, '$1s');

const typeName = (type: FieldType): string => {
  switch (type.is) {
    case 'scalar':
      return scalarText[type.scalar];
    case 'array':
      return type.of.is === 'scalar' && type.of.scalar === 'any' ? 'array' : `array of ${plural(typeName(type.of))}`;
    case 'map':
      return `object of ${plural(typeName(type.of))} by name`;
    default:
      return 'object';
  }
};

/** Fields of a field, and the shape that they come from. */
const inside = (type: FieldType, shapes: ReadonlyMap<string, Shape>): { fields: readonly Field[]; shape?: string } => {
  if (type.is === 'array' || type.is === 'map') return inside(type.of, shapes);
  if (type.is === 'object') return { fields: type.fields };
  if (type.is === 'shape') return { fields: shapes.get(type.shape)?.fields ?? [], shape: type.shape };
  return { fields: [] };
};

const suffix = (type: FieldType): string =>
  type.is === 'array' ? `[]${suffix(type.of)}` : type.is === 'map' ? `.<name>${suffix(type.of)}` : '';

const rowsOf = (
  fields: readonly Field[],
  path: string,
  shapes: ReadonlyMap<string, Shape>,
  open: readonly string[],
): Row[] =>
  fields.flatMap(({ name, optional, type, description }) => {
    const at = `${path}.${name}`;
    const { fields: inner, shape } = inside(type, shapes);
    const again = shape !== undefined && open.includes(shape);
    const row = {
      name: at,
      type: `${typeName(type)}${optional ? ', optional' : ''}`,
      description: again ? `${description} Fields as above.`.trim() : description,
    };
    const below = again ? [] : rowsOf(inner, at + suffix(type), shapes, shape === undefined ? open : [...open, shape]);
    return [row, ...below];
  });

/** Rows of everything that can stand in `data`. */
export const dataRows = (tool: Tool, { shapes }: Model): Row[] => {
  const byName = new Map(shapes.map((shape) => [shape.name, shape]));
  const dry: Row[] = [
    { name: 'data.dry_run', type: 'boolean, optional', description: 'With `dry_run` alone: always `true`.' },
    {
      name: 'data.requests',
      type: 'array of objects, optional',
      description:
        'With `dry_run` alone, in place of the fields above: the requests that would be sent, each with `method`, `path`, `query` and `body`.',
    },
    {
      name: 'data.changes',
      type: 'array of objects, optional',
      description:
        'With `dry_run` alone: what would change, in words: `action`, `target`, `field`, `from`, `to`, and `lost`, what goes with it.',
    },
    {
      name: 'data.cannot_undo',
      type: 'array of strings, optional',
      description: 'With `dry_run` alone: what of it cannot be taken back, and why.',
    },
    {
      name: 'data.api_calls',
      type: 'number, optional',
      description:
        'With `dry_run` alone: how many requests would be sent; `data.seconds`: about how long they would take.',
    },
  ];
  return [
    ...rowsOf(tool.returns, 'data', byName, []),
    ...(tool.effect === 'read' ? [] : dry),
    {
      name: 'data.resolved',
      type: 'object, optional',
      description: 'How dates and names of the input were understood, by argument.',
    },
    {
      name: 'data.notes',
      type: 'array of strings, optional',
      description: 'What else the caller should know about this answer.',
    },
  ];
};

/** The type of an argument in the words of the standard. */
const wireType = (schema: Parameter['schema']): string => (schema.type === 'integer' ? 'number' : schema.type);

const argumentType = ({ schema }: Parameter): string => {
  if (schema.type === 'array') return `array of ${plural(schema.items?.type ?? 'value')}`;
  return schema.type;
};

const choices = ({ schema }: Parameter): readonly string[] => schema.enum ?? schema.items?.enum ?? [];

const limits = ({ schema }: Parameter): string => {
  const low = schema.minimum ?? schema.minItems ?? schema.minLength;
  const high = schema.maximum ?? schema.maxItems ?? schema.maxLength;
  const unit = schema.type === 'array' ? ' entries' : schema.type === 'string' ? ' characters' : '';
  if (low !== undefined && high !== undefined) return ` From ${low} to ${high}${unit}.`;
  if (low === 1 && schema.type === 'array') return ' At least one entry.';
  if (low !== undefined) return ` At least ${low}${unit}.`;
  return high === undefined ? '' : ` At most ${high}${unit}.`;
};

const dot = (text: string): string => (/[.!?:)]$/.test(text) ? text : `${text}.`);

const argumentText = (parameter: Parameter): string => {
  const values = choices(parameter);
  const oneOf = values.length > 0 ? ` One of: ${values.map((value) => `\`${value}\``).join(', ')}.` : '';
  return `${dot(parameter.doc)}${oneOf}${limits(parameter)}`;
};

const describe = (parameter: Parameter): Record<string, unknown> => ({
  type: wireType(parameter.schema),
  required: parameter.required,
  description: `${dot(parameter.doc)}${limits(parameter)}`,
  ...(choices(parameter).length > 0 && { enum: choices(parameter) }),
  example: parameter.example,
  ...(parameter.fields && { fields: describeAll(parameter.fields) }),
});

/** The arguments in the form of the standard: type, required, description and example by name. */
export const describeAll = (parameters: readonly Parameter[]): Record<string, unknown> =>
  Object.fromEntries(parameters.map((parameter) => [parameter.name, describe(parameter)]));

const requiredText = ({ required, requiredUnless }: Parameter): string =>
  required ? 'Yes' : requiredUnless ? `Unless \`${requiredUnless}\`` : 'No';

/** Rows of the table of arguments, those inside objects after their owner. */
export const argumentRows = (parameters: readonly Parameter[], path = ''): Record<string, string>[] =>
  parameters.flatMap((parameter) => {
    const name = path + parameter.name;
    const list = parameter.schema.type === 'array' ? '[]' : '';
    return [
      {
        name,
        type: argumentType(parameter),
        required: requiredText(parameter),
        description: cell(argumentText(parameter)),
        example: codeCell(parameter.example),
      },
      ...argumentRows(parameter.fields ?? [], `${name}${list}.`),
    ];
  });
