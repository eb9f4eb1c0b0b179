import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LISTS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { findings } from '../site/findings.js';
import { browserPath } from '../site/settings.js';
import { listeningHosted } from '../support/hosted.js';

const looks = {
  light: { colorScheme: 'light', viewport: { width: 1100, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1100, height: 900 } },
  'a phone': { colorScheme: 'light', viewport: { width: 390, height: 844 } },
} as const;

const team = (path: string) => `/console/${WORKSPACE_ID}/${path}`;
const pages = [
  '/console',
  '/console/operators',
  ...['ways', 'ways/new', 'clients', 'usage', 'audit', 'settings'].map(team),
];

describe.skipIf(!browserPath)('the console in a browser', () => {
  let browser: Browser;
  let url: string;
  const ends: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const hosted = await listeningHosted({
      operators: [USERS.lena],
      certificateHeader: 'x-client-cert',
      trustedProxies: 1,
    });
    url = hosted.url;
    browser = await chromium.launch({ executablePath: browserPath!, args: ['--no-sandbox'] });
    ends.push(
      () => browser.close(),
      () => hosted.close(),
    );
  });

  afterAll(async () => {
    for (const end of ends) await end();
  });

  async function signedIn(options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${url}/console`);
    await page.click('text=Sign in with ClickUp');
    await page.selectOption('select[name=user]', USERS.lena);
    await page.click('button:has-text("Connect")');
    await page.waitForURL(`${url}/console`);
    return { page, complaints, close: () => context.close() };
  }

  /** axe is a script of others, which no page lets in: it looks at a copy that has no policy. */
  async function findingsOn(page: Page, options: Parameters<Browser['newContext']>[0]): Promise<string[]> {
    const context = await browser.newContext({
      ...options,
      bypassCSP: true,
      storageState: await page.context().storageState(),
    });
    const copy = await context.newPage();
    await copy.goto(page.url());
    const found = await findings(copy);
    await context.close();
    return found;
  }

  it.each(Object.entries(looks))('reads well in %s: contrast, labels, structure, width', async (_, look) => {
    const { page, complaints, close } = await signedIn(look);
    for (const path of pages) {
      await page.goto(`${url}${path}`);
      expect(await findingsOn(page, look), path).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(look.viewport.width);
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('follows the form with its preview, and copies the secret', async () => {
    const { page, complaints, close } = await signedIn({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${url}${team('ways/new')}`);
    await page.fill('input[name=name]', 'Docs agent');
    await page.check('input[name=tags][value=goals]');
    await page.waitForSelector('#preview >> text="2 tools"');
    await page.check('input[name=methods][value=write]');
    await page.waitForSelector('#preview >> text="4 tools"');
    await page.click('button:text-is("Create")');
    await page.click('button:has-text("Copy")');
    await page.waitForSelector('button:has-text("Copied")');
    const secret = await page.textContent('#secret');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    expect(complaints).toEqual([]);
    await close();
  });

  it('makes a link that wants a certificate besides, and shows less of it under bounds', async () => {
    const { page, complaints, close } = await signedIn();
    await page.goto(`${url}${team('settings')}`);
    await page.check('input[name=allow_links]');
    await page.click('main button:has-text("Save")');
    await page.goto(`${url}${team('ways/new')}`);
    await page.fill('input[name=name]', 'Certified agent');
    await page.check('input[name=kind][value=link]');
    await page.check('input[name=methods][value=write]');
    await page.check('input[name=tags][value=tasks]');
    const tokens = async () =>
      Number(/about ([\d,]+)/.exec((await page.textContent('#preview')) ?? '')?.[1]?.replace(',', ''));
    /** Once the preview has followed what was typed. */
    const settled = async (): Promise<number> => {
      const last = await tokens();
      await page.waitForTimeout(700);
      return last === (await tokens()) ? last : settled();
    };
    const before = await settled();
    await page.fill('textarea[name=lists]', LISTS.bugs);
    expect(await settled()).toBeLessThan(before);
    await page.check('input[name=second][value=mtls_header]');
    await page.fill('input[name=certificate]', 'AB:CD:EF:01:23:45');
    await page.click('button:text-is("Create")');
    expect(await page.textContent('#secret')).toContain('/mcp/k/cul_');
    expect(await page.textContent('main')).toContain('This link wants more than its address: the client certificate');
    await page.click('a:has-text("Done")');
    await page.click('a:has-text("Certified agent")');
    expect(await page.textContent('dl')).toContain('certificate abcdef012345');
    expect(complaints).toEqual([]);
    await close();
  });

  it('makes a key, and ends it, without script', async () => {
    const { page, close } = await signedIn({ javaScriptEnabled: false });
    await page.goto(`${url}${team('ways/new')}`);
    await page.fill('input[name=name]', 'Without script');
    await page.check('input[name=tags][value=goals]');
    await page.click('button:has-text("Preview")');
    expect(await page.textContent('#preview')).toContain('2 tools');
    await page.click('button:text-is("Create")');
    expect(await page.textContent('#secret')).toMatch(/^cuk_/);
    await page.click('a:has-text("Done")');
    await page.click('a:has-text("Without script")');
    await page.click('summary:has-text("Revoke")');
    await page.click('button:has-text("Revoke Without script")');
    expect(await page.locator('a:has-text("Without script")').count()).toBe(0);
    await close();
  });
});
