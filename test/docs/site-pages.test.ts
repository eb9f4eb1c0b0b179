import { readFileSync } from 'node:fs';
import type { MarkdownEnv, PageData } from 'vitepress';
import { describe, expect, it } from 'vitest';
import { enrichPage } from '../../docs/.vitepress/config/page-data.js';
import { docs, siteMarkdown } from '../support/site-markdown.js';

/** A page as the site shows it. */
async function rendered(path: string): Promise<string> {
  const md = await siteMarkdown();
  return md.render(readFileSync(new URL(path, docs), 'utf8'), { relativePath: path } as MarkdownEnv);
}

const pagesOfTools = [
  'reference/standard/clickup_time_create.md',
  'reference/analytics/get_weekly_timesheet.md',
  'reference/auth/clickup_auth_status.md',
];

describe('a page of the site', () => {
  it.each(pagesOfTools)('%s has the name of its tool for a headline', async (path) => {
    const [headline = ''] = /<h1.*?<\/h1>/s.exec(await rendered(path)) ?? [];
    expect(headline).toContain('<span class="overline">Tool Name:</span>');
  });

  it('is called by the name of its tool and described by its purpose, also where that is in no catalogue', () => {
    const page = { relativePath: pagesOfTools[1], frontmatter: {}, description: '' } as unknown as PageData;
    expect(enrichPage(page)).toMatchObject({
      title: 'get_weekly_timesheet',
      description: expect.stringMatching(/^Timesheet of a week/),
    });
  });

  it('of all tools begins with their list, and says below it what each profile costs', async () => {
    const html = await rendered('reference/index.md');
    const places = ['<h1', '<ToolIndex />', 'id="profiles-and-toolsets"', '<code>standard</code>'].map((part) =>
      html.indexOf(part),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(html.match(/<h2/g)).toHaveLength(1);
  });

  it('leaves it to the width where numbers stand in its tables', async () => {
    expect(await rendered('reference/index.md')).toMatch(/<td data-label="Tools" class="number">72<\/td>/);
  });
});
