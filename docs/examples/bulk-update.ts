import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const { counts, results } = await clickup.task.updateBulk({
  changes: [
    { task_ids: ['ENG-96', 'ENG-97'], priority: 'high', assignees: { add: ['Samuel'] } },
    { task_ids: ['ENG-9999'], due_date: 'tomorrow' },
  ],
});
console.log(counts);
console.log(results.find(({ status }) => status === 'failed')?.error?.suggested_action);
