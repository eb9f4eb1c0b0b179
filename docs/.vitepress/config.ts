import { fileURLToPath } from 'node:url';
import { type DefaultTheme, defineConfigWithTheme } from 'vitepress';
import { headOf, origin } from './config/head.js';
import { writeMachineFiles } from './config/machine-files.js';
import { extendMarkdown } from './config/markdown.js';
import { enrichPage } from './config/page-data.js';
import { searchOptions, searchText } from './config/search.js';
import { nav, sidebar } from './config/sidebar.js';
import { repairTheme } from './config/theme-repairs.js';

/** Where the site will live below its host, such as `/clickup-tools/`. */
const base = process.env.DOCS_BASE ?? '/';

/** Holds the promise that a page asks nobody else for anything; zod compiles its checks, hence `unsafe-eval`. */
const contentPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
].join('; ');

interface ThemeConfig extends DefaultTheme.Config {
  /** Web address of the repository, for links to sources; without it pages name the path alone. */
  readonly repository?: string | undefined;
}

export default defineConfigWithTheme<ThemeConfig>({
  base,
  lang: 'en',
  title: 'clickup-tools',
  description:
    'MCP server, SDK and command line for ClickUp: every tool documented, executed and runnable in the page.',
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}favicon.svg` }],
    ['meta', { name: 'color-scheme', content: 'light dark' }],
  ],
  srcExclude: ['examples/**'],
  cacheDir: '.vitepress/.cache',
  metaChunk: true,
  router: { prefetchLinks: false },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: extendMarkdown,
  },
  transformPageData: enrichPage,
  transformHead: (context) => [
    ['meta', { 'http-equiv': 'Content-Security-Policy', content: contentPolicy }],
    ['link', { rel: 'alternate', type: 'text/markdown', href: base + context.page }],
    ...headOf(context),
  ],
  ...(origin && { sitemap: { hostname: `${origin}${base}` } }),
  buildEnd: writeMachineFiles,
  vite: {
    plugins: [repairTheme()],
    // Vite's own resolver does not follow the second wildcard of this package's exports.
    resolve: {
      alias: [
        { find: 'chrono-node/en', replacement: fileURLToPath(import.meta.resolve('chrono-node/en')) },
        { find: /^.*\/VPSkipLink\.vue$/, replacement: fileURLToPath(new URL('theme/SkipLink.vue', import.meta.url)) },
      ],
    },
    // What the playground needs is ready before it is opened, where Vite would reload the page to fetch it.
    optimizeDeps: { include: ['chrono-node/en', 'openapi-fetch', 'zod'] },
  },
  themeConfig: {
    repository: process.env.DOCS_REPOSITORY,
    nav,
    sidebar,
    outline: { level: [2, 3], label: 'On this page' },
    search: {
      provider: 'local',
      options: {
        _render: searchText,
        detailedView: true,
        translations: { button: { buttonText: 'Search: press /', buttonAriaLabel: 'Search: press /' } },
        miniSearch: { searchOptions },
      },
    },
    docFooter: { prev: false, next: false },
    externalLinkIcon: true,
  },
});
