import { ClickUpError, createClickUp } from '../../src/index.js';

const policy = { spaces: ['Marketing'], lists: ['Product Engineering / Mobile App / Backlog'] };
const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '', policy });

const { spaces } = await clickup.space.list({});
console.log(spaces.map(({ name }) => name));

const { lists } = await clickup.list.list({ folder_id: '901701000201' });
console.log(lists.map(({ name }) => name));

try {
  await clickup.task.update({ task_id: 'ENG-96', priority: 'urgent' });
} catch (error) {
  if (error instanceof ClickUpError) console.log(`${error.code}: ${error.message}`);
}
