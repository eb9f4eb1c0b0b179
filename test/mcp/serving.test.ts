import { expect, it } from 'vitest';
import { usableConfig } from '../../src/config/read.js';
import { serving } from '../../src/mcp/serving.js';

it.each([
  ['the history', ['clickup_history_undo'], true],
  ['jobs alone', ['clickup_job_list', 'clickup_job_resume'], false],
])('a server that serves %s records what is written: %s', async (_, tools, isRecorded) => {
  const allow = ['clickup_task_update', ...tools];
  const { client } = await serving(
    { ...usableConfig({}, { program: 'clickup-mcp', sandbox: true }), debug: true },
    [{ allow }],
    true,
  );
  const clickup = await client();
  const answer = await clickup.call('clickup_task_update', { task_id: 'ENG-96', priority: 'low' });
  const calls = answer.metadata.debug?.timing.api_calls ?? [];
  expect(calls.some(({ method, path }) => method === 'GET' && path === '/v2/task/{task_id}')).toBe(isRecorded);
});
