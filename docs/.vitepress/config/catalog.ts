import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CatalogTool } from '../theme/catalog-tool.js';

/** Root of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The file as it is, for the copy that the site serves. */
export const catalogText = readFileSync(`${root}generated/catalog.json`, 'utf8');

/** Every tool, in the order of the surfaces. */
export const catalog: readonly CatalogTool[] = (JSON.parse(catalogText) as { tools: CatalogTool[] }).tools;

const byName = new Map(catalog.map((tool) => [tool.name, tool]));

/** Categories in the order of the surfaces, each with its tools. */
export const categories: ReadonlyMap<string, readonly CatalogTool[]> = new Map(
  catalog.map(({ category }) => [category, catalog.filter((tool) => tool.category === category)]),
);

/** The tool that a page is about, by the page's path below `docs`. */
export const toolOfPage = (path: string): CatalogTool | undefined =>
  byName.get(/^reference\/tools\/(\w+)\.md$/.exec(path)?.[1] ?? '');

/** File name of a category's page, without extension: that of its manifest too. */
export const categoryFile = (tool: CatalogTool): string =>
  /^clickup_(custom_field|[a-z]+)_/.exec(tool.name)?.[1]?.replaceAll('_', '-') ?? '';
