import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

for (const reference of ['Operations', 'Product Engineering / Mobile App', 'Sprint 24', 'ENG-96']) {
  const { type, id, name } = await clickup.workspace.resolve({ reference });
  console.log(`${reference}: ${type} ${id} (${name})`);
}
