import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';
import type { CatalogTool } from '../../../generated/catalog.js';
import { categoryOfPage, toolOfPage } from './catalog.js';
import { wordsFor } from './search-words.js';

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A section as VitePress splits pages for its index: a heading with an anchor, then text. */
const section = (level: number, title: string, anchor: string, text: readonly string[]): string =>
  `<h${level}>${escapeHtml(title)} <a href="#${anchor}"></a></h${level}>${text.map((each) => `<p>${escapeHtml(each)}</p>`).join('')}`;

/** Of a tool's page what tells it from the others: its purpose in several wordings, and the names of its arguments. */
function toolText(tool: CatalogTool): string {
  const { name, title, description, useCases, parameters } = tool;
  const words = wordsFor(tool);
  // Said twice, the words of the task weigh more than a chance match in another tool's description.
  return (
    // The anchor under which VitePress looks for the excerpt that it shows.
    section(1, `${name}: ${title}`, `tool-name-${name.replaceAll('_', '-')}`, [
      words,
      words,
      description,
      ...useCases,
    ]) + section(2, 'Input Parameters', 'input-parameters', [parameters.map((each) => each.name).join(', ')])
  );
}

/** Of the table of operations their names alone, which is what someone who knows ClickUp's API looks for. */
const operationNames = (source: string): string =>
  section(1, 'Operations', 'operations', [[...source.matchAll(/^\| \[(\w+)\]/gm)].map(([, name]) => name).join(', ')]);

/** What the search index holds of a page. Lists of tools are left out: the tools themselves are there. */
export function searchText(source: string, env: MarkdownEnv, md: Pick<MarkdownRenderer, 'render'>): string {
  const tool = toolOfPage(env.relativePath);
  if (tool) return toolText(tool);
  if (env.relativePath === 'reference/operations.md') return operationNames(source);
  // The changelog speaks of everything, and answers nothing that is looked for.
  const isList =
    ['index.md', 'changelog.md', 'reference/index.md'].includes(env.relativePath) || categoryOfPage(env.relativePath);
  if (isList) return '';
  return md.render(source, env);
}
