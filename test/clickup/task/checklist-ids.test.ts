import { expect, it } from 'vitest';
import type { Context } from '../../../src/clickup/context.js';
import { createChecklist, createChecklistItem } from '../../../src/clickup/task/checklist-writes.js';

/** A context whose every write is answered so. */
const answering = (data: object) =>
  ({
    dryRun: false,
    api: { POST: async () => ({ data, response: Response.json(data) }) },
  }) as unknown as Context;

const without = { code: 'INVALID_RESPONSE', message: 'ClickUp answered without the id of "Done"' };

it('a checklist whose id ClickUp does not say cannot be filled', async () => {
  await expect(createChecklist(answering({}), '86c131205', 'Done')).rejects.toMatchObject(without);
});

it('an item whose id ClickUp does not say cannot be changed', async () => {
  const made = createChecklistItem(answering({ checklist: { items: [] } }), 'c1', { name: 'Done' }, new Set());
  await expect(made).rejects.toMatchObject(without);
});
