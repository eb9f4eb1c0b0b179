import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const planned = await clickup.call('clickup_task_update', {
  task_id: 'ENG-96',
  priority: 'urgent',
  due_date: 'friday',
  dry_run: true,
});
console.log(JSON.stringify(planned.success ? planned.data : planned.error, null, 2));
