import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import catalog from '../../generated/catalog.json' with { type: 'json' };
import { findings } from './findings.js';
import { browserPath, siteBase, siteFolder } from './settings.js';
import { openSite, type Site } from './visit.js';

const toolPages = catalog.tools.map(({ name, toolset }) => `reference/${toolset}/${name}.html`);
const toolPage = 'reference/standard/clickup_time_create.html';
const kinds = ['', 'reference/', toolPage, 'reference/errors.html', 'guides/hierarchy.html', 'changelog.html'];
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
  const found = await findings(page);
  await context.close();
  return found;
}

describe.skipIf(!browserPath)('pages', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  // More than a hundred pages: a busy machine takes minutes.
  const patience = { timeout: 600_000 };
  test(
    'each of the tools has a page that loads without a complaint and without leaving the site',
    patience,
    async () => {
      const { page, complaints, foreign, context } = await site.visit('reference/');
      const missing: string[] = [];
      for (const path of toolPages) {
        const response = await page.goto(site.url + path);
        await page.getByRole('button', { name: 'Try it' }).waitFor();
        if (response?.status() !== 200) missing.push(path);
      }
      expect({ missing, complaints, foreign }).toEqual({ missing: [], complaints: [], foreign: [] });
      await context.close();
    },
  );

  test('an address with a mistake leads to the tool that was meant', async () => {
    const { page, context } = await site.visit('reference/standard/clickup_task_crate');
    await page.getByRole('link', { name: 'clickup_task_create', exact: true }).click();
    await page.getByRole('button', { name: 'Try it' }).waitFor();
    expect(page.url()).toContain('/reference/standard/clickup_task_create');
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

  test('the rows of a table stand on a phone as cards with the heading of each column', async () => {
    const { page, context } = await site.visit(toolPage, { viewport: { width: 390, height: 844 } });
    const table = page.getByRole('region', { name: 'Table 1', exact: true });
    const [inner, outer] = await table.evaluate((region) => [region.scrollWidth, region.clientWidth]);
    expect(inner).toBe(outer);
    const labels = await table
      .locator('tbody tr')
      .first()
      .locator('td')
      .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell, '::before').content));
    expect(labels).toEqual(['none', '"Type"', '"Required"', '"Description"', '"Example"']);
    await context.close();
  });

  test('a tool page begins with an example, and folds what it shows a second time', async () => {
    const { page, context } = await site.visit(toolPage, { viewport: { width: 1280, height: 800 } });
    expect(await page.title()).toBe('clickup_time_create | clickup-tools');
    const top = async (text: string) => (await page.getByText(text, { exact: true }).first().boundingBox())!.y;
    expect(await top('Quick example')).toBeLessThan(800);
    expect(await top('Quick example')).toBeLessThan(await top('Playground'));

    const folds = page.locator('.vp-doc details:not(.pg-more)');
    const summaries = await folds.locator('summary').allTextContents();
    expect(summaries).toEqual([
      'All parameters as JSON',
      'The whole answer',
      'The whole answer with debug metadata',
      ...['RATE_LIMIT', 'NOT_FOUND', 'AUTH', 'VALIDATION', 'API_ERROR'].map((type) => `The ${type} answer`),
      'The answer when it is lost',
    ]);
    expect(await folds.evaluateAll((all) => all.filter((each) => each.hasAttribute('open')).length)).toBe(0);
    await folds.first().locator('summary').click();
    await folds.first().getByText('"required": true').first().waitFor();

    const rules = page.locator('.vp-doc hr:has(+ h2)');
    expect(await rules.count()).toBeGreaterThan(5);
    expect(await rules.evaluateAll((all) => all.filter((rule) => rule.getClientRects().length > 0).length)).toBe(0);
    await context.close();
  });

  test.each([1280, 1440])('at %i pixels the text has more than two thirds of what the menu leaves', async (width) => {
    for (const path of [toolPage, 'guides/sdk.html']) {
      const { page, context } = await site.visit(path, { viewport: { width, height: 800 } });
      const text = (await page.locator('.vp-doc').boundingBox())!;
      const menu = (await page.locator('.VPSidebar').boundingBox())!;
      expect(text.width / (width - menu.width), path).toBeGreaterThan(0.66);
      const outline = page.getByText('On this page', { exact: true }).filter({ visible: true });
      await expect(outline.count()).resolves.toBe(1);
      await context.close();
    }
  });

  test('the first stop of the keyboard leads past menu and outline', async () => {
    const { page, context } = await site.visit('guides/sdk.html', { viewport: { width: 1600, height: 900 } });
    await page.keyboard.press('Tab');
    await page.locator('a:focus', { hasText: 'Skip to content' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(page.evaluate(() => document.activeElement?.closest('main') !== null)).resolves.toBe(true);
    await context.close();
  });

  test('the list of tools can be filtered by word and by effect, and has a line for each', async () => {
    const { page, context } = await site.visit('reference/', { viewport: { width: 1280, height: 800 } });
    const rows = page.locator('.tool-index li');
    const names = async () => (await rows.locator('a').allTextContents()).join();
    expect(await rows.count()).toBe(catalog.tools.length);
    expect(Math.max(...(await rows.evaluateAll((all) => all.map((row) => row.clientHeight))))).toBeLessThan(40);

    await page.getByLabel('Filter the tools by word').fill('Log TIME');
    expect((await names()).split(',')).toContain('clickup_time_create');
    expect((await names()).split(',')).not.toContain('clickup_time_delete');
    await page.getByLabel('Filter the tools by word').fill('goal');
    await page.getByRole('radio', { name: 'deletes' }).check();
    expect(await names()).toBe('clickup_goal_delete');
    await page.getByText(`1 of ${catalog.tools.length} tools`).waitFor();
    await page.getByLabel('Filter the tools by word').fill('zebra');
    await page.getByText('No tool fits.').waitFor();
    await context.close();
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
    expect(llms).toContain(`(${siteBase}llms-small.txt)`);
    expect(await built('llms-small.txt')).toContain('## clickup_view_delete');
    expect(JSON.parse(served!)).toEqual(catalog);
    for (const { name, toolset } of catalog.tools) {
      const path = `reference/${toolset}/${name}.md`;
      const source = await readFile(new URL(`../../docs/${path}`, import.meta.url), 'utf8');
      expect(await built(path)).toBe(source);
      expect(llms).toContain(`(${siteBase}${path})`);
      expect(full).toContain(source.trim());
    }
  });

  test('the changelog is a page of the site', async () => {
    const { page, context } = await site.visit('');
    await page.getByRole('link', { name: 'Changelog' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Changelog' }).waitFor();
    const source = await readFile(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
    expect((await built('changelog.md')).trim()).toBe(source.trim());
    await context.close();
  });

  test('a reference page says what it was generated from, a guide where to edit it', async () => {
    expect(await built('reference/standard/clickup_time_create.html')).toMatch(
      /Generated from .*openapi\/tools\/standard\/time\.yaml/s,
    );
    expect(await built('guides/hierarchy.html')).toMatch(/Edit this page: .*docs\/guides\/hierarchy\.md/s);
  });
});
