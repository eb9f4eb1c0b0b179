import { describe, expect, test } from 'vitest';
import { FOLDERS, LISTS, SPACES, TASKS } from '../../src/sandbox/index.js';
import { sandboxClient } from '../support/sandbox-client.js';

/** The error of a call by tool name, which takes what no typed method would. */
async function refusal(tool: string, input: unknown, options: Parameters<typeof sandboxClient>[0] = {}) {
  const envelope = await sandboxClient(options).clickup.call(tool as string, input);
  if (envelope.success) throw new Error('the call succeeded');
  return envelope.error;
}

describe('an error that something was not found says what', () => {
  const unseen = 'not found, or the token may not see it: ClickUp answers "Team not authorized" to both';
  test.each<[string, string, Record<string, unknown>, string, RegExp]>([
    ['a task', 'clickup_task_get', { task_id: '86c0zzzz9' }, 'Task 86c0zzzz9', /clickup_workspace_resolve/],
    ['a custom id', 'clickup_task_get', { task_id: 'ENG-999' }, 'Task ENG-999', /clickup_workspace_resolve/],
    [
      'one of several tasks',
      'clickup_task_move',
      { task_ids: [TASKS.greyButton, '86c0zzzz9'], list_id: LISTS.sprint25 },
      'Task 86c0zzzz9',
      /clickup_workspace_resolve/,
    ],
    ['a Workspace', 'clickup_space_list', { workspace_id: '9019' }, 'Workspace 9019', /clickup_workspace_resolve/],
    [
      'one of two ids',
      'clickup_task_create',
      { list_id: LISTS.bugs, name: 'Lost', template_id: 't-1' },
      `List ${LISTS.bugs} or template t-1`,
      /clickup_workspace_list_templates lists them, clickup_workspace_resolve/,
    ],
    ['a view', 'clickup_view_get', { view_id: '8cdxa-999' }, 'View 8cdxa-999', /clickup_view_list lists it/],
  ])('%s', async (_what, tool, input, named, way) => {
    const { code, message, suggested_action } = await refusal(tool, input);
    expect(code).toBe('RESOURCE_NOT_FOUND');
    expect(message.startsWith(`${named} was`)).toBe(true);
    expect(suggested_action).toMatch(way);
    if (tool !== 'clickup_view_get') expect(message).toBe(`${named} was ${unseen}`);
  });
});

test('a deleted task is told as that, with who can bring it back', async () => {
  const { clickup } = sandboxClient();
  await clickup.task.delete({ task_id: TASKS.greyButton, confirm: 'yes' });
  const envelope = await clickup.call('clickup_task_update', { task_id: TASKS.greyButton, name: 'Back' });
  expect(envelope).toMatchObject({
    error: {
      code: 'RESOURCE_NOT_FOUND',
      message: `Task ${TASKS.greyButton} was deleted`,
      suggested_action: expect.stringContaining('a person can restore it'),
    },
  });
});

test('a deleted List is told as that', async () => {
  const { clickup } = sandboxClient();
  await clickup.list.delete({ list_id: LISTS.ideas, confirm: 'yes' });
  const envelope = await clickup.call('clickup_task_create', { list_id: LISTS.ideas, name: 'Too late' });
  expect(envelope).toMatchObject({
    error: {
      code: 'RESOURCE_NOT_FOUND',
      message: `List ${LISTS.ideas} was deleted`,
      suggested_action: 'It is in the trash: a person can restore it in ClickUp, no tool can.',
    },
  });
});

