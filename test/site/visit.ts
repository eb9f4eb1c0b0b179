import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Sent, serveSite } from './serve.js';
import { browserPath } from './settings.js';

/** A page of the site with all that went wrong on it. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings of the console, and exceptions that nobody caught. */
  readonly complaints: string[];
  /** Requests to anywhere else than the site. */
  readonly foreign: string[];
}

export interface Site {
  readonly url: string;
  readonly sent: Sent[];
  /** Opens a page in a browser context of its own. */
  visit(path: string, options?: Parameters<Browser['newContext']>[0]): Promise<Visit>;
  close(): Promise<void>;
}

function watchPage(page: Page, origin: string): Pick<Visit, 'complaints' | 'foreign'> {
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin)) foreign.push(request.url());
  });
  return { complaints, foreign };
}

/** The built site and a browser to look at it. */
export async function openSite(): Promise<Site> {
  const server = await serveSite();
  const browser = await chromium.launch({ executablePath: browserPath!, args: ['--no-sandbox'] });
  return {
    url: server.url,
    sent: server.sent,
    async visit(path, options = {}) {
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
      const page = await context.newPage();
      const watched = watchPage(page, new URL(server.url).origin);
      await page.goto(server.url + path, { waitUntil: 'networkidle' });
      // On a busy machine the page stands there before its program does: a key pressed by then is lost.
      await page.waitForFunction(() => '__vue_app__' in document.querySelector('#app')!);
      return { page, context, ...watched };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
