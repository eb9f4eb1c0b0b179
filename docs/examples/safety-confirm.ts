import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const asked = await clickup.call('clickup_task_delete', { task_id: 'ENG-96' });
console.log(asked.success ? 'deleted' : `${asked.error.code}: ${asked.error.suggested_action}`);

const { task } = await clickup.task.create({ list_id: '901710000303', name: 'Only here to be deleted' });
await clickup.task.delete({ task_id: task.id, confirm: 'yes' });
console.log('deleted', task.name);
