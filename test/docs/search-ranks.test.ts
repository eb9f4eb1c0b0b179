import { readdirSync, readFileSync } from 'node:fs';
import MiniSearch from 'minisearch';
import type { MarkdownEnv } from 'vitepress';
import { beforeAll, describe, expect, it } from 'vitest';
import { searchOptions, searchText } from '../../docs/.vitepress/config/search.js';
import { docs, siteMarkdown } from '../support/site-markdown.js';

/** Of a rendered page each section, as VitePress cuts and indexes it. */
function sectionsOf(path: string, html: string) {
  const parts = html.split(/<h(\d*).*?>(.*?<a.*? href="#.*?".*?>.*?<\/a>)<\/h\1>/gi).slice(1);
  const above: string[] = [];
  return Array.from({ length: parts.length / 3 }, (_, index) => {
    const [level, heading, content] = parts.slice(index * 3, index * 3 + 3) as [string, string, string];
    const title = heading
      .replace(/<a.*/s, '')
      .replace(/<[^>]*>/g, '')
      .trim();
    above.splice(Number(level) - 1, above.length, title);
    const anchor = /href="#(.*?)"/.exec(heading)?.[1];
    const titles = above.slice(0, -1).filter(Boolean);
    return { id: `/${path.replace(/\.md$/, '.html')}#${anchor}`, title, titles, text: content.replace(/<[^>]*>/g, '') };
  });
}

async function indexOfDocs(): Promise<MiniSearch> {
  const md = await siteMarkdown();
  const index = new MiniSearch({ fields: ['title', 'titles', 'text'], searchOptions });
  for (const path of readdirSync(docs, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.md') || /^examples|^\.vitepress/.test(path)) continue;
    const source = readFileSync(new URL(path, docs), 'utf8');
    index.addAll(sectionsOf(path, searchText(source, { relativePath: path } as MarkdownEnv, md)));
  }
  return index;
}

describe('search', () => {
  let index: MiniSearch;
  beforeAll(async () => {
    index = await indexOfDocs();
  });
  const found = (words: string) => index.search(words).map(({ id }) => String(id));

  it.each([
    ['log time', 'clickup_time_create'],
    ['pagination', 'sdk'],
    ['codex', 'mcp-clients'],
    ['upload file', 'clickup_task_attach_file'],
    ['who am i', 'clickup_user_get'],
    ['clone a task', 'clickup_task_duplicate'],
    ['blocked by', 'clickup_task_update_relationships'],
    ['timesheet billable hours', 'clickup_time_get_report'],
    ['post comment', 'clickup_comment_create'],
    ['set custom field', 'clickup_custom_field_set'],
    ['record okr progress', 'clickup_goal_update'],
    ['cycle time', 'clickup_task_get_time_in_status'],
    ['overdue tasks', 'clickup_task_search'],
    ['clickup_workspace_get_hierarchy', 'clickup_workspace_get_hierarchy'],
    ['get_weekly_timesheet', 'get_weekly_timesheet'],
    ['velocity', 'get_project_velocity'],
    ['sign in', 'hosted'],
    ['time_in_status', 'clickup_task_get_time_in_status'],
  ])('for "%s" finds %s first', (words, page) => {
    const best = found(words).slice(0, 5).join('\n');
    expect(best, best).toMatch(new RegExp(`^\\S+/${page}\\.html`));
  });

  it('puts starting a timer beside logging time', () => {
    expect(found('log time')[1]).toContain('/clickup_time_start.');
  });

  it('takes the last word of a text and the first of the next for two', () => {
    expect(index.search('taskhand', { prefix: false, fuzzy: false })).toEqual([]);
  });
});
