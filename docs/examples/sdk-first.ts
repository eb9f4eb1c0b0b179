import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const list = await clickup.workspace.resolve({ reference: 'Mobile App / Sprint 24' });
const { task } = await clickup.task.create({
  list_id: list.id,
  name: 'Check the release notes',
  assignees: ['Priya'],
  due_date: 'next friday 17:00',
  time_estimate: '1h 30m',
});
console.log(task.name, task.assignees, task.due_date);
