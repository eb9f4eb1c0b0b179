import { ClickUpError, createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

try {
  await clickup.task.update({ task_id: 'ENG-96', status: 'almost done' });
} catch (error) {
  if (!(error instanceof ClickUpError)) throw error;
  console.log(error.code);
  console.log(error.suggestion);
}

const answer = await clickup.call('clickup_task_get', { task_ids: ['ENG-96'] });
if (answer.success) console.log(answer.metadata.rate_limit?.remaining, 'requests left in this minute');
