import { expect, it } from 'vitest';
import { servedTools } from '../../src/mcp/served.js';

it('says under a policy what is allowed, and offers no toolset that could do nothing', async () => {
  const free = await servedTools([{}]);
  expect(free.instructions).toContain('--toolsets access');
  expect(free.instructions).not.toContain('Only');
  const policy = { effects: ['read', 'write'] as const, spaces: ['Engineering'], trustedAuthors: ['Yuki'] };
  const { instructions, listing } = await servedTools([{}], policy);
  expect(instructions).not.toContain('--toolsets access');
  expect(instructions).toContain('--toolsets doc');
  expect(instructions).toContain('Only allowed here: read, write. Only in: Space Engineering.');
  expect(instructions).toContain('withheld');
  const names = listing.map(({ name }) => name);
  expect(names).toContain('clickup_task_update');
  expect(names).not.toContain('clickup_task_delete');
  expect(names).not.toContain('clickup_goal_create');
});
