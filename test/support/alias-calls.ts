import { expect } from 'vitest';
import { DOCS, FOLDERS, LISTS, PAGES, SPACES, TASKS, VIEWS, WORKSPACE_ID } from '../../src/sandbox/index.js';

/** A call by each name as the other servers' users make it, and what shows that it was understood. */
export const aliasCalls: Record<string, [input: object, data: object]> = {
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
  report_time_for_tag: [{ teamId: WORKSPACE_ID, tag: 'review' }, { scope: expect.stringMatching(/^time of everyone/) }],
  report_time_for_space_tag: [
    { spaceId: SPACES.engineering, tag: 'review', members: ['me'] },
    { scope: expect.stringMatching(/^time of me/) },
  ],
  health: [{}, { status: 'ok' }],
  metrics: [{}, { calls: expect.anything() }],
  list_spaces: [{ team_id: WORKSPACE_ID }, { spaces: expect.anything() }],
  list_folders: [{ spaceId: SPACES.engineering }, { folders: expect.anything() }],
  list_lists: [{ folderId: FOLDERS.mobileApp }, { lists: expect.anything() }],
  list_views: [{ parentRef: { type: 'list', id: LISTS.bugs } }, { views: expect.anything() }],
  create_board_view: [
    { name: 'Board', parentRef: { type: 'space', id: SPACES.engineering }, dryRun: true },
    { requests: [{ path: `/v2/space/${SPACES.engineering}/view`, body: { type: 'board' } }] },
  ],
  update_view: [{ viewId: VIEWS.sprintList, name: 'Sprint', dryRun: true }, { dry_run: true }],
  list_all_click_up_spaces: [{}, { spaces: expect.anything() }],
  list_all_click_up_lists: [{ space_id: SPACES.engineering }, { lists: expect.anything() }],
  list_all_click_up_tasks: [{ list_id: LISTS.bugs, limit: 2 }, { next_cursor: expect.any(String) }],
  create_a_click_up_task: [{ list_id: LISTS.bugs, name: 'Leak', priority: 'high', dry_run: true }, { dry_run: true }],
  update_a_click_up_task_by_id: [{ id: TASKS.greyButton, assignees: ['me'], dry_run: true }, { dry_run: true }],
  get_single_click_up_goal_by_id: [{ id: 'Q4: Unlocking works on the first try' }, { goal: expect.anything() }],
  list_all_click_up_search_docs: [{ query: 'vendor' }, { docs: expect.anything() }],
  create_a_click_up_time_entry: [
    { task_id: TASKS.greyButton, start: '2026-10-02T09:00:00Z', duration: 7_200_000, billable: true, dry_run: true },
    { requests: [{ body: { duration: 7_200_000, billable: true } }] },
  ],
  delete_view: [{ viewId: VIEWS.sprintList, dryRun: true }, { dry_run: true }],
};
