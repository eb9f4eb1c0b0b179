import type { ArgumentSchema, CatalogField, CatalogParameter, CatalogTool } from '../../../generated/catalog.js';
import { effectWords } from '../theme/catalog-tool.js';

const namesOf = (fields: readonly Pick<CatalogField, 'name' | 'optional'>[]): string =>
  fields.map(({ name, optional }) => `${name}${optional ? '?' : ''}`).join(', ');

function parameterLine(
  { name, type, required, description, fields }: CatalogParameter,
  schema?: ArgumentSchema,
): string {
  const inside = fields?.length ? ` {${fields.map((field) => field.name).join(', ')}}` : '';
  const values = schema?.enum ? `: ${schema.enum.join(' | ')}` : '';
  return `- ${name}${required ? '' : '?'} (${type}${inside}${values}): ${description}`;
}

/** What a kind of object, such as `task_row`, holds, by its name in the output schema. */
interface Definition {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

/** The fields of each kind of object, told where it is named first. */
function fieldsByKind({ outputSchema }: CatalogTool): (kind: string) => string {
  const definitions = (outputSchema.$defs ?? {}) as Readonly<Record<string, Definition>>;
  const told = new Set<string>();
  return (kind) => {
    const { properties, required = [] } = definitions[kind] ?? {};
    if (!properties || told.has(kind)) return '';
    told.add(kind);
    return namesOf(Object.keys(properties).map((name) => ({ name, optional: !required.includes(name) })));
  };
}

function returnsText(tool: CatalogTool): string {
  const fieldsOf = fieldsByKind(tool);
  return tool.returns
    .map(({ name, type, optional, fields }) => {
      const names = fields?.length ? namesOf(fields) : fieldsOf(type.replace('[]', ''));
      return `${name}${optional ? '?' : ''} ${type}${names && ` {${names}}`}`;
    })
    .join('; ');
}

/** A tool in few lines, one of them for each argument: what a model needs to call it, without answers and errors. */
export function smallText(tool: CatalogTool): string[] {
  const { name, description, effect, confirm, parameters, inputSchema, examples } = tool;
  const confirmation = { always: ', requires confirm: "yes"', partial: ', parts require confirm: "yes"', never: '' };
  return [
    `## ${name}`,
    '',
    `${description} (${effectWords[effect]}${confirmation[confirm]})`,
    '',
    ...parameters.map((each) => parameterLine(each, inputSchema.properties[each.name])),
    `- Answers: ${returnsText(tool)}`,
    ...examples.slice(0, 1).map(({ title, input }) => `- Example: ${title}: \`${JSON.stringify(input)}\``),
    '',
  ];
}
