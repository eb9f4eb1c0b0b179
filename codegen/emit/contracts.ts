import { kindOf } from '../manifest/kinds.js';
import type { Field, FieldType, Model, Parameter, Tool } from '../model.js';
import { key, pascal, quote } from '../names.js';
import { inlineFields, inlineShape } from './answer.js';
import { methodDoc } from './method-doc.js';
import { type File, indent, jsdoc } from './text.js';
import { typeName } from './tools.js';

type ShapeType = (shape: string) => string;
const concise: ShapeType = (shape) => pascal(shape);
const full: ShapeType = () => 'FullObject';

const scalarTypes = {
  string: 'string',
  id: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  time: 'string',
  day: 'string',
  duration: 'string',
  ms: 'number',
  role: 'string',
  ended: "'done' | 'closed'",
  any: 'unknown',
} as const;

const typeOf = (type: FieldType, shape: ShapeType): string => {
  switch (type.is) {
    case 'scalar':
      return scalarTypes[type.scalar];
    case 'shape':
      return shape(type.shape);
    case 'array': {
      const inner = typeOf(type.of, shape);
      return /^[\w.]+$/.test(inner) ? `${inner}[]` : `Array<${inner}>`;
    }
    case 'map':
      return `Record<string, ${typeOf(type.of, shape)}>`;
    case 'object':
      return `{\n${fieldLines(type.fields, shape)}\n}`;
  }
};

const fieldLines = (fields: readonly Field[], shape: ShapeType): string =>
  indent(
    fields
      .map(
        (field) =>
          `${jsdoc(field.description)}${key(field.name)}${field.optional ? '?' : ''}: ${typeOf(field.type, shape)};`,
      )
      .join('\n'),
  );

const inputType = (parameter: Parameter): string => {
  const { schema, fields } = parameter;
  const inside = fields && `{\n${inputLines(fields, '')}\n}`;
  if (parameter.kind === 'object') return inside ?? 'Record<string, unknown>';
  if (parameter.kind === 'objects') return `Array<${inside ?? 'Record<string, unknown>'}>`;
  if (parameter.kind === 'detail') return 'Detail';
  if (schema.enum) return schema.enum.map(quote).join(' | ');
  if (schema.items?.enum) return `Array<${schema.items.enum.map(quote).join(' | ')}>`;
  return kindOf(parameter.kind).ts;
};

/** Inside nested objects `undefined` is not a value: they go to ClickUp as they are. */
const inputLines = (parameters: readonly Parameter[], orUndefined: string): string =>
  indent(
    parameters
      .map((parameter) => {
        const type = inputType(parameter);
        return `${jsdoc(parameter.doc)}${key(parameter.name)}${parameter.required ? '' : '?'}: ${type}${parameter.required ? '' : orUndefined};`;
      })
      .join('\n'),
  );

const interfaceOf = (name: string, extending: string, lines: string, doc: string): string =>
  `${jsdoc(doc)}export interface ${name}${extending} {${lines ? `\n${lines}\n` : ''}}`;

const toolTypes = (tool: Tool): string[] => {
  const name = typeName(tool);
  return [
    interfaceOf(`${name}Input`, '', inputLines(tool.parameters, ' | undefined'), `Arguments of \`${tool.name}\`.`),
    interfaceOf(`${name}Data`, ' extends Remarks', fieldLines(tool.returns, concise), `Result of \`${tool.name}\`.`),
    ...(tool.hasDetail
      ? [
          interfaceOf(
            `${name}FullData`,
            ' extends Remarks',
            fieldLines(tool.returns, full),
            `Result of \`${tool.name}\` with \`detail: 'full'\` or \`'raw'\`${tool.hasTaskFields ? ', or with `fields`' : ''}.`,
          ),
        ]
      : []),
  ];
};

/** The overloads of an SDK method: what literal `detail` and `dry_run` say about the result, and the rest. */
const methodOf = (tool: Tool, tools: readonly Tool[]): string => {
  const name = typeName(tool);
  const writes = tool.effect !== 'read';
  const optional = tool.parameters.some(({ required }) => required) ? '' : '?';
  const doc = methodDoc(tool, tools);
  const line = (input: string, mark: string, data: string) =>
    `${doc}${tool.sdk.method}(input${mark}: ${input}, options?: CallOptions): Promise<${data}>;`;
  const notDryRun = writes ? ['dry_run?: false'] : [];
  const notPicked = tool.hasTaskFields ? ['fields?: undefined'] : [];
  const narrowed = (parts: readonly string[]) => `${name}Input & { ${parts.join('; ')} }`;
  if (!writes && !tool.hasDetail) return line(`${name}Input`, optional, `${name}Data`);
  const outcomes = [`${name}Data`, ...(tool.hasDetail ? [`${name}FullData`] : []), ...(writes ? ['DryRun'] : [])];
  return [
    ...(writes ? [line(narrowed(['dry_run: true']), '', 'DryRun')] : []),
    ...(tool.hasDetail ? [line(narrowed(["detail: 'full' | 'raw'", ...notDryRun]), '', `${name}FullData`)] : []),
    ...(tool.hasTaskFields ? [line(narrowed(['fields: string[]']), '', `${name}FullData`)] : []),
    line(
      narrowed([...(tool.hasDetail ? ["detail?: 'concise'"] : []), ...notPicked, ...notDryRun]),
      optional,
      `${name}Data`,
    ),
    line(`${name}Input`, optional, outcomes.join(' | ')),
  ].join('\n');
};

