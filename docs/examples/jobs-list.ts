import { createClickUp, memoryStore } from 'clickup-tools';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '', store: memoryStore() });
const list_id = 'Product Engineering / Mobile App / Sprint 25';
await clickup.task.createBulk({ list_id, tasks: [{ name: 'Order tyres' }, { name: 'Test them', parent: 'ENG-96' }] });

const [job] = (await clickup.job.list({ limit: 1 })).jobs;
console.log(job?.tool, job?.state, job?.counts);
// The parent lay in another List.
await clickup.task.move({ task_ids: ['ENG-96'], list_id });
const done = await clickup.job.resume({ job_id: job?.job_id ?? '' });
console.log(done.counts);
