import { createMarkdownRenderer } from 'vitepress';
import { extendMarkdown } from '../../docs/.vitepress/config/markdown.js';

export const docs = new URL('../../docs/', import.meta.url);

/** The renderer of the site's pages. VitePress keeps one for all who ask, made with the options of the first. */
export const siteMarkdown = () =>
  createMarkdownRenderer(docs.pathname, { highlight: (code) => code, config: extendMarkdown });
