import { readFileSync } from 'node:fs';
import type { PageData } from 'vitepress';
import type { PlaygroundTool } from '../theme/catalog-tool.js';
import { categories, root, toolOfPage } from './catalog.js';
import { readToolPage } from './tool-page.js';

/** Where a page comes from, as the foot of the page says it. */
export interface PageSource {
  /** Path in the repository. */
  readonly file: string;
  readonly generated: boolean;
}

function sourceOf(path: string): PageSource {
  const tool = toolOfPage(path);
  if (tool) {
    const category = categories.find(({ tools }) => tools.includes(tool));
    return { file: `openapi/tools/${tool.toolset}/${category?.file}.yaml`, generated: true };
  }
  if (path === 'changelog.md') return { file: 'CHANGELOG.md', generated: false };
  return path.startsWith('reference/')
    ? { file: 'openapi', generated: true }
    : { file: `docs/${path}`, generated: false };
}

/** What a page begins with, as plain text, for those who show a link to it. */
function firstParagraph(source: string): string {
  const text = source.replace(/<!--.*?-->/g, '');
  const paragraph = /^# .+\n\n(?!```|\||#|<)([\s\S]+?)\n\n/m.exec(text)?.[1] ?? '';
  return paragraph
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ');
}

/** Gives the theme what it needs besides the text: the source of the page and, on a tool's page, the tool. */
export function enrichPage(page: PageData): Partial<PageData> {
  const tool = toolOfPage(page.relativePath);
  const source = sourceOf(page.relativePath);
  if (!tool) {
    const text = readFileSync(`${root}docs/${page.relativePath}`, 'utf8');
    const named = readToolPage(text);
    const description = page.description || named?.description || firstParagraph(text);
    return {
      ...(named && { title: named.name }),
      ...(description && { description }),
      frontmatter: { ...page.frontmatter, source },
    };
  }
  const { name, title, effect, plan, sdk, parameters, inputSchema, examples } = tool;
  const playground: PlaygroundTool = {
    name,
    title,
    effect,
    ...(plan && { plan }),
    sdk,
    parameters,
    inputSchema,
    examples,
  };
  return {
    title: name,
    description: tool.description,
    frontmatter: { ...page.frontmatter, source, playground },
  };
}
