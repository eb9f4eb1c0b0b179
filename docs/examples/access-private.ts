import { createClickUp } from '../../src/index.js';
import { createSandbox } from '../../src/sandbox/index.js';

const clickup = createClickUp(createSandbox({ plan: 'enterprise' }).options);

const { private: isPrivate, entries } = await clickup.access.update({
  list_id: '901710000305',
  private: true,
  entries: [
    { person: 'priya', permission: 'edit' },
    { person: 'samuel', permission: 'read' },
  ],
});
console.log(isPrivate, entries);
