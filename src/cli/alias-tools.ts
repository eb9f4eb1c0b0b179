import { aliases } from '../../generated/aliases.js';
import { type ArgumentSchema, type CatalogParameter, type CatalogTool, catalogTools } from '../../generated/catalog.js';
import { listedAs } from '../registry/aliases.js';
import { ownValue } from '../runtime/plain-object.js';
import type { Alias } from '../runtime/tool.js';

/** A tool by the name that another server gives it, with the arguments as they are called there beside its own. */
export function toolByAlias(wanted: string): CatalogTool | undefined {
  const word = wanted.replace(/^clickup_/, '');
  const alias = ownValue(aliases, word);
  const tool = alias && catalogTools.find(({ name }) => name === alias.tool);
  return tool && underAlias(tool, listedAs(word, alias), alias);
}

function underAlias(tool: CatalogTool, name: string, { arguments: names = {}, set = {}, ignored = {} }: Alias) {
  const { properties, required = [] } = tool.inputSchema;
  const others = Object.entries(names).filter(([, own]) => properties[own]);
  const otherFor = (own: string) => others.find(([, target]) => target === own)?.[0] ?? own;
  const renamed = others.map(([other, own]): CatalogParameter => {
    const parameter = tool.parameters.find((each) => each.name === own)!;
    return { ...parameter, name: other, description: `${parameter.description} The same as ${own}.` };
  });
  const known = Object.entries(ignored).map(([other, value]): [CatalogParameter, ArgumentSchema] => [
    { name: other, kind: 'enum', type: 'string', required: false, description: 'What is so anyway.' },
    { type: 'string', enum: [value] },
  ]);
  const isRenamed = new Set(others.map(([, own]) => own));
  return {
    ...tool,
    name,
    inputSchema: {
      ...tool.inputSchema,
      required: required.filter((own) => !(own in set)).map(otherFor),
      properties: {
        ...Object.fromEntries(others.map(([other, own]) => [other, properties[own]!])),
        ...properties,
        ...Object.fromEntries(known.map(([{ name: other }, schema]) => [other, schema])),
        ...placeByReference(tool),
      },
    },
    parameters: [
      ...renamed,
      ...tool.parameters.map((one) => (isRenamed.has(one.name) || one.name in set ? { ...one, required: false } : one)),
      ...known.map(([parameter]) => parameter),
    ],
  };
}

/** The contract names a place as `{ "type": "list", "id": "..." }`. */
const placeByReference = ({ inputSchema: { properties } }: CatalogTool): Record<string, ArgumentSchema> =>
  properties.space_id || properties.location ? { parent_ref: { type: 'object' } } : {};
