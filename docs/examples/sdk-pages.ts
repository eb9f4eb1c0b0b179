import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

let open = 0;
for await (const { tasks } of clickup.pages('clickup_task_list', { list_id: '901710000303', limit: 20 })) {
  open += tasks.length;
}
console.log(open, 'open tasks in the backlog');
