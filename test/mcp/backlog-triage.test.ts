import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { servedTools } from '../../src/mcp/served.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { standing } from '../support/row-differences.js';
import { rowsIn } from '../support/shown-table.js';

/** The official client on a server that confirms by plan and serves the history. */
async function connect() {
  const sandbox = createSandbox({ clock: manualClock() });
  const { listing, instructions, tools } = await servedTools([{ toolsets: ['history'] }], undefined, 'plan');
  const clickup = createClickUp({ ...sandbox.options, tools, confirm: 'plan', history: true });
  const server = createMcpServer({ version: '0.0.0', listing, instructions, clientFor: () => clickup });
  const client = new Client({ name: 'triage', version: '0.0.0' });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(ours), client.connect(theirs)]);
  const call = async (name: string, input: Record<string, unknown>) => {
    const result = (await client.callTool({ name, arguments: input })) as CallToolResult;
    expect(result.isError, JSON.stringify(result.content)).toBe(false);
    return (result.structuredContent as { data: Record<string, unknown> }).data;
  };
  return { sandbox, call, close: () => client.close() };
}

it('backlog triage: find, plan, confirm, explain, read back, and undo all of it', async () => {
  const { sandbox, call, close } = await connect();
  const before = standing(sandbox.snapshot().rows);

  const found = await call('clickup_task_search', { tags: ['bug'] });
  const open = rowsIn(found.tasks).filter(({ status }) => status !== 'done' && status !== 'closed');
  const task_ids = open.slice(0, 3).map(({ id }) => String(id));
  expect(task_ids.length).toBeGreaterThan(0);

  const change = { changes: [{ task_ids, priority: 'low' }] };
  const plan = await call('clickup_task_update_bulk', { ...change, dry_run: true });
  expect(plan.api_calls).toBe(task_ids.length);
  await call('clickup_task_update_bulk', { ...change, confirm: plan.confirm_token, reason: 'Backlog triage' });
  await call('clickup_comment_create', {
    task_id: task_ids[0],
    text: 'Lowered in the triage: nobody reported it since May.',
  });
  const read = await call('clickup_task_get', { task_ids });
  expect(JSON.stringify(read)).toContain('low');
  expect(standing(sandbox.snapshot().rows)).not.toEqual(before);

  const all = { last: task_ids.length + 1 };
  const undo = await call('clickup_history_undo', { ...all, dry_run: true });
  const undone = await call('clickup_history_undo', { ...all, confirm: undo.confirm_token });
  expect(undone).toMatchObject({ undone: task_ids.length + 1, failed: 0 });
  expect(standing(sandbox.snapshot().rows)).toEqual(before);
  await close();
});
