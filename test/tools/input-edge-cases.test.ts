import { describe, expect, test } from 'vitest';
import { GOALS, KEY_RESULTS, LISTS, TASKS, TIME_ENTRIES, VIEWS } from '../../src/sandbox/index.js';
import { sandboxClient } from '../support/sandbox-client.js';

/** The error of a call by tool name, which takes what no typed method would, and how many requests it cost. */
async function refusal(tool: string, input: unknown) {
  const { clickup, sent } = sandboxClient();
  const envelope = await clickup.call(tool as string, input);
  if (envelope.success) throw new Error('the call succeeded');
  return { ...envelope.error, requests: sent().length };
}

test('an id as a number that has lost digits is refused, since it would name something else', async () => {
  const input = { time_entry_ids: [Number(TIME_ENTRIES.running)], confirm: 'yes' };
  expect(await refusal('clickup_time_delete', input)).toMatchObject({
    code: 'INVALID_PARAMETER',
    message: 'time_entry_ids[0] has more digits than a number keeps: pass it as a string',
    requests: 0,
  });
});

test('a Date is the moment that it stands for, also in a list and as a custom field', async () => {
  const { clickup } = sandboxClient();
  const due_date = new Date('2026-10-09T15:00:00Z');
  const { task } = await clickup.task.update({ task_id: TASKS.greyButton, due_date });
  expect(task.due_date).toBe('2026-10-09T17:00+02:00');
  const { requests } = await clickup.task.createBulk({
    list_id: LISTS.bugs,
    tasks: [{ name: 'With dates', due_date, custom_fields: { 'Release date': due_date } }],
    dry_run: true,
  });
  expect(requests[0]?.body).toMatchObject({
    due_date: due_date.getTime(),
    custom_fields: [{ value: due_date.getTime() }],
  });
});

test('a Date of no moment is refused', async () => {
  const input = { task_id: TASKS.greyButton, due_date: new Date('nonsense') };
  expect(await refusal('clickup_task_update', input)).toMatchObject({ code: 'INVALID_PARAMETER', requests: 0 });
});

test('a bigint is read as its digits', async () => {
  const { clickup } = sandboxClient();
  const envelope = await clickup.call('clickup_task_list' as string, { list_id: BigInt(LISTS.bugs), limit: 5n });
  expect(envelope).toMatchObject({ success: true, data: { tasks: { length: 5 } } });
});

test.each([
  ['clickup.task.createBulk', 'clickup_task_create_bulk'],
  ['task_get', 'clickup_task_get'],
  ['tasks.search', 'clickup_task_search'],
])('%s is near to %s', async (name, tool) => {
  expect(await refusal(name, {})).toMatchObject({ code: 'UNKNOWN_TOOL', suggested_action: `Did you mean ${tool}?` });
});

test('a request of the raw client that is cancelled says that it was one', async () => {
  const { clickup } = sandboxClient();
  await expect(clickup.api.GET('/v2/user', { signal: AbortSignal.abort() })).rejects.toThrow(
    'clickup.api was cancelled by the caller',
  );
});

test('a path that the raw client is given nothing for is refused before it is sent', async () => {
  const { clickup, sent } = sandboxClient();
  await clickup.api.GET('/v2/list/{list_id}', { params: { path: { list_id: LISTS.bugs } } });
  const nothing = {} as { params: { path: { list_id: string } } };
  await expect(clickup.api.GET('/v2/list/{list_id}', nothing)).rejects.toThrow('list_id cannot be part of a path');
  expect((await clickup.api.GET('/v2/user')).response.status).toBe(200);
  expect(sent()).toHaveLength(2);
});

test('true and false may be written in capitals, and a dry run then is one', async () => {
  const { clickup, sandbox } = sandboxClient();
  const dry = await clickup.call('clickup_list_delete' as string, { list_id: LISTS.bugs, dry_run: 'TRUE' });
  expect(dry).toMatchObject({ success: true, data: { dry_run: true } });
  expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
});

describe('a change of nothing costs no request', () => {
  test.each([
    ['clickup_custom_field_remove', { task_ids: [TASKS.greyButton], fields: [] }, 'fields is empty'],
    ['clickup_time_update', { time_entry_id: TIME_ENTRIES.running, tags: {} }, 'Nothing to change is given'],
    ['clickup_list_update', { list_id: LISTS.bugs }, 'Nothing to change is given'],
  ])('%s', async (tool, input, message) => {
    expect(await refusal(tool, input)).toMatchObject({ code: 'MISSING_PARAMETER', message, requests: 0 });
  });
});

