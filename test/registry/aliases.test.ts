import { describe, expect, it } from 'vitest';
import { aliases } from '../../generated/aliases.js';
import { chooseTools } from '../../src/index.js';
import { DOCS, FOLDERS, LISTS, PAGES, SPACES, TASKS, VIEWS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { sandboxClient } from '../support/sandbox-client.js';

/** A call by each name as the other servers' users make it, and what shows that it was understood. */
const calls: Record<string, [input: object, data: object]> = {
  search_tasks: [{ query: 'battery', teamId: WORKSPACE_ID }, { matched: expect.anything() }],
  fuzzy_task_search: [{ query: 'battery' }, { matched: expect.anything() }],
  update_task: [{ taskId: TASKS.greyButton, priority: 'high', dryRun: true }, { dry_run: true }],
  comment_task: [{ taskId: TASKS.greyButton, comment: 'Seen.', dryRun: true }, { dry_run: true }],
  doc_search: [{ query: 'vendor' }, { docs: [{ id: DOCS.runbook }] }],
  create_doc: [
    { title: 'Summary', parentRef: { type: 'folder', id: FOLDERS.mobileApp }, dryRun: true },
    { requests: [{ body: { name: 'Summary', parent: { id: FOLDERS.mobileApp, type: 5 } } }] },
  ],
  list_doc_pages: [{ docId: DOCS.handbook }, { doc_id: DOCS.handbook }],
  get_doc_page: [
    { docId: DOCS.handbook, pageId: PAGES.onCall, contentFormat: 'text/md' },
    { pages: [{ id: PAGES.onCall }] },
  ],
  update_doc_page: [
    { docId: DOCS.handbook, pageId: PAGES.onCall, content: 'New', dryRun: true },
    { requests: [{ body: { content: 'New', content_edit_mode: 'replace' } }] },
  ],
  report_time_for_tag: [{ teamId: WORKSPACE_ID, tag: 'review' }, {}],
  report_time_for_space_tag: [{ spaceId: SPACES.engineering, tag: 'review' }, {}],
  list_spaces: [{ team_id: WORKSPACE_ID }, { spaces: expect.anything() }],
  list_folders: [{ spaceId: SPACES.engineering }, { folders: expect.anything() }],
  list_lists: [{ folderId: FOLDERS.mobileApp }, { lists: expect.anything() }],
  list_views: [{ parentRef: { type: 'list', id: LISTS.bugs } }, { views: expect.anything() }],
  create_board_view: [
    { name: 'Board', parentRef: { type: 'space', id: SPACES.engineering }, dryRun: true },
    { requests: [{ path: `/v2/space/${SPACES.engineering}/view`, body: { type: 'board' } }] },
  ],
  update_view: [{ viewId: VIEWS.sprintList, name: 'Sprint', dryRun: true }, { dry_run: true }],
  delete_view: [{ viewId: VIEWS.sprintList, dryRun: true }, { dry_run: true }],
};

describe("other servers' names of tools", () => {
  it('are all tried here', () => {
    expect(Object.keys(calls).sort()).toEqual(Object.keys(aliases).sort());
  });

  it.each(Object.keys(aliases).flatMap((name) => [name, `clickup_${name}`]))('%s is understood', async (name) => {
    const [input, data] = calls[name.replace(/^clickup_/, '')]!;
    const answer = await sandboxClient().clickup.call(name, input);
    expect(answer).toMatchObject({ success: true, data, metadata: { tool_name: expect.stringMatching(/^clickup_/) } });
  });

  it('stand in no list', () => {
    const names = chooseTools({ profile: 'full' }).map(({ name }) => name);
    const others = Object.keys(aliases).map((name) => `clickup_${name}`);
    expect(names.filter((name) => others.includes(name))).toEqual(['clickup_doc_search']);
  });

  it('refuse an argument that is not understood, above all in a write', async () => {
    const answer = await sandboxClient().clickup.call('update_task', { taskId: TASKS.greyButton, assigneeIds: ['me'] });
    expect(answer).toMatchObject({
      success: false,
      error: { code: 'INVALID_PARAMETER', details: { parameter: 'assigneeIds' } },
    });
  });

  it('refuse a format that nothing is answered in', async () => {
    const input = { docId: DOCS.handbook, contentFormat: 'text/html' };
    expect(await sandboxClient().clickup.call('get_doc_page', input)).toMatchObject({ success: false });
  });
});

describe('arguments in camelCase', () => {
  it('are taken, also inside of objects', async () => {
    const { clickup, sent } = sandboxClient();
    const call = clickup.call as (name: string, input: object) => Promise<{ success: boolean }>;
    const tasks = [{ name: 'One', listId: LISTS.bugs, dueDate: 'tomorrow' }];
    expect(await call('clickup_task_create_bulk', { tasks, dryRun: true })).toMatchObject({ success: true });
    expect(sent()).not.toContain('CreateTask');
    expect(await call('clickup_task_get', { taskId: TASKS.greyButton, teamId: null })).toMatchObject({ success: true });
  });

  it('are refused where both spellings are given', async () => {
    const { clickup } = sandboxClient();
    const call = clickup.call as (name: string, input: object) => Promise<object>;
    expect(await call('clickup_task_get', { taskId: 'a', task_id: TASKS.greyButton })).toMatchObject({
      error: { code: 'INVALID_PARAMETER', details: { parameter: 'taskId', nearest: 'task_id' } },
    });
  });
});
