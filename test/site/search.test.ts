import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findings } from './findings.js';
import { browserPath } from './settings.js';
import { openSite, type Site } from './visit.js';

/** A few for each kind of page; `test/docs/search-ranks.test.ts` has the others. */
const wanted: readonly [words: string, page: string][] = [
  ['log time', 'clickup_time_create'],
  ['pagination', 'sdk'],
  ['timesheet billable hours', 'clickup_time_get_report'],
  ['get_weekly_timesheet', 'get_weekly_timesheet'],
];

/** As long as a hit may take to be there: the list follows the typing after a pause, and reads the page for its excerpt. */
const patiently = { timeout: 10_000 };

describe.skipIf(!browserPath)('search', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  test('finds tools and guides by the words of the task', async () => {
    const { page, complaints, foreign } = await site.visit('');
    await page.keyboard.press('Control+k');
    for (const [words, found] of wanted) {
      await page.locator('#localsearch-input').fill(words);
      const link = page.locator('#localsearch-list .result').first();
      await expect.poll(() => link.getAttribute('href'), { message: words, ...patiently }).toMatch(`/${found}.`);
    }
    expect([...complaints, ...foreign]).toEqual([]);
  });

  test('shows beside each hit what the page says there', async () => {
    const { page } = await site.visit('');
    await page.keyboard.press('Control+k');
    const shown = async (words: string) => {
      await page.locator('#localsearch-input').fill(words);
      const hits = page.locator('#localsearch-list li');
      await hits.filter({ hasText: words }).first().waitFor();
      return hits.first().locator('.excerpt');
    };
    await expect.poll(async () => (await shown('Codex')).textContent(), patiently).toContain('[mcp_servers.clickup]');
    await page.locator('#localsearch-input').fill('log time');
    const tools = page.locator('#localsearch-list .result');
    await expect
      .poll(
        async () => (await tools.evaluateAll((all) => all.slice(0, 2).map((each) => each.getAttribute('href')))).join(),
        patiently,
      )
      .toMatch(/clickup_time_create.*,.*clickup_time_start/);
    await expect
      .poll(() => tools.first().locator('.excerpt').textContent(), patiently)
      .toContain('Records time already worked');
  });

  test.each(['light', 'dark'] as const)('axe finds nothing in the open search (%s)', async (colorScheme) => {
    const { page, context } = await site.visit('', { colorScheme });
    await page.keyboard.press('Control+k');
    expect(await findings(page)).toEqual([]);
    await page.locator('#localsearch-input').fill('log time');
    await page.locator('#localsearch-list .excerpt').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await context.close();
  });

  test('tells assistive technology which hit is chosen', async () => {
    const { page, context } = await site.visit('');
    await page.keyboard.press('/');
    const field = page.getByRole('dialog', { name: 'Search' }).getByRole('combobox', { name: 'Search' });
    await field.fill('log time');
    const hits = page.getByRole('listbox', { name: 'Search' }).getByRole('option');
    // The list is drawn again when the excerpts come, and its first hit chosen anew: a key before that is lost.
    const second = hits.nth(1);
    await second.locator('.excerpt').waitFor();
    await field.press('ArrowDown');
    await expect.poll(() => second.getAttribute('aria-selected'), patiently).toBe('true');
    const chosen = async (): Promise<boolean> =>
      (await field.getAttribute('aria-activedescendant')) === (await second.getAttribute('id'));
    await expect.poll(chosen, patiently).toBe(true);
    await context.close();
  });

  test('opens what was found by keyboard alone', async () => {
    const { page } = await site.visit('');
    await page.keyboard.press('/');
    await page.locator('#localsearch-input:focus').waitFor();
    await page.keyboard.type('start timer');
    const first = page.locator('#localsearch-list .result').first();
    await expect.poll(() => first.getAttribute('href'), patiently).toMatch('/clickup_time_start.');
    await page.keyboard.press('Enter');
    await page.waitForURL(/clickup_time_start/);
    await page.locator('h1', { hasText: 'clickup_time_start' }).waitFor();
  });
});
