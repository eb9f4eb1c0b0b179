import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { type CallToolResult, ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, describe, expect, it } from 'vitest';
import { type ConfirmMode, createClickUp } from '../../src/index.js';
import { servedTools } from '../../src/mcp/served.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { createSandbox, manualClock, TASKS } from '../../src/sandbox/index.js';

const open: Client[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});

/** A client of the official SDK on a server that confirms so; with `person` it can show a form. */
async function connect(confirm: ConfirmMode, person?: () => ElicitResult) {
  const sandbox = createSandbox({ clock: manualClock() });
  const served = await servedTools([], undefined, confirm);
  const clickup = createClickUp({ ...sandbox.options, confirm });
  const { listing, instructions } = served;
  const asks = confirm === 'ask';
  const server = createMcpServer({ version: '0.0.0', listing, instructions, asks, clientFor: () => clickup });
  const client = new Client({ name: 'test', version: '0.0.0' }, { capabilities: person ? { elicitation: {} } : {} });
  const questions: string[] = [];
  if (person) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      questions.push(params.message);
      return person();
    });
  }
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(ours), client.connect(theirs)]);
  open.push(client);
  const call = async (name: string, input: Record<string, unknown>) =>
    (await client.callTool({ name, arguments: input })) as CallToolResult;
  const written = () => sandbox.requests.filter(({ method }) => method !== 'GET').length;
  return { client, call, questions, written, instructions };
}

const input = { task_id: TASKS.greyButton };
const text = ({ content }: CallToolResult) => (content[0] as { text: string }).text;

describe('confirmation by plan over MCP', () => {
  it('is told in instructions and schemas, also of tools for many things', async () => {
    const { client, instructions } = await connect('plan');
    const { tools } = await client.listTools();
    for (const name of ['clickup_task_delete', 'clickup_task_update_bulk', 'clickup_goal_update']) {
      const confirm = tools.find((tool) => tool.name === name)!.inputSchema.properties!.confirm;
      expect(confirm, name).toEqual({ type: 'string', description: expect.stringContaining('confirm_token') });
    }
    expect(tools.find(({ name }) => name === 'clickup_task_update')!.inputSchema.properties).not.toHaveProperty(
      'confirm',
    );
    expect(instructions).toContain('confirm_token');
    expect(instructions).not.toContain('confirm: "yes"');
  });

  it('shows the model the plan without its requests, and takes the token', async () => {
    const { call, written } = await connect('plan');
    const planned = await call('clickup_task_delete', { ...input, dry_run: true });
    expect(text(planned)).toContain('Unlock button stays grey');
    expect(text(planned)).not.toContain('"method"');
    const { data } = planned.structuredContent as { data: { confirm_token: string; requests: object } };
    expect(data.requests).toHaveProperty('rows.length', 1);
    expect((await call('clickup_task_delete', { ...input, confirm: data.confirm_token })).isError).toBe(false);
    expect(written()).toBe(1);
  });
});

describe('a person who is asked through their client', () => {
  it('reads what would happen, and accepts', async () => {
    const { call, questions, written } = await connect('ask', () => ({ action: 'accept', content: { confirm: true } }));
    expect((await call('clickup_task_delete', input)).isError).toBe(false);
    expect(questions).toEqual([
      expect.stringMatching(
        /clickup_task_delete would:\n- delete task "Unlock button.*with it goes: .*\nCannot be undone/s,
      ),
    ]);
    expect(written()).toBe(1);
  });

  it.each<ElicitResult>([
    { action: 'decline' },
    { action: 'cancel' },
    { action: 'accept', content: { confirm: false } },
    { action: 'accept' },
  ])('does not agree by %j', async (answer) => {
    const { call, written } = await connect('ask', () => answer);
    const result = await call('clickup_task_delete', { ...input, confirm: 'yes' });
    expect(result.isError).toBe(true);
    expect(text(result)).toContain('did not agree');
    expect(written()).toBe(0);
  });

  it('is not asked where the client shows no forms: the token is wanted', async () => {
    const { call, written } = await connect('ask');
    expect(text(await call('clickup_task_delete', { ...input, confirm: 'yes' }))).toContain('confirm_token');
    expect(written()).toBe(0);
  });

  it('is not asked before what needs no confirmation', async () => {
    const { call, questions, written } = await connect('ask', () => ({ action: 'decline' }));
    expect((await call('clickup_task_update', { ...input, priority: 'low' })).isError).toBe(false);
    expect([questions.length, written()]).toEqual([0, 1]);
  });
});
