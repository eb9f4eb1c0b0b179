import { createClickUp } from 'clickup-tools';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '', history: true });

await clickup.task.update({ task_id: 'ENG-96', priority: 'low' }, { reason: 'Not before the launch' });
await clickup.task.updateTags({ task_id: 'ENG-96', add: ['backend'] });
const { entries } = await clickup.history.list({});
for (const { entry_id, did, changes, reason, undo } of entries) console.log(entry_id, did, changes, reason ?? '', undo);

await clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id: '86c1jaksk' } }, body: { priority: 2 } });
const refused = await clickup.call('clickup_history_undo', { entry_ids: ['1'] });
console.log(refused.success ? 'undone' : refused.error.message);
const { undone } = await clickup.history.undo({ last: 3 });
console.log(`${undone} undone`);
