import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const { fields } = await clickup.customField.list({ list_id: '901710000305' });
for (const { name, type, options, labels } of fields) {
  console.log(`${name} (${type})`, (options ?? labels ?? []).join(', '));
}
