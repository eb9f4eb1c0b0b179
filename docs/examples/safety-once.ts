import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const order = { list_id: '901710000305', name: 'Replace the brake pads' };
const first = await clickup.task.create(order, { idempotencyKey: 'order-4711' });
const again = await clickup.task.create(order, { idempotencyKey: 'order-4711' });
console.log(again.task?.id === first.task?.id, again.notes);
