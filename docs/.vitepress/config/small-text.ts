import type { ArgumentSchema, CatalogField, CatalogParameter, CatalogTool } from '../../../generated/catalog.js';
import { effectWords } from '../theme/catalog-tool.js';

const namesOf = (fields: readonly CatalogField[] | undefined): string =>
  (fields ?? []).map(({ name, optional }) => `${name}${optional ? '?' : ''}`).join(', ');

function parameterLine(
  { name, type, required, description, fields }: CatalogParameter,
  schema?: ArgumentSchema,
): string {
  const inside = fields?.length ? ` {${fields.map((field) => field.name).join(', ')}}` : '';
  const values = schema?.enum ? `: ${schema.enum.join(' | ')}` : '';
  return `- ${name}${required ? '' : '?'} (${type}${inside}${values}): ${description}`;
}

const returnsText = ({ returns }: CatalogTool): string =>
  returns
    .map(({ name, type, optional, fields }) => {
      const inside = fields?.length ? ` {${namesOf(fields)}}` : '';
      return `${name}${optional ? '?' : ''} ${type}${inside}`;
    })
    .join('; ');

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
