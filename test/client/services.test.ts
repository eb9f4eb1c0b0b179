import { expect, it } from 'vitest';
import * as z from 'zod';
import { createClickUp } from '../../src/index.js';
import type { ToolEntry } from '../../src/runtime/tool.js';

const history: ToolEntry = {
  name: 'clickup_history_list',
  toolset: 'history',
  category: 'History',
  effect: 'read',
  needs: ['store'],
  sdk: { namespace: 'history', method: 'list' },
  load: async () => ({
    name: 'clickup_history_list',
    effect: 'read',
    parameters: [],
    schema: async () => z.strictObject({}),
    run: async () => ({ entries: [] }),
  }),
};

it('leaves out a tool whose service is absent, from the methods and by name', async () => {
  const clickup = createClickUp({ apiKey: 'pk_1_X', tools: [history] });
  expect(clickup).not.toHaveProperty('history');
  expect(await clickup.call('clickup_history_list', {})).toMatchObject({
    success: false,
    error: { code: 'UNKNOWN_TOOL' },
  });
});

it('offers it where the service is there', async () => {
  const clickup = createClickUp({ apiKey: 'pk_1_X', tools: [history], services: { store: new Map() } });
  expect(clickup).toHaveProperty('history.list');
  expect(await clickup.call('clickup_history_list', {})).toMatchObject({ success: true, data: { entries: [] } });
});
