import type { MarkdownRenderer } from 'vitepress';
import { effectWords } from '../theme/catalog-tool.js';
import { toolOfPage } from './catalog.js';

const effects = new Set<string>(Object.values(effectWords));
const isReference = (path: string | undefined): boolean => path?.startsWith('reference/') ?? false;

/** Turns `reads`, `writes` and `deletes` in the tables of the reference into badges. */
function effectBadges(md: MarkdownRenderer): void {
  const plain = md.renderer.rules.code_inline!;
  md.renderer.rules.code_inline = (tokens, index, options, env, self) => {
    const { content } = tokens[index]!;
    if (!effects.has(content) || !isReference(env.relativePath)) return plain(tokens, index, options, env, self);
    return `<span class="effect effect-${content}">${content}</span>`;
  };
}

/** Sets the words before the name in the headline of a tool's page in small type, above it. */
function toolHeadline(md: MarkdownRenderer): void {
  md.core.ruler.push('tool-headline', ({ tokens, env, Token }) => {
    if (!isReference(env.relativePath)) return;
    const headline = tokens[tokens.findIndex(({ type, tag }) => type === 'heading_open' && tag === 'h1') + 1];
    const words = headline?.children?.find(({ content }) => content.startsWith('Tool Name:'));
    if (!headline?.children || !words) return;
    const small = new Token('html_inline', '', 0);
    small.content = `<span class="overline">${words.content.trim()}</span> `;
    headline.children = headline.children.map((child) => (child === words ? small : child));
  });
}

/** Puts the playground into a tool's page below the introduction, which the first rule across the page ends. */
function playgroundMount(md: MarkdownRenderer): void {
  md.core.ruler.push('playground', (state) => {
    if (!toolOfPage(state.env.relativePath)) return;
    const rule = state.tokens.findIndex(({ type }) => type === 'hr');
    if (rule < 0) return;
    const mount = new state.Token('html_block', '', 0);
    mount.content = '<ToolPlayground />\n';
    state.tokens.splice(rule, 1, mount);
  });
}

/** Shows the tools on the page of all tools, between its first heading and its last, as a list that can be filtered. */
function toolIndexMount(md: MarkdownRenderer): void {
  md.core.ruler.push('tool-index', ({ tokens, env, Token }) => {
    if (env.relativePath !== 'reference/index.md') return;
    const isHeading = ({ type, tag }: (typeof tokens)[number]) => type === 'heading_open' && tag === 'h2';
    const [first, last] = [tokens.findIndex(isHeading), tokens.findLastIndex(isHeading)];
    const mount = new Token('html_block', '', 0);
    mount.content = '<ToolIndex />\n';
    tokens.splice(first, last - first, mount);
  });
}

/** Gives each cell the heading of its column, which stands beside it where a phone shows rows as cards, and numbers a class. */
function labelledCells(md: MarkdownRenderer): void {
  md.core.ruler.push('labelled-cells', ({ tokens }) => {
    let headings: string[] = [];
    let column = 0;
    tokens.forEach(({ type }, index) => {
      const token = tokens[index]!;
      if (type === 'thead_open') headings = [];
      if (type === 'tr_open') column = 0;
      if (type === 'th_open') headings.push(tokens[index + 1]!.content.replaceAll('`', ''));
      if (type !== 'td_open') return;
      token.attrSet('data-label', headings[column++] ?? '');
      if (token.attrGet('style') !== 'text-align:right') return;
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
      token.attrSet('class', 'number');
    });
  });
}

/** Wide tables scroll inside a region that the keyboard reaches, so that the page itself never scrolls sideways. */
function scrollableTables(md: MarkdownRenderer): void {
  md.renderer.rules.table_open = (tokens, index) => {
    const number = tokens.slice(0, index + 1).filter(({ type }) => type === 'table_open').length;
    return `<div class="table-scroll" tabindex="0" role="region" aria-label="Table ${number}"><table>\n`;
  };
  md.renderer.rules.table_close = () => '</table></div>\n';
}

export function extendMarkdown(md: MarkdownRenderer): void {
  effectBadges(md);
  toolHeadline(md);
  playgroundMount(md);
  toolIndexMount(md);
  labelledCells(md);
  scrollableTables(md);
}
