import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const { counts, results } = await clickup.task.createBulk({
  list_id: '901710000302',
  tags: ['release'],
  tasks: [
    { key: 'release', name: 'Release 4.2', due_date: 'next friday' },
    { key: 'notes', name: 'Write the notes', parent: 'release', assignees: ['Chloe'] },
    { name: 'Upload the build', parent: 'release', depends_on: ['notes'] },
  ],
});
console.log(counts);
for (const { key, id, status } of results) console.log(key ?? '-', id, status);
