import type { HeadConfig, TransformContext } from 'vitepress';

/** Where the site lives, such as `https://docs.example.com`; without it no page names an address of its own. */
export const origin = process.env.DOCS_ORIGIN?.replace(/\/+$/, '');

/** The address of a page below the base, as links on the site have it. */
const addressOf = (page: string): string => page.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '.html');

const meta = (property: string, content: string): HeadConfig => ['meta', { property, content }];

/** What programs that show or index a page want to know of it: https://ogp.me, and the one address it has. */
export function headOf(
  { page, title, description, siteData }: Pick<TransformContext, 'page' | 'title' | 'description' | 'siteData'>,
  at = origin,
): HeadConfig[] {
  if (page === '404.md') return [['meta', { name: 'robots', content: 'noindex' }]];
  const url = at && `${at}${siteData.base}${addressOf(page)}`;
  return [
    meta('og:type', 'website'),
    meta('og:site_name', siteData.title),
    meta('og:title', title),
    meta('og:description', description),
    ['meta', { name: 'twitter:card', content: 'summary' }],
    ...(url ? [meta('og:url', url), ['link', { rel: 'canonical', href: url }] as HeadConfig] : []),
  ];
}

/** https://www.rfc-editor.org/rfc/rfc9309: everything may be read; where the site has an address, it names its map. */
export const robots = (base: string, at = origin): string =>
  ['User-agent: *', 'Allow: /', ...(at ? [`Sitemap: ${at}${base}sitemap.xml`] : []), ''].join('\n');