const namespaces = (tools: readonly Tool[]): string => {
  const names = [...new Set(tools.map(({ sdk }) => sdk.namespace))];
  const parts = names.map((namespace) => {
    const methods = tools.filter(({ sdk }) => sdk.namespace === namespace).map((tool) => methodOf(tool, tools));
    return `${namespace}: {\n${indent(methods.join('\n'))}\n};`;
  });
  return indent(parts.join('\n'));
};

const head = `import type { CallOptions } from '../src/runtime/call.js';
import type { DryRun } from '../src/runtime/envelope.js';
import type { Detail } from '../src/runtime/tool.js';

/** An id as callers may give it; answers have it as a string. */
export type Id = string | number;

/** A moment or a day: ISO 8601, plain English, Unix milliseconds, or a Date. */
export type When = string | number | Date;

/** A condition on a custom field, named by name or id; \`value\` takes option names, people and dates as text. */
export interface FieldCondition {
  field: string;
  operator:
    '=' | '==' | '!=' | '!==' | '<' | '<=' | '>' | '>=' |
    'IS NULL' | 'IS NOT NULL' | 'RANGE' | 'ANY' | 'ALL' | 'NOT ANY' | 'NOT ALL';
  value?: unknown;
}

/** An object in full, as ClickUp sent it, with ids as strings and times in ISO 8601. */
export interface FullObject {
  id?: string;
  [field: string]: unknown;
}

/** People to set, or to add and remove: ids, names, e-mail addresses or "me". */
export interface PeopleChange {
  set?: Id[];
  add?: Id[];
  remove?: Id[];
}

/** What any result may say besides: how dates and names were understood, and what the caller should know. */
export interface Remarks {
  resolved?: Record<string, string>;
  notes?: string[];
}`;

/** All types of the contract: nouns, inputs and results of each tool of `whole`, and the SDK's surface of `model`. */
export const emitContracts = (model: Model, whole = model): File[] => {
  const { tools, shapes } = model;
  const hidden = tools.flatMap((tool) =>
    hiddenShapes(tool).map(({ name, fields }) => `${name}: {\n${fieldLines(fields, concise)}\n};`),
  );
  const shapeLines = shapes.map(({ name }) => `${name}: ${pascal(name)};`);
  const toolLines = tools.map((tool) => {
    const name = typeName(tool);
    return `${tool.name}: { input: ${name}Input; data: ${name}Data${tool.hasDetail ? `; full: ${name}FullData` : ''} };`;
  });
  const text = [
    head,
    ...whole.shapes.map(({ name, description, fields }) =>
      interfaceOf(pascal(name), '', fieldLines(fields, concise), description),
    ),
    interfaceOf(
      'Shapes',
      '',
      indent([...shapeLines, ...hidden].join('\n')),
      'Nouns by name: what `present` makes of an API object.',
    ),
    ...whole.tools.flatMap(toolTypes),
    interfaceOf(
      'Tools',
      '',
      indent(toolLines.join('\n')),
      'Every tool with the types of its input and data, and of the data in full where it takes `detail`.',
    ),
    interfaceOf('ClickUpTools', '', namespaces(tools), 'The tools as methods, by category.'),
  ].join('\n\n');
  return [{ path: 'generated/contracts.ts', text: `${text}\n` }];
};

/** Shapes that stand for the inline fields of a tool's answer, one for each set of paths. */
export const hiddenShapes = (tool: Tool): { name: string; fields: Field[] }[] => {
  const { implementation } = tool;
  const fields = inlineFields(tool);
  if (fields.length === 0 || implementation.type === 'handler') return [];
  const calls = implementation.type === 'route' ? implementation.calls : [implementation.call];
  const byName = new Map(
    calls.map((call) => [
      inlineShape(tool, call),
      fields
        .filter(({ name }) => call.from[name] !== null)
        .map((field) => ({ ...field, from: call.from[field.name] ?? field.from })),
    ]),
  );
  return [...byName].map(([name, own]) => ({ name, fields: own }));
};
