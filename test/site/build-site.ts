import { spawnSync } from 'node:child_process';
import { browserPath, missingBrowser, siteBase, siteFolder } from './settings.js';

/** Builds the site once, below a path of its own, so that a link that forgets the base is found. */
export default function buildSite(): void {
  if (!browserPath) {
    process.stdout.write(`${missingBrowser}\n`);
    return;
  }
  const started = Date.now();
  const { status } = spawnSync('npx', ['--no-install', 'vitepress', 'build', 'docs', '--outDir', siteFolder], {
    env: { ...process.env, DOCS_BASE: siteBase },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('The site does not build');
  process.stdout.write(`The site was built in ${Math.round((Date.now() - started) / 1000)} s\n`);
}
