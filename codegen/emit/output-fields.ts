import type { FieldType, Model } from '../model.js';
import { key } from '../names.js';
import type { File } from './text.js';

const jsonTypes: Readonly<Record<string, string>> = {
  integer: 'integer',
  ms: 'integer',
  number: 'number',
  boolean: 'boolean',
  any: 'any',
};

/** What a member of an answer is, one level deep. */
function kindOf(type: FieldType): string {
  if (type.is === 'scalar') return jsonTypes[type.scalar] ?? 'string';
  if (type.is !== 'array') return 'object';
  return type.of.is === 'scalar' ? 'list' : 'rows';
}

/** What the answer of each tool holds, for output schemas: only who asks for them loads it. */
export const emitOutputFields = ({ tools }: Model): File => ({
  path: 'generated/output-fields.ts',
  text: `/** The members of an answer's data and what they are, \`name:kind\`, apart by spaces. */
export const outputFields: Readonly<Record<string, string>> = {
${tools
  .map(({ name, returns }) => [name, returns.map((field) => `${field.name}:${kindOf(field.type)}`).join(' ')] as const)
  .map(([name, fields]) => `  ${key(name)}: ${JSON.stringify(fields)},`)
  .join('\n')}
};
`,
});
