import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const operation = 'DeleteSpaceTag';
const parameters = { space_id: '901700000101', tag_name: 'mobile' };

const misspelt = await clickup.call('clickup_api_write', { operation, parameters: { ...parameters, tag: 'mobile' } });
if (!misspelt.success) console.log(misspelt.error.message);

const plan = await clickup.operation.write({ operation, parameters, dry_run: true });
for (const { method, path } of plan.requests) console.log(method, path);

const unconfirmed = await clickup.call('clickup_api_write', { operation, parameters });
if (!unconfirmed.success) console.log(unconfirmed.error.code);

await clickup.operation.write({ operation, parameters, confirm: 'yes' });
