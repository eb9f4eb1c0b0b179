import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const { operations } = await clickup.operation.search({ query: 'post subtypes', limit: 3 });
for (const { operation, effect, tool } of operations) console.log(operation, effect, tool ?? '(no tool)');

const { path, parameters } = await clickup.operation.describe({ operation: 'getSubtypes' });
console.log(path);
console.log(parameters.replace(/\/\*.*?\*\/ ?/g, ''));

const { answer } = await clickup.operation.read({ operation: 'getSubtypes', parameters: { comment_type: 'post' } });
console.log((answer as { data: { name: string }[] }).data.map(({ name }) => name));
