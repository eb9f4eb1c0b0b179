import { type CatalogTool, catalogTools } from '../../generated/catalog.js';
import { nearest } from '../runtime/nearest.js';
import { toolByAlias } from './alias-tools.js';
import { UsageError } from './usage.js';

export { type CatalogTool, catalogTools };

const underscored = (name: string): string => name.replaceAll('-', '_');
export const toolCalled = (wanted: string): CatalogTool | undefined =>
  catalogTools.find((row) => row.name === wanted || row.name === `clickup_${wanted}`) ?? toolByAlias(wanted);

export const isTool = (name: string): boolean => toolCalled(underscored(name)) !== undefined;

/** The tool of that name, or of that of another server; the `clickup_` in front may be left out. */
export function findTool(name: string | undefined): CatalogTool {
  const wanted = underscored(name ?? '');
  const tool = toolCalled(wanted);
  if (tool) return tool;
  if (!wanted) throw new UsageError('which tool?', 'Name one; `clickup-tools tools` lists them.');
  const word = wanted.replace(/^clickup_/, '');
  const near = similar(word);
  throw new UsageError(
    `no tool is called ${name}`,
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : '`clickup-tools tools` lists them.',
  );
}

/** Tools made of the same words in any order (`create_task`), else the one spelt most alike. */
function similar(wanted: string): string[] {
  const words = wanted.split('_').map(singular);
  const names = catalogTools.map(({ name }) => name);
  const alike = names.filter((name) => {
    const parts = name.split('_').map(singular);
    return words.length > 1 && words.every((word) => parts.includes(word));
  });
  const shortest = alike.toSorted((a, b) => a.length - b.length).slice(0, 3);
  return shortest.length > 0 ? shortest : [nearest(`clickup_${wanted}`, names) ?? []].flat();
}

const singular = (word: string): string => word.replace(/s$/, '');
