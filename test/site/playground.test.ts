import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hashOf, sharedOf } from '../../docs/.vitepress/theme/playground/share.js';
import catalog from '../../generated/catalog.json' with { type: 'json' };
import { browserPath } from './settings.js';
import { openSite, type Site, type Visit } from './visit.js';

interface Answer {
  success: boolean;
  data: Record<string, unknown>;
  error: { code: string; type: string; details?: Record<string, unknown> };
  metadata: { tool_name: string; retry?: { attempted: number }; debug?: { api_summary: { total_calls: number } } };
}

const categories = [...new Set(catalog.tools.map(({ category }) => category))];
const pathOf = (tool: string) => `reference/${catalog.tools.find(({ name }) => name === tool)!.toolset}/${tool}.html`;

async function openPanel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
}

/** Presses Run and reads the envelope that the page shows. */
async function run(page: Page, press = 'Run'): Promise<Answer> {
  await page.getByRole('tab', { name: 'Answer' }).click();
  await page.getByRole('button', { name: press, exact: true }).click();
  await page.locator('.pg-summary:is(.good, .bad)').waitFor();
  return JSON.parse((await page.getByLabel('The envelope').textContent()) ?? '') as Answer;
}

const goTo = (page: Page, tool: string) => page.locator(`.vp-doc a[href$="${tool}.html"]`).first().click();

