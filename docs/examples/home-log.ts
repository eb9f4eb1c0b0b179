import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const logged = await clickup.time.create({ start: 'yesterday 14:00', duration: '1h 30m', task_id: 'ENG-96' });
console.log(JSON.stringify(logged, null, 2));