describe('what ClickUp refuses comes with the way out', () => {
  test.each<[string, string, Record<string, unknown>, RegExp, RegExp]>([
    [
      'a name that is taken',
      'clickup_list_create',
      { name: 'Backlog', folder_id: FOLDERS.mobileApp },
      /^The name is taken/,
      /another name/,
    ],
    [
      'a parent in another List',
      'clickup_task_update',
      { task_id: 'ENG-110', parent: 'ENG-96' },
      /^The parent is a task of another List/,
      /clickup_task_move/,
    ],
    ['a blank name', 'clickup_space_create', { name: ' ' }, /does not accept the name/, /visible character/],
    [
      'two open statuses',
      'clickup_list_update',
      {
        list_id: LISTS.ideas,
        statuses: [
          { status: 'a', type: 'open' },
          { status: 'b', type: 'open' },
        ],
      },
      /does not accept the statuses/,
      /exactly one of it of type open/,
    ],
  ])('%s', async (_what, tool, input, message, way) => {
    const error = await refusal(tool, input);
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER' });
    expect(error.message).toMatch(message);
    expect(error.suggested_action).toMatch(way);
  });

  test('what the plan lacks is told as that', async () => {
    const input = { task_id: TASKS.offlineUnlock, estimates: { priya: '3h' } };
    expect(await refusal('clickup_task_update', input, { plan: 'free' })).toMatchObject({ code: 'PLAN_REQUIRED' });
  });
});

describe('an argument that does not fit', () => {
  test.each<[string, string, Record<string, unknown>, string, string]>([
    [
      'a missing id',
      'clickup_comment_update',
      { resolved: true },
      'clickup_comment_update needs comment_id',
      'Add comment_id; clickup_comment_list shows ids.',
    ],
    ['a missing name', 'clickup_task_create', { list_id: LISTS.bugs }, 'clickup_task_create needs name', 'Add name.'],
    [
      'a missing choice',
      'clickup_workspace_list_templates',
      {},
      'clickup_workspace_list_templates needs kind',
      'Add kind, one of: task, list, folder.',
    ],
    [
      'a text where an object belongs',
      'clickup_space_update_tags',
      { space_id: SPACES.engineering, create: ['mobile'] },
      'create[0] must be an object',
      'Pass an object with: name, background, foreground.',
    ],
    [
      'a list where names and values belong',
      'clickup_task_create',
      { list_id: LISTS.bugs, name: 'Slow', custom_fields: [{ id: 'x', worth: 1 }] },
      'custom_fields must be an object of named values',
      'Correct custom_fields and call again.',
    ],
    [
      'a structure where a text belongs',
      'clickup_task_search',
      { query: [{ name: 'x' }] },
      'query must be a string',
      'Correct query and call again. A structure goes into a text as JSON.',
    ],
    [
      'a colour by name',
      'clickup_space_update',
      { space_id: SPACES.marketing, color: 'red' },
      'color is not a colour: "red"',
      'Write colours as #rrggbb, such as #d32f2f.',
    ],
    [
      'nothing to merge',
      'clickup_task_merge',
      { task_id: TASKS.greyButton, source_task_ids: [], confirm: 'yes' },
      'source_task_ids must have at least 1 item',
      'Correct source_task_ids and call again.',
    ],
    [
      'too many',
      'clickup_task_get_time_in_status',
      { task_ids: Array.from({ length: 101 }, (_, index) => `86c0a${index}`) },
      'task_ids must have at most 100 items',
      'Correct task_ids and call again.',
    ],
    [
      'too small',
      'clickup_task_list',
      { list_id: LISTS.bugs, limit: 0 },
      'limit must be at least 1',
      'Correct limit and call again.',
    ],
  ])('%s', async (_what, tool, input, message, suggested_action) => {
    expect(await refusal(tool, input)).toMatchObject({ message, suggested_action });
  });

  test('another tool is named only where that tool does what was wanted', async () => {
    const change = { task_id: TASKS.greyButton, tags: ['bug'] };
    expect((await refusal('clickup_task_update', change)).suggested_action).toBe(
      'This does not change tags: clickup_task_update_tags does that.',
    );
    expect((await refusal('clickup_task_search', { list_id: LISTS.bugs })).suggested_action).toBe(
      'Did you mean list_ids?',
    );
    expect((await refusal('clickup_task_update_tags', change)).suggested_action).toMatch(/^It takes: /);
  });
});
