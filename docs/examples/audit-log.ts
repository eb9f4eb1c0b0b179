import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';

const clickup = createClickUp(createSandbox({ plan: 'enterprise', clock: manualClock() }).options);

await clickup.task.update({ task_id: 'ENG-96', status: 'done' });

const { events } = await clickup.audit.query({ area: 'hierarchy', people: ['me'], start_date: 'today' });
for (const { time, type, person, object_id } of events) console.log(time, type, person, object_id);
