import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { expect, it } from 'vitest';
import { toolsList } from '../../generated/listings/index.js';
import type { McpServerOptions } from '../../src/mcp/options.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { LISTS, TASKS } from '../../src/sandbox/index.js';
import { sandboxClient } from '../support/sandbox-client.js';

async function connect(result?: McpServerOptions['result']) {
  const { clickup } = sandboxClient();
  const server = createMcpServer({
    version: '0',
    listing: toolsList,
    instructions: '',
    clientFor: () => clickup,
    result,
  });
  const client = new Client({ name: 'test', version: '0' });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(ours), client.connect(theirs)]);
  return { client, clickup };
}

const hidden = 'Report\u200B\u202E\u{E0049}\u{E0047}';

it.each(['both', 'text', 'structured'] as const)(
  'a model reads no invisible text, and how much there was: %s',
  async (form) => {
    const { client, clickup } = await connect(form);
    await clickup.task.update({ task_id: TASKS.greyButton, name: hidden });
    const answer = JSON.stringify(
      await client.callTool({ name: 'clickup_task_get', arguments: { task_ids: [TASKS.greyButton] } }),
    );
    expect(answer).toContain('4 invisible characters removed.');
    expect(answer).not.toMatch(/[\u200B\u202E\u{E0000}-\u{E007F}]/u);
    const { tasks = [] } = await clickup.task.get({ task_ids: [TASKS.greyButton] });
    expect(tasks[0]).toMatchObject({ name: hidden });
    await client.close();
  },
);

it('leaves an answer alone whose emoji and letters are whole', async () => {
  const { client, clickup } = await connect();
  const name = 'Family \u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u2764\uFE0F \u0645\u06CC\u200C\u062E';
  await clickup.task.update({ task_id: TASKS.greyButton, name });
  const answer = JSON.stringify(
    await client.callTool({ name: 'clickup_task_list', arguments: { list_id: LISTS.sprint24 } }),
  );
  expect(answer).toContain(name);
  expect(answer).not.toContain('invisible');
  await client.close();
});
