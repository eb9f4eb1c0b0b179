import { createClickUp } from '../../src/index.js';
import { createSandbox } from '../../src/sandbox/index.js';

const clickup = createClickUp(createSandbox({ plan: 'enterprise' }).options);
const guest_id = 'ada@partner.example';

await clickup.guest.invite({ email: guest_id });
const { guest } = await clickup.guest.share({ guest_id, list_id: '901710000305', permission: 'read' });
console.log(guest.email, guest.lists);

const plan = await clickup.guest.unshare({ guest_id, list_id: '901710000305', dry_run: true });
for (const { method, path } of plan.requests) console.log(method, path);