describe.skipIf(!browserPath)('playground', () => {
  let site: Site;
  let visit: Visit;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());
  afterEach(() => visit?.context.close());

  async function open(tool: string, hash = ''): Promise<Page> {
    visit = await site.visit(pathOf(tool) + hash);
    if (!hash) await openPanel(visit.page);
    return visit.page;
  }
  const expectQuiet = () => expect([...visit.complaints, ...visit.foreign]).toEqual([]);

  test.each(categories)('a tool of %s runs', async (category) => {
    const tool = catalog.tools.find((each) => each.category === category)!.name;
    const page = await open(tool);
    const answer = await run(page);
    expect(answer).toMatchObject({ success: true, metadata: { tool_name: tool } });
    expectQuiet();
  });

  test('what one tool writes, another one reads, until the sandbox is reset', async () => {
    const page = await open('clickup_time_create');
    await page.getByLabel('description string').fill('Written in a browser test');
    expect((await run(page)).success).toBe(true);
    await page.getByRole('tab', { name: 'State change (1)' }).click();
    await expect(page.locator('.pg-changes').textContent()).resolves.toMatch(/created.*time entries.*browser test/s);

    await goTo(page, 'clickup_time_list');
    await page.locator('h1', { hasText: 'clickup_time_list' }).waitFor();
    await page.getByRole('button', { name: 'Edit as JSON' }).click();
    await page.getByRole('textbox', { name: 'Input' }).fill('{ "start_date": "2026-10-01", "end_date": "2026-10-06" }');
    expect(JSON.stringify(await run(page))).toContain('Written in a browser test');

    await page.getByRole('button', { name: 'Reset sandbox' }).click();
    expect(JSON.stringify(await run(page))).not.toContain('Written in a browser test');
    expectQuiet();
  });

  test('a tool that destroys asks first', async () => {
    const page = await open('clickup_task_delete');
    expect((await run(page)).error.code).toBe('CONFIRMATION_REQUIRED');
    await expect(page.getByRole('tab', { name: 'State change (0)' }).count()).resolves.toBe(1);
    await expect(page.getByRole('alertdialog').textContent()).resolves.toContain('clickup_task_delete destroys data');
    expect((await run(page, 'Confirm and run')).success).toBe(true);
    await page.getByRole('tab', { name: /State change/ }).click();
    await page.locator('.pg-change').first().waitFor();
    expectQuiet();
  });

  test('an injected 429 shows its retry, with the wait between the two calls', async () => {
    const page = await open('clickup_task_get');
    await page.getByLabel('What goes wrong').selectOption('429');
    await page.getByLabel('Debug metadata').check();
    const { success, metadata } = await run(page);
    expect({ success, attempted: metadata.retry?.attempted }).toEqual({ success: true, attempted: 1 });
    expect(metadata.debug?.api_summary.total_calls).toBeGreaterThan(1);
    await page.getByRole('tab', { name: /HTTP calls/ }).click();
    await expect(page.locator('.pg-status').first().textContent()).resolves.toBe('429');
    await expect(page.locator('.pg-pause').first().textContent()).resolves.toMatch(/waited \d+ ms/);
    expectQuiet();
  });

  test('a creation whose answer is lost is looked for, and its effect is there', async () => {
    const page = await open('clickup_time_create');
    await page.getByLabel('What goes wrong').selectOption('lost-answer');
    expect(await run(page)).toMatchObject({ success: true, metadata: { reconciled: true } });
    await page.getByRole('tab', { name: 'State change (1)' }).waitFor();
    expectQuiet();
  });

  test('a bad input shows the VALIDATION envelope', async () => {
    const page = await open('clickup_time_create');
    await page.getByLabel('start string, required').fill('the day after never');
    expect((await run(page)).error).toMatchObject({ type: 'VALIDATION', details: { parameter: 'start' } });
    await page.getByLabel('start string, required').fill('');
    expect((await run(page)).error).toMatchObject({ type: 'VALIDATION', code: 'MISSING_PARAMETER' });
    expectQuiet();
  });

  test('the call stands there as TypeScript, as JSON-RPC and as curl', async () => {
    const page = await open('clickup_time_create');
    await run(page);
    await page.getByRole('tab', { name: 'Code' }).click();
    const textOf = (label: string) => page.getByLabel(label).textContent();
    expect(await textOf('The call in TypeScript')).toContain(
      "await clickup.time.create({\n  start: 'yesterday 14:00',",
    );
    expect(JSON.parse((await textOf('The call as JSON-RPC')) ?? '')).toMatchObject({
      method: 'tools/call',
      params: { name: 'clickup_time_create', arguments: { start: 'yesterday 14:00' } },
    });
    expect(await textOf('The requests as curl')).toMatch(
      /curl -X POST 'https:\/\/api\.clickup\.com\/api\/v2\/team\/\d+/,
    );
  });

  test('the answer stands beside the form where there is room, and below it with every tab in sight on a phone', async () => {
    const box = async (page: Page, selector: string) => (await page.locator(selector).boundingBox())!;
    const wide = await open('clickup_time_create');
    await run(wide);
    const [form, answer] = [await box(wide, '.pg-form'), await box(wide, '.pg-result')];
    expect(answer.x).toBeGreaterThanOrEqual(form.x + form.width);
    expect(answer.y).toBeLessThan(form.y + form.height);
    await visit.context.close();

    visit = await site.visit(pathOf('clickup_time_create'), { viewport: { width: 390, height: 844 } });
    await openPanel(visit.page);
    await run(visit.page);
    const [narrow, below] = [await box(visit.page, '.pg-form'), await box(visit.page, '.pg-result')];
    expect(below.y).toBeGreaterThanOrEqual(narrow.y + narrow.height);
    const tabs = visit.page.getByRole('tab');
    const [first, code] = [(await tabs.first().boundingBox())!, (await tabs.last().boundingBox())!];
    expect(code.y).toBe(first.y);
    expect(code.x + code.width).toBeLessThanOrEqual(below.x + below.width + 0.5);
    const summary = await box(visit.page, '.pg-summary');
    expect(summary.y).toBeGreaterThan(0);
    expect(summary.y + summary.height).toBeLessThan(844);
    expectQuiet();
  });

  test('a link carries the input', async () => {
    const shared = hashOf({ input: { start: 'today 08:00', duration: '15m' }, debug: true });
    const page = await open('clickup_time_create', shared);
    await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
    await expect(page.getByLabel('duration string').inputValue()).resolves.toBe('15m');
    const { success, metadata } = await run(page);
    expect({ success, debug: metadata.debug !== undefined }).toEqual({ success: true, debug: true });

    await page.getByLabel('duration string').fill('20m');
    await page.getByRole('button', { name: 'Copy link' }).click();
    expect(sharedOf(new URL(page.url()).hash)?.input.duration).toBe('20m');
    expectQuiet();
  });

  test('its code loads when it is opened, and is light', async () => {
    site.sent.length = 0;
    visit = await site.visit(pathOf('clickup_task_create_bulk'));
    const { page } = visit;
    const before = site.sent.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(site.sent.some(({ path }) => /Playground|sandbox/i.test(path))).toBe(false);
    expect(before).toBeLessThanOrEqual(250_000);
    await openPanel(page);
    await run(page);
    const after = site.sent.reduce((sum, { bytes }) => sum + bytes, 0) - before;
    expect(after).toBeGreaterThan(20_000);
    expect(after).toBeLessThanOrEqual(400_000);
  });
});