test('an argument that does not fit is told together with the one that it does not fit', async () => {
  const input = { time_entry_id: TIME_ENTRIES.running, task_id: TASKS.greyButton };
  expect(await refusal('clickup_time_get', input)).toMatchObject({
    message: 'task_id does not go with time_entry_id',
    requests: 0,
  });
});

describe('an id that is missing or malformed is looked for with the tool that shows it', () => {
  test.each([
    ['clickup_time_update', {}, 'clickup_time_list'],
    ['clickup_time_get', { time_entry_id: 'abc' }, 'clickup_time_list'],
    ['clickup_goal_get', { goal_id: 'ready/for?winter' }, 'clickup_goal_list'],
    ['clickup_team_delete', { group_id: '12', confirm: 'yes' }, 'clickup_team_list'],
    ['clickup_view_get', { view_id: 'Blocked' }, 'clickup_view_list'],
  ])('%s %j: %s', async (tool, input, finder) => {
    expect((await refusal(tool, input)).suggested_action).toContain(finder);
  });
});

describe('a view of another type is refused with the way to the right one', () => {
  test.each([
    ['clickup_comment_list', { view_id: VIEWS.sprintList }],
    ['clickup_view_list_tasks', { view_id: VIEWS.mobileChat }],
  ])('%s', async (tool, input) => {
    const { code, suggested_action } = await refusal(tool, input);
    expect(code).toBe('INVALID_PARAMETER');
    expect(suggested_action).toContain('clickup_view_list');
  });
});

test('a blank name is told as one, also where ClickUp has no code for it', async () => {
  const { suggested_action } = await refusal('clickup_goal_update', { goal_id: GOALS.unlock, name: '' });
  expect(suggested_action).toBe('Give a name with at least one visible character.');
});

test('a colour that is none is refused before a goal is made', async () => {
  const error = await refusal('clickup_goal_create', { name: 'Blue', color: 'blau' });
  expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter: 'color' } });
  const { clickup, sandbox } = sandboxClient();
  await clickup.goal.create({ name: 'Blue', color: '5B8DEF' });
  expect(JSON.stringify(sandbox.requests.at(-1)?.body)).toContain('#5b8def');
});

test('accents that a name has or has not make no difference to who is meant', async () => {
  const { clickup } = sandboxClient();
  const comment = await clickup.comment.create({ task_id: TASKS.greyButton, text: 'Look', assignee: 'Tom\u00e1s' });
  expect(comment.resolved?.assignee).toContain('Tomas Rivera');
});

test('true and false are text where text is wanted', async () => {
  const { clickup } = sandboxClient();
  const progress = [{ key_result: KEY_RESULTS.pressKit, current: true }];
  const answer = await clickup.call('clickup_goal_update' as string, { goal_id: GOALS.autumnLaunch, progress });
  expect(answer).toMatchObject({ success: true, data: { changes: [{ status: 'succeeded' }] } });
});

const long = 'a long text '.repeat(300);

test.each<[string, object]>([
  ['clickup_task_search', { task_type_ids: long }],
  ['clickup_task_create', { list_id: LISTS.bugs, name: 'One', time_estimate: long }],
  ['clickup_task_create', { list_id: LISTS.bugs, name: 'One', assignees: [long] }],
  ['clickup_task_move', { task_ids: [TASKS.greyButton], list_id: LISTS.ideas, status_map: { [long]: 1 } }],
  ['clickup_custom_field_remove', { task_ids: [TASKS.greyButton], fields: [long] }],
  ['clickup_goal_update', { goal_id: GOALS.unlock, remove_key_results: [long], confirm: 'yes' }],
])('%s shows a long value that it refuses once, not in the message and again in the details', async (tool, input) => {
  const { message, details } = await refusal(tool, input);
  const shown = JSON.stringify([message, details]);
  expect(shown).toContain('a long text');
  expect(shown.split(long).length - 1).toBeLessThanOrEqual(1);
});

test('a circle in an argument is refused by an answer that can be sent as JSON', async () => {
  const status_map: Record<string, unknown> = {};
  status_map.open = status_map;
  const error = await refusal('clickup_task_move', {
    task_ids: [TASKS.greyButton],
    list_id: LISTS.ideas,
    status_map,
  });
  expect(() => JSON.stringify(error)).not.toThrow();
  expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { value: '(no JSON)' } });
});

test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])(
  'an argument called %s is unknown like any other',
  async (name) => {
    expect(await refusal('clickup_time_update', JSON.parse(`{"${name}":"x"}`))).toMatchObject({
      code: 'INVALID_PARAMETER',
      message: `clickup_time_update has no argument ${name}`,
    });
  },
);
