import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalog, CatalogTool } from '../../../generated/catalog.js';

/** Root of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The file as it is, for the copy that the site serves. */
export const catalogText = readFileSync(`${root}generated/catalog.json`, 'utf8');

/** Toolsets and tools, in the order of the surfaces. */
export const { toolsets, tools: catalog } = JSON.parse(catalogText) as Catalog;

/** Path of a tool's page below the site's base, without extension. */
export const toolPath = ({ toolset, name }: CatalogTool): string => `reference/${toolset}/${name}`;

const byPage = new Map(catalog.map((tool) => [`${toolPath(tool)}.md`, tool]));

/** The tool that a page is about, by the page's path below `docs`. */
export const toolOfPage = (path: string): CatalogTool | undefined => byPage.get(path);

/** A category and its tools, as the site shows it. */
export interface CategoryPage {
  readonly toolset: string;
  readonly category: string;
  /** Path of its page below the site's base, without extension. */
  readonly path: string;
  /** Its file in `openapi/tools/<toolset>` has the same name. */
  readonly file: string;
  readonly tools: readonly CatalogTool[];
}

/** Categories in the order of the surfaces, each with its tools. */
export const categories: readonly CategoryPage[] = toolsets.flatMap(({ id, categories: ofSet }) =>
  ofSet.map(({ name, noun }) => {
    const file = noun.replaceAll('_', '-');
    const tools = catalog.filter(({ toolset, category }) => toolset === id && category === name);
    return { toolset: id, category: name, path: `reference/${id}/${file}`, file, tools };
  }),
);

/** The category that a page lists. */
export const categoryOfPage = (path: string): CategoryPage | undefined =>
  categories.find((category) => `${category.path}.md` === path);
