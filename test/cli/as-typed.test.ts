import { describe, expect, it } from 'vitest';
import { asTyped } from '../../src/cli/as-typed.js';
import { findTool } from '../../src/cli/catalog.js';

describe('advice at a shell', () => {
  it.each([
    [
      'task_delete',
      'Repeat with confirm: "yes"; dry_run: true shows it.',
      'Repeat with --confirm yes; --dry-run shows it.',
    ],
    [
      'task_update_bulk',
      'Repeat it with the confirm_token of the plan as confirm.',
      'Repeat it with the confirm_token of the plan as --confirm.',
    ],
    ['task_create', 'Add list_id; due_date is optional.', 'Add --list-id; --due-date is optional.'],
    ['task_get', 'Ask with detail: "full".', 'Ask with --detail full.'],
    ['workspace_resolve', 'clickup_workspace_resolve needs reference', 'clickup_workspace_resolve needs --reference'],
    ['comment_update', 'Give text, assignee or resolved.', 'Give --text, --assignee or --resolved.'],
    ['task_search', 'no_due_date and overdue exclude each other', '--no-due-date and --overdue exclude each other'],
    ['task_create', 'Give an id or a name; or leave it.', 'Give an id or a name; or leave it.'],
    ['task_create', 'clickup_list_get takes a name and a status.', 'clickup_list_get takes a name and a status.'],
    ['task_create', 'It is no custom_field_id of ours.', 'It is no custom_field_id of ours.'],
    ['task_create', 'Write {"list_id": "1"} or `list_id`.', 'Write {"list_id": "1"} or `list_id`.'],
    ['task_create', 'next: "friday" is no argument', 'next: "friday" is no argument'],
  ])('%s: %s', (tool, text, typed) => {
    expect(asTyped(text, findTool(tool))).toBe(typed);
  });
});
