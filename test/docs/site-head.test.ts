import type { SiteData } from 'vitepress';
import { describe, expect, it } from 'vitest';
import { headOf, robots } from '../../docs/.vitepress/config/head.js';

const siteData = { base: '/tools/', title: 'clickup-tools' } as SiteData;
const of = (page: string, origin?: string) =>
  headOf({ page, title: 'A page', description: 'What it says', siteData }, origin).map(([, values]) => values);

describe('the head of a page', () => {
  it('tells those who show a link what the page is', () => {
    expect(of('guides/sdk.md')).toContainEqual({ property: 'og:title', content: 'A page' });
    expect(of('guides/sdk.md')).toContainEqual({ property: 'og:description', content: 'What it says' });
  });

  it.each([
    ['guides/sdk.md', 'https://docs.example.com/tools/guides/sdk.html'],
    ['index.md', 'https://docs.example.com/tools/'],
    ['reference/index.md', 'https://docs.example.com/tools/reference/'],
  ])('names the one address of %s where the site has one', (page, href) => {
    expect(of(page, 'https://docs.example.com')).toContainEqual({ rel: 'canonical', href });
    expect(of(page, 'https://docs.example.com')).toContainEqual({ property: 'og:url', content: href });
    expect(JSON.stringify(of(page))).not.toContain('canonical');
  });

  it('keeps the page for wrong addresses out of indexes', () => {
    expect(of('404.md', 'https://docs.example.com')).toEqual([{ name: 'robots', content: 'noindex' }]);
  });
});

it('robots.txt names the map of a site that has an address', () => {
  expect(robots('/tools/', 'https://docs.example.com')).toContain(
    'Sitemap: https://docs.example.com/tools/sitemap.xml',
  );
  expect(robots('/')).toBe('User-agent: *\nAllow: /\n');
});
