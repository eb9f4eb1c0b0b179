import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';
import type { CatalogTool } from '../theme/catalog-tool.js';
import { toolOfPage } from './catalog.js';
import { wordsFor } from './search-words.js';

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A section as VitePress splits pages for its index: a heading with an anchor, then text. */
const section = (level: number, title: string, anchor: string, text: readonly string[]): string =>
  `<h${level}>${escapeHtml(title)} <a href="#${anchor}"></a></h${level}>${text.map((each) => `<p>${escapeHtml(each)}</p>`).join('')}`;

/** Of a tool's page only what tells it from the 71 others: its purpose in several wordings, and its arguments. */
function toolText(tool: CatalogTool): string {
  const { name, title, description, useCases, parameters } = tool;
  return (
    section(1, name, '', [title, wordsFor(tool), description, ...useCases]) +
    section(
      2,
      'Input Parameters',
      'input-parameters',
      parameters.map((each) => `${each.name}: ${each.description}`),
    )
  );
}

/** What the search index holds of a page. The lists of tools are left out: the tools themselves are there. */
export function searchText(source: string, env: MarkdownEnv, md: Pick<MarkdownRenderer, 'render'>): string {
  const tool = toolOfPage(env.relativePath);
  if (tool) return toolText(tool);
  if (/^(index|reference\/(index|categories\/.*))\.md$/.test(env.relativePath)) return '';
  return md.render(source, env);
}
