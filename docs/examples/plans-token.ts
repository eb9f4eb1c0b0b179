import { createClickUp } from 'clickup-tools';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '', confirm: 'plan' });

const change = { changes: [{ task_ids: ['ENG-96', 'ENG-134'], priority: 'low' as const }] };
const { changes, api_calls, confirm_token } = await clickup.task.updateBulk({ ...change, dry_run: true });
for (const { action, target, field, from, to } of changes)
  console.log(`${action} ${target}: ${field} ${from} -> ${to}`);
console.log(`${api_calls} requests`);

const blind = await clickup.call('clickup_task_update_bulk', change);
console.log(blind.success ? 'done' : blind.error.code);
const confirmed = { ...change, confirm: confirm_token };
const answer = await clickup.call('clickup_task_update_bulk' as string, confirmed);
console.log(answer.success ? 'done, as planned' : answer.error.message);
const again = await clickup.call('clickup_task_update_bulk' as string, confirmed);
console.log(again.success ? 'done twice' : again.error.message);
