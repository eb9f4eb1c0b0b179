import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Rules of lesser weight, or on trial in axe, that the site keeps nevertheless. */
const kept = new Set(['landmark-one-main', 'landmark-unique', 'label-content-name-mismatch', 'region']);

/** What axe finds on a page, as it stands, that deserves repair: rule, then the places. */
export async function findings(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      rules: { 'label-content-name-mismatch': { enabled: true } },
    }),
  );
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || kept.has(id))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
