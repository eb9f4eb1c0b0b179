import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '', policy: { effects: ['read', 'write'] } });

const { task } = await clickup.task.update({ task_id: 'ENG-96', priority: 'urgent' });
console.log(task.id, task.priority);

const refused = await clickup.call('clickup_task_delete', { task_id: 'ENG-96', confirm: 'yes' });
if (!refused.success) console.log(JSON.stringify(refused.error, null, 2));
