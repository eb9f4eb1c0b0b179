import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const { tasks } = await clickup.task.search({ query: 'unlock', priorities: ['urgent', 'high'] });
for (const { id, name, status } of tasks) console.log(id, name, `(${status})`);
