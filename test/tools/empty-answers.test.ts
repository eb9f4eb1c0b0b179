import { describe, expect, it } from 'vitest';
import { LISTS, TASKS } from '../../src/sandbox/index.js';
import { changedAnswers } from '../support/changed-answers.js';

const found: [tool: string, input: object][] = [
  ['clickup_comment_create', { list_id: LISTS.bugs, text: 'Hello' }],
  ['clickup_doc_create', { name: 'Notes', content: 'Hello' }],
  ['clickup_task_create', { list_id: LISTS.bugs, name: 'One' }],
  ['clickup_task_create_bulk', { list_id: LISTS.bugs, tasks: [{ name: 'One' }] }],
  ['clickup_webhook_create', { endpoint: 'https://hooks.harbourbikes.example', events: ['*'] }],
];

const unknown: typeof found = [['clickup_time_legacy_track', { task_id: TASKS.greyButton, duration: '5m' }]];

describe.each([{}, { id: null }, { id: '' }, { id: {} }])('an answer of %j to a write', (answer) => {
  const hollow = () => changedAnswers((body, { method }) => (method === 'POST' ? answer : body));

  it.each(found)('is no loss: what %s made is found', async (tool, input) => {
    expect(await hollow().call(tool, input)).toMatchObject({ success: true, metadata: { reconciled: true } });
  });

  it.each(unknown)('leaves unknown what %s made', async (tool, input) => {
    expect(await hollow().call(tool, input)).toMatchObject({ success: false, error: { code: 'UNKNOWN_OUTCOME' } });
  });
});
