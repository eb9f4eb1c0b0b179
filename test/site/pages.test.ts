import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import catalog from '../../generated/catalog.json' with { type: 'json' };
import { browserPath, siteBase, siteFolder } from './settings.js';
import { openSite, type Site } from './visit.js';

const toolPages = catalog.tools.map(({ name, toolset }) => `reference/${toolset}/${name}.html`);
const kinds = ['', 'reference/', 'reference/standard/clickup_time_create.html', 'guides/hierarchy.html'];
const built = (path: string) => readFile(`${siteFolder}/${path}`, 'utf8');

/** What axe finds on the page that deserves repair: rule, then the places. */
async function violations(site: Site, path: string, colorScheme: 'light' | 'dark'): Promise<string[]> {
  const { page, context } = await site.visit(path, { colorScheme });
  const opener = page.getByRole('button', { name: 'Try it' });
  if ((await opener.count()) > 0) {
    await opener.click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.locator('.pg-summary.good').waitFor();
  }
  await page.addScriptTag({ content: axe.source });
  const { violations: found } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  await context.close();
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

describe.skipIf(!browserPath)('pages', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  test('each of the tools has a page that loads without a complaint and without leaving the site', async () => {
    const { page, complaints, foreign, context } = await site.visit('reference/');
    const missing: string[] = [];
    for (const path of toolPages) {
      const response = await page.goto(site.url + path);
      await page.getByRole('button', { name: 'Try it' }).waitFor();
      if (response?.status() !== 200) missing.push(path);
    }
    expect({ missing, complaints, foreign }).toEqual({ missing: [], complaints: [], foreign: [] });
    await context.close();
  });

  test.each(kinds)('axe finds nothing serious on /%s', async (path) => {
    expect(await violations(site, path, 'light')).toEqual([]);
    expect(await violations(site, path, 'dark')).toEqual([]);
  });

  test.each(kinds)('/%s fits a phone', async (path) => {
    const { page, context, complaints } = await site.visit(path, { viewport: { width: 390, height: 844 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    await context.close();
    expect({ width, complaints }).toEqual({ width: 390, complaints: [] });
  });

  test('no page asks another origin for anything', async () => {
    const pages = ['index.html', ...toolPages, 'guides/hierarchy.html', 'reference/errors.html'];
    for (const path of pages) {
      const text = await built(path);
      const loaded = [...text.matchAll(/<(?:script|img|link|iframe)[^>]+(?:src|href)="(https?:)?\/\/[^"]*"/g)];
      expect(loaded.map(([tag]) => tag)).toEqual([]);
    }
  });

  test('each page has a Markdown twin, and the files for machines name all tools', async () => {
    const [llms, full, served] = await Promise.all(['llms.txt', 'llms-full.txt', 'catalog.json'].map(built));
    expect(JSON.parse(served!)).toEqual(catalog);
    for (const { name } of catalog.tools) {
      const source = await readFile(new URL(`../../docs/reference/standard/${name}.md`, import.meta.url), 'utf8');
      expect(await built(`reference/standard/${name}.md`)).toBe(source);
      expect(llms).toContain(`(${siteBase}reference/standard/${name}.md)`);
      expect(full).toContain(source.trim());
    }
  });

  test('a reference page says what it was generated from, a guide where to edit it', async () => {
    expect(await built('reference/standard/clickup_time_create.html')).toMatch(
      /Generated from .*openapi\/tools\/standard\/time\.yaml/s,
    );
    expect(await built('guides/hierarchy.html')).toMatch(/Edit this page: .*docs\/guides\/hierarchy\.md/s);
  });
});
