import { createClickUp, memoryStore } from 'clickup-tools';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '', store: memoryStore() });
const order = {
  list_id: '901710000305',
  tasks: [{ name: 'Order tyres' }, { name: 'Call the supplier', assignees: ['nobody'] }],
};

const first = await clickup.task.createBulk(order);
console.log(first.counts);
const { job_id } = first as { job_id?: string };
const rest = { ...order, job_id };
const again = await clickup.task.createBulk(rest);
console.log(again.notes?.[0], again.results[0]?.id === first.results[0]?.id);
