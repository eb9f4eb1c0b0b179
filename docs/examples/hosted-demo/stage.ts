import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { createHosted } from '../../../src/hosted/create-hosted.js';
import { listen } from '../../../src/hosted/http/listen.js';
import { createLog } from '../../../src/hosted/log/log.js';
import { readHostedSettings } from '../../../src/hosted/settings/read-settings.js';
import { openStore } from '../../../src/hosted/store/open-store.js';
import { serveSandbox } from '../../../src/sandbox/http-server.js';
import { createSandbox, OAUTH_APP, USERS } from '../../../src/sandbox/index.js';
import { twoWorkspaces } from './workspaces.js';

/** Everything that the demo plays on: a ClickUp, the hosted server on an embedded database, and a browser. */
export interface Stage {
  url: string;
  /** What the sandbox was asked. */
  requests: ReturnType<typeof createSandbox>['requests'];
  /** What the server logged. */
  lines: readonly string[];
  /** A browser of somebody's own. */
  browser(): Promise<{ context: BrowserContext; page: Page }>;
  say(text: string): void;
  close(): Promise<void>;
}

const browsers = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function openStage(): Promise<Stage> {
  const executablePath = browsers.find((path): path is string => path !== undefined && existsSync(path));
  if (!executablePath)
    throw new Error('The demo needs Chromium: apt-get install chromium, or name its path in CHROMIUM.');
  const sandbox = createSandbox({ rateLimit: false, seed: twoWorkspaces });
  const clickup = await serveSandbox(sandbox);
  const data = mkdtempSync(join(tmpdir(), 'clickup-hosted-demo-'));
  const port = await freePort();
  const settings = readHostedSettings({
    PORT: String(port),
    CLICKUP_CLIENT_ID: OAUTH_APP.clientId,
    CLICKUP_CLIENT_SECRET: OAUTH_APP.clientSecret,
    CLICKUP_AUTH_URL: clickup.url,
    CLICKUP_BASE_URL: clickup.url,
    HOSTED_PUBLIC_URL: `http://127.0.0.1:${port}`,
    HOSTED_ENCRYPTION_KEYS: `demo:${randomBytes(32).toString('base64')}`,
    HOSTED_DATA_DIR: data,
    HOSTED_OPERATORS: USERS.lena,
  });
  const lines: string[] = [];
  const log = createLog('info', (line) => lines.push(line));
  const hosted = await createHosted({ settings, store: await openStore(settings), log });
  const listening = await listen(hosted, settings);
  const chrome = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return {
    url: settings.publicUrl,
    requests: sandbox.requests,
    lines,
    async browser() {
      const context = await chrome.newContext();
      return { context, page: await context.newPage() };
    },
    say: (text) => {
      process.stdout.write(`${text}\n`);
    },
    async close() {
      await chrome.close();
      await listening.close();
      await clickup.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
