import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';
import type { CatalogTool } from '../../../generated/catalog.js';
import { categoryOfPage, toolOfPage } from './catalog.js';
import { wordsFor } from './search-words.js';
import { readToolPage, type ToolPage } from './tool-page.js';

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A section as VitePress splits pages for its index: a heading with an anchor, then text. */
const section = (level: number, title: string, anchor: string, text: readonly string[]): string =>
  // VitePress drops the tags: without a space, the last word of one text and the first of the next would be one.
  `<h${level}>${escapeHtml(title)} <a href="#${anchor}"></a></h${level}>${text.map((each) => `<p>${escapeHtml(each)}</p>`).join(' ')}`;

/** The anchor of a tool page's headline, under which VitePress looks for the excerpt that it shows. */
const anchorOf = (name: string): string => `tool-name-${name.replaceAll('_', '-')}`;

/** Of a tool's page what tells it from the others: its purpose in several wordings, and the names of its arguments. */
function toolText(tool: CatalogTool): string {
  const { name, title, description, useCases, parameters } = tool;
  const words = wordsFor(tool);
  // Said twice, the words of the task weigh more than a chance match in another tool's description.
  return (
    section(1, `${name}: ${title}`, anchorOf(name), [words, words, description, ...useCases]) +
    section(2, 'Input Parameters', 'input-parameters', [parameters.map((each) => each.name).join(', ')])
  );
}

/** The same of a tool that is in no catalogue, as those of analytics, by what its page says. */
const pageText = ({ name, description, useCases, parameters }: ToolPage): string =>
  section(1, name, anchorOf(name), [description, ...useCases]) +
  section(2, 'Input Parameters', 'input-parameters', [parameters.join(', ')]);

/** Of the table of operations their names alone, which is what someone who knows ClickUp's API looks for. */
const operationNames = (source: string): string =>
  section(1, 'Operations', 'operations', [[...source.matchAll(/^\| \[(\w+)\]/gm)].map(([, name]) => name).join(', ')]);

/** What the search index holds of a page. Lists of tools are left out: the tools themselves are there. */
export function searchText(source: string, env: MarkdownEnv, md: Pick<MarkdownRenderer, 'render'>): string {
  const tool = toolOfPage(env.relativePath);
  if (tool) return toolText(tool);
  const page = readToolPage(source);
  if (page) return pageText(page);
  if (env.relativePath === 'reference/operations.md') return operationNames(source);
  // The changelog speaks of everything, and answers nothing that is looked for.
  const isList =
    ['index.md', 'changelog.md', 'reference/index.md'].includes(env.relativePath) ||
    categoryOfPage(env.relativePath) ||
    /^reference\/(analytics|auth)\//.test(env.relativePath);
  if (isList) return '';
  return md.render(source, env);
}

/** How the hits of a search are ordered: what everybody has stands before what one sets up a server for, and before records. */
export const searchOptions = {
  boost: { title: 4, text: 2, titles: 1 },
  fuzzy: 0.2,
  prefix: true,
  // VitePress sends the text of this function to the browser: it may use nothing from here.
  boostDocument: (id: string): number =>
    /\/reference\/(analytics\/|auth\/|operations)|\/decisions\//.test(id) ? 0.6 : 1,
};
