import type { Field, FieldType, Model } from '../model.js';
import { key, quote } from '../names.js';
import { hiddenShapes } from './contracts.js';
import { braces, type File, indent } from './text.js';

const typeSource = (type: FieldType): string => {
  switch (type.is) {
    case 'scalar':
      return quote(type.scalar);
    case 'shape':
      return `{ shape: ${quote(type.shape)} }`;
    case 'array':
      return `{ array: ${typeSource(type.of)} }`;
    case 'map':
      return `{ map: ${typeSource(type.of)} }`;
    case 'object':
      return `{ object: [${type.fields.map(fieldSource).join(', ')}] }`;
  }
};

const fieldSource = ({ name, from, type, optional }: Field): string =>
  braces(
    [
      `name: ${quote(name)}`,
      ...(from === name ? [] : [`from: ${quote(from)}`]),
      `type: ${typeSource(type)}`,
      ...(optional ? [] : ['required: true']),
    ],
    Number.POSITIVE_INFINITY,
  );

const entry = (name: string, fields: readonly Field[]): string =>
  `${key(name)}: [\n${fields.map((field) => `  ${fieldSource(field)},`).join('\n')}\n],`;

/** How the runtime reads each noun off ClickUp's objects. */
export const emitShapes = ({ shapes, tools }: Model): File[] => {
  const entries = [...shapes, ...tools.flatMap(hiddenShapes)].map(({ name, fields }) => entry(name, fields));
  const text = `import type { Projections } from '../src/runtime/result.js';

/** How each noun is read off ClickUp's objects. */
export const shapes: Projections = {
${indent(entries.join('\n'))}
};
`;
  return [{ path: 'generated/shapes.ts', text }];
};
