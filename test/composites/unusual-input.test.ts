import { describe, expect, test } from 'vitest';
import { LISTS, TASKS, TIME_ENTRIES } from '../../src/sandbox/index.js';
import { harbour } from './harbour.js';

/** The error of a call by tool name, which takes what no typed method would, and how many requests it cost. */
async function refusal(tool: string, input: unknown) {
  const { clickup, sent } = harbour();
  const envelope = await clickup.call(tool as string, input);
  if (envelope.success) throw new Error('the call succeeded');
  return { ...envelope.error, requests: sent().length };
}

test('an id as a number that has lost digits is refused, since it would name something else', async () => {
  const input = { time_entry_ids: [Number(TIME_ENTRIES.running)], confirm: 'yes' };
  expect(await refusal('clickup_time_delete', input)).toMatchObject({
    code: 'INVALID_PARAMETER',
    details: { parameter: 'time_entry_ids[0]' },
    requests: 0,
  });
});

test('true and false may be written in capitals, and a dry run then is one', async () => {
  const { clickup, sent } = harbour();
  const dry = await clickup.call('clickup_list_delete' as string, { list_id: LISTS.bugs, dry_run: 'TRUE' });
  expect(dry).toMatchObject({ success: true, data: { dry_run: true } });
  expect(sent()).toEqual([]);
});

describe('a change of nothing costs no request', () => {
  test.each([
    ['clickup_custom_field_remove', { task_ids: [TASKS.greyButton], fields: [] }, 'fields is empty'],
    ['clickup_time_update', { time_entry_id: TIME_ENTRIES.running, tags: {} }, 'Nothing to change is given'],
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
