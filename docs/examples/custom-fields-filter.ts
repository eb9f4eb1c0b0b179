import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const { tasks } = await clickup.task.list({
  list_id: '901710000305',
  custom_fields: [
    { field: 'Severity', operator: 'ANY', value: ['Critical', 'Major'] },
    { field: 'Customer reports', operator: '>', value: 10 },
    { field: 'Release date', operator: 'IS NULL' },
  ],
  fields: ['custom_id', 'name', 'Severity', 'Customer reports'],
});
for (const task of tasks) console.log(task.custom_id, task.name, task.Severity, task['Customer reports']);
