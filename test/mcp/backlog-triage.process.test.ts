import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { expect, it } from 'vitest';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { built } from '../support/build.js';
import { standing } from '../support/row-differences.js';
import { rowsIn } from '../support/shown-table.js';

/** The official client, and the built server in a process of its own, which confirms by plan and serves the history. */
async function connect() {
  const sandbox = createSandbox({ clock: manualClock(), rateLimit: false });
  const api = await serveSandbox(sandbox);
  const client = new Client({ name: 'triage', version: '0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [built('mcp.js'), '--toolsets', 'history'],
      env: { CLICKUP_API_KEY: sandbox.apiKey, CLICKUP_BASE_URL: api.url, CLICKUP_CONFIRM: 'plan' },
      stderr: 'pipe',
    }),
  );
  const call = async (name: string, input: Record<string, unknown>) => {
    const result = (await client.callTool({ name, arguments: input })) as CallToolResult;
    expect(result.isError, JSON.stringify(result.content)).toBe(false);
    return (result.structuredContent as { data: Record<string, unknown> }).data;
  };
  const close = async () => {
    await client.close();
    await api.close();
  };
  return { call, state: () => standing(sandbox.snapshot().rows), close };
}

it('backlog triage: search, filter, plan, confirm, explain, read back, and undo all of it', async () => {
  const { call, state, close } = await connect();
  const before = state();

  const found = await call('clickup_task_search', { query: 'bug', status_types: ['open'], limit: 3 });
  const task_ids = rowsIn(found.tasks).map(({ id }) => String(id));
  expect(task_ids).toHaveLength(3);

  const change = { changes: [{ task_ids, priority: 'low' }] };
  const plan = await call('clickup_task_update_bulk', { ...change, dry_run: true });
  expect(plan).toMatchObject({ api_calls: 3, confirm_token: expect.any(String) });
  expect(JSON.stringify(plan.changes)).toContain('priority');
  expect(state()).toEqual(before);

  await call('clickup_task_update_bulk', { ...change, confirm: plan.confirm_token, reason: 'Backlog triage' });
  const text = 'Lowered in the triage: nobody reported it since May.';
  await call('clickup_comment_create', { task_id: task_ids[0], text });
  const read = await call('clickup_task_get', { task_ids });
  expect(rowsIn(read.tasks).map(({ priority }) => priority)).toEqual(['low', 'low', 'low']);
  const comments = await call('clickup_comment_list', { task_id: task_ids[0] });
  expect(JSON.stringify(comments)).toContain(text);
  expect(state()).not.toEqual(before);

  const { entries } = await call('clickup_history_list', {});
  const all = { last: rowsIn(entries).length };
  expect(all.last).toBe(4);
  const undo = await call('clickup_history_undo', { ...all, dry_run: true });
  const undone = await call('clickup_history_undo', { ...all, confirm: undo.confirm_token });
  expect(undone).toMatchObject({ undone: 4, failed: 0 });
  expect(state()).toEqual(before);
  await close();
});
