import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath } from './settings.js';
import { openSite, type Site } from './visit.js';

const wanted: readonly [words: string, tool: string][] = [
  ['log time', 'clickup_time_create'],
  ['upload file', 'clickup_task_attach_file'],
  ['who am i', 'clickup_user_get'],
  ['clone a task', 'clickup_task_duplicate'],
  ['blocked by', 'clickup_task_update_relationships'],
  ['timesheet billable hours', 'clickup_time_get_report'],
  ['post comment', 'clickup_comment_create'],
  ['set custom field', 'clickup_custom_field_set'],
  ['record okr progress', 'clickup_goal_update'],
  ['clickup_workspace_get_hierarchy', 'clickup_workspace_get_hierarchy'],
];

describe.skipIf(!browserPath)('search', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  test('finds tools by the words of the task', async () => {
    const { page, complaints, foreign } = await site.visit('');
    await page.keyboard.press('Control+k');
    for (const [words, tool] of wanted) {
      await page.locator('#localsearch-input').fill(words);
      const link = page.locator('#localsearch-list a').first();
      // The list follows the typing after a pause; what it settles on is read.
      await expect.poll(() => link.getAttribute('href'), { message: words, timeout: 10_000 }).toMatch(`/${tool}.`);
    }
    expect([...complaints, ...foreign]).toEqual([]);
  });

  test('opens what was found by keyboard alone', async () => {
    const { page } = await site.visit('');
    await page.keyboard.press('/');
    await page.locator('#localsearch-input:focus').waitFor();
    await page.keyboard.type('start timer');
    const first = page.locator('#localsearch-list a').first();
    await expect.poll(() => first.getAttribute('href'), { timeout: 10_000 }).toMatch('/clickup_time_start.');
    await page.keyboard.press('Enter');
    await page.waitForURL(/clickup_time_start/);
    await page.locator('h1', { hasText: 'clickup_time_start' }).waitFor();
  });
});
