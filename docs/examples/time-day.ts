import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const { previous } = await clickup.time.start({ task_id: 'ENG-96', description: 'Review', billable: true });
console.log('stopped:', previous?.duration);

await clickup.time.stop({});
await clickup.time.create({ start: 'friday 14:00', duration: '1h 30m', description: 'Planning' });

const { total, entries } = await clickup.time.list({ start_date: 'last friday', end_date: 'last friday' });
console.log(total, 'on Friday:', entries.map(({ description }) => description).join(', '));
