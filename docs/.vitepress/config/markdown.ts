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

/** Wide tables scroll inside a region that the keyboard reaches, so that the page itself never scrolls sideways. */
function scrollableTables(md: MarkdownRenderer): void {
  md.renderer.rules.table_open = () =>
    '<div class="table-scroll" tabindex="0" role="region" aria-label="Table"><table>\n';
  md.renderer.rules.table_close = () => '</table></div>\n';
}

export function extendMarkdown(md: MarkdownRenderer): void {
  effectBadges(md);
  playgroundMount(md);
  scrollableTables(md);
}
