import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium of the machine; undefined where there is none. */
export const browserPath = candidates.find((path): path is string => path !== undefined && existsSync(path));

export const missingBrowser =
  'Skipped: no Chromium. Install it (Debian: apt-get install chromium) or name its path in CHROMIUM.';

/** Where the tests serve the site. */
export const siteBase = '/some/base/';

/** Where the tests' build goes; below a folder that git ignores. */
export const siteFolder = fileURLToPath(new URL('../../docs/.vitepress/.cache/test-site', import.meta.url));
