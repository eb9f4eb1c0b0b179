import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const { results } = await clickup.customField.set({
  task_ids: ['ENG-96'],
  fields: { Severity: 'major', 'Customer reports': 12 },
});
for (const { field, status, value } of results) console.log(field, status, value);

const emptied = await clickup.customField.remove({ task_ids: ['ENG-96'], fields: ['Customer reports'] });
console.log(emptied.results[0]?.outcome);
