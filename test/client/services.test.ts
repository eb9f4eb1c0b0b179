import { expect, it } from 'vitest';
import * as z from 'zod';
import type { Context } from '../../src/clickup/context.js';
import { createClickUp } from '../../src/index.js';
import type { Tool, ToolEntry } from '../../src/runtime/tool.js';

const history: ToolEntry = {
  name: 'clickup_history_list',
  toolset: 'history',
  category: 'History',
  effect: 'read',
  needs: ['store'],
  sdk: { namespace: 'history', method: 'list' },
  load: async (): Promise<Tool<never, unknown, never>> => ({
    name: 'clickup_history_list',
    effect: 'read',
    parameters: [],
    schema: async () => z.strictObject({}),
    run: async ({ services }: Context) => ({ entries: [...(services.store as Map<string, string>).keys()] }),
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

it('offers it where the service is there, and hands it to the tool', async () => {
  const clickup = createClickUp({
    apiKey: 'pk_1_X',
    tools: [history],
    services: { store: new Map([['write 1', 'undo']]) },
  });
  expect(clickup).toHaveProperty('history.list');
  expect(await clickup.call('clickup_history_list', {})).toMatchObject({
    success: true,
    data: { entries: ['write 1'] },
  });
});
