import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, describe, expect, it } from 'vitest';
import { toolsList } from '../../generated/listings/index.js';
import { tools } from '../../generated/tools/index.js';
import { type ClickUp, createClickUp } from '../../src/index.js';
import type { McpServerOptions } from '../../src/mcp/options.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { instructionsFor } from '../../src/registry/instructions.js';
import { entriesFor, inCategories, select } from '../../src/registry/select.js';
import { createSandbox, type FaultRule, manualClock, type Plan } from '../../src/sandbox/index.js';
import { everyTool } from '../support/catalog.js';
import { recordingFor } from '../support/sandbox-client.js';
import { standardTools } from '../support/standard-tools.js';

const open: Client[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});

/** The official client, talking to our server over a pipe in memory. */
async function connect({
  faults = [],
  plan = 'business',
  before = [],
  clickup: given,
  served = tools,
  result,
  name = 'test',
  history = false,
}: {
  result?: McpServerOptions['result'];
  history?: boolean;
  name?: string;
  clickup?: ClickUp;
  faults?: FaultRule[];
  plan?: Plan | undefined;
  before?: { tool: string; input: object }[];
  served?: typeof tools;
} = {}) {
  const sandbox = createSandbox({ clock: manualClock(), faults, plan });
  const own = { apiKey: sandbox.apiKey, fetch: sandbox.fetch, clock: sandbox.clock, random: () => 0.5, history };
  const clickup = given ?? createClickUp({ ...own, tools: served });
  for (const { tool, input } of before) await clickup.call(tool, input);
  const server = createMcpServer({
    version: '0.0.0',
    listing: entriesFor(toolsList, served),
    instructions: instructionsFor(served),
    clientFor: () => clickup,
    result,
  });
  const client = new Client({ name, version: '0.0.0' });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(ours), client.connect(theirs)]);
  open.push(client);
  return { client, sandbox };
}

const textOf = (result: unknown): string => (result as { content: { text: string }[] }).content[0]!.text;

const envelopeOf = (result: unknown) => JSON.parse(JSON.stringify((result as CallToolResult).structuredContent));

/** Every text inside a value. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' ? [value] : [];
};

describe('the server', () => {
  it('lists the tools and teaches the way from name to id', async () => {
    const { client, sandbox } = await connect();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(Object.keys(standardTools));
    expect(client.getInstructions()).toContain('clickup_workspace_resolve');
    expect(sandbox.requests).toHaveLength(0);
  });

  it('serves the tools that it is given, and no other', async () => {
    const { client } = await connect({ served: select(tools, inCategories('Goal')) });
    const names = (await client.listTools()).tools.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((name) => name.startsWith('clickup_goal_'))).toBe(true);
    const refused = await client.callTool({ name: 'clickup_user_get', arguments: {} });
    expect(textOf(refused)).toContain('UNKNOWN_TOOL');
    expect(client.getInstructions()).not.toContain('clickup_user_find');
  });

  it.each(['x', '\u{1f6b2}'])(
    'shows the beginning of an answer, full of %s, that would end the session',
    async (sign) => {
      const clickup = createClickUp({
        apiKey: 'pk_1_X',
        workspaceId: '9',
        clock: manualClock(),
        fetch: async () => Response.json({ id: '86c0d0001', name: sign.repeat(5_000_000) }),
      });
      const { client } = await connect({ clickup });
      const result = await client.callTool({ name: 'clickup_task_get', arguments: { task_id: '86c0d0001' } });
      const envelope = envelopeOf(result);
      expect(textOf(result).length).toBeLessThanOrEqual(25_000);
      expect(envelope).toMatchObject({ success: true, truncated: true, data: { task: { id: '86c0d0001' } } });
      expect(envelope.guidance).toMatch(/task\.name \(\d+ of \d+ characters\)/);
    },
  );

  it('answers an error where the answer is nested deeper than can be written', async () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 50_000; i++) deep = { deep };
    const clickup = {
      call: async () => ({
        success: true,
        data: deep,
        metadata: { timestamp: '', tool_name: 'any', execution_time_ms: 0 },
      }),
    } as unknown as ClickUp;
    const { client } = await connect({ clickup });
    const result = await client.callTool({ name: 'any', arguments: {} });
    expect(result.isError).toBe(true);
    expect(envelopeOf(result)).toMatchObject({ success: false, error: { code: 'INVALID_RESPONSE' } });
  });

  it('a failed bulk call says once what all items share', async () => {
    const { client } = await connect();
    const task_ids = ['86c0zzzz1', '86c0zzzz2', '86c0zzzz3'];
    const input = { changes: [{ task_ids, assignees: { add: ['Nobody'] } }] };
    const result = await client.callTool({ name: 'clickup_task_update_bulk', arguments: input });
    const { error } = envelopeOf(result);
    expect(error.details.results).toMatchObject({
      columns: ['index', 'id', 'error'],
      rows: [
        [0, task_ids[0], { code: 'INVALID_PARAMETER', count: 3, indexes: '0-2' }],
        [1, task_ids[1]],
        [2, task_ids[2]],
      ],
      same: { status: 'failed' },
    });
  });

  it.each(everyTool)(
    'calls %s: the envelope as structure, what a model needs of it as text, isError exactly when it failed',
    async (name, tool) => {
      const { plan, examples } = tool;
      const [works, , fails] = examples;
      for (const example of [works!, fails!]) {
        const faults = example.fault ? [{ kind: example.fault } as FaultRule] : [];
        const { client } = await connect({ faults, plan, before: [...(example.before ?? [])], ...recordingFor(tool) });
        const result = await client.callTool({ name, arguments: example.input });
        const envelope = envelopeOf(result);
        expect(textOf(result)).not.toContain('execution_time_ms');
        const told = textsIn(envelope.data ?? envelope.error).filter((text) => {
          const isShown = textOf(result).includes(text) || textOf(result).includes(JSON.stringify(text).slice(1, -1));
          // Items of checklists go by their texts.
          const isItem = name === 'clickup_task_update_checklists' && /^[\da-f-]{36}$/.test(text);
          return !isShown && !isItem && text !== envelope.error?.details.contract_code;
        });
        expect(textOf(result)).not.toContain('contract_code');
        expect(told).toEqual([]);
        expect(envelope.metadata.tool_name).toBe(name);
        expect(result.isError).toBe(!envelope.success);
        expect(envelope.success).toBe(example === works);
      }
    },
  );

  it.each([
    { result: undefined, name: 'any', text: true, structure: true, meta: false },
    { result: 'both', name: '@langchain/mcp-adapters', text: true, structure: true, meta: false },
    { result: 'text', name: 'any', text: true, structure: false, meta: true },
    { result: 'structured', name: 'any', text: false, structure: true, meta: false },
    { result: undefined, name: '@langchain/mcp-adapters', text: true, structure: false, meta: false },
  ] as const)(
    'answers a client called $name, when asked for $result, with text $text, structure $structure',
    async ({ text, structure, meta, ...served }) => {
      const { client } = await connect(served);
      const answer = await client.callTool({ name: 'clickup_user_get', arguments: {} });
      expect(answer.content).toHaveLength(text ? 1 : 0);
      expect('structuredContent' in answer).toBe(structure);
      expect(answer._meta?.['clickup-tools/metadata'] !== undefined).toBe(meta);
    },
  );

  it('tells a model the metadata where it was asked for', async () => {
    const sandbox = createSandbox({ clock: manualClock() });
    const clickup = createClickUp({ ...sandbox.options, debug: true });
    const { client } = await connect({ clickup });
    const answer = await client.callTool({ name: 'clickup_user_get', arguments: {} });
    expect(textOf(answer)).toContain('"path":"/v2/user"');
  });

  it('answers an unknown tool with the nearest name', async () => {
    const { client } = await connect();
    const result = await client.callTool({ name: 'clickup_task_creat', arguments: {} });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain('clickup_task_create');
  });

  it('reports progress of a bulk call', async () => {
    const { client } = await connect();
    const seen: number[] = [];
    const tasks = Array.from({ length: 12 }, (_, i) => ({ name: `Task ${i}` }));
    const result = await client.callTool(
      { name: 'clickup_task_create_bulk', arguments: { list_id: '901710000301', tasks } },
      undefined,
      {
        onprogress: ({ progress, total }) => {
          seen.push(progress);
          expect(total).toBe(12);
        },
      },
    );
    expect(result.isError).toBe(false);
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  it('reports a wait for the rate limit, with a progress that grows each time', async () => {
    const sandbox = createSandbox({ clock: manualClock(), rateLimit: { limit: 10, windowMs: 60_000 } });
    const { client } = await connect({ clickup: createClickUp({ ...sandbox.options, clock: sandbox.clock }) });
    const reports: { progress: number; message?: string | undefined }[] = [];
    const tasks = Array.from({ length: 14 }, (_, i) => ({ name: `Task ${i}` }));
    await client.callTool(
      { name: 'clickup_task_create_bulk', arguments: { list_id: '901710000301', tasks } },
      undefined,
      { onprogress: (report) => reports.push(report) },
    );
    const waits = reports.map(({ message = '' }) => message).filter((message) => message.startsWith('waiting'));
    expect(waits).toEqual([expect.stringMatching(/^waiting 61 s for ClickUp's rate limit, \d+ of 14 done$/)]);
    const progress = reports.map((report) => report.progress);
    expect(progress).toEqual([...new Set(progress)].toSorted((a, b) => a - b));
    expect(reports.at(-1)).toMatchObject({ progress: 14, total: 14 });
  });

  it('stops a call that its client cancels', async () => {
    const { client, sandbox } = await connect({ faults: [{ kind: 'hang' }] });
    const cancel = new AbortController();
    const pending = client.callTool({ name: 'clickup_user_get', arguments: {} }, undefined, { signal: cancel.signal });
    while (sandbox.requests.length === 0) await new Promise(setImmediate);
    cancel.abort('enough');
    await expect(pending).rejects.toThrow();
    const next = await client.listTools();
    expect(next.tools).toHaveLength(toolsList.length);
  });

  it('a bulk call of which a part failed is no error and says so in its counts; one that failed whole is', async () => {
    const faults: FaultRule[] = [{ kind: 'reset-before', operation: 'CreateTask', nth: 2 }];
    const { client } = await connect({ faults });
    const args = { list_id: '901710000301', tasks: [{ name: 'One' }, { name: 'Two' }, { name: 'Three' }] };
    const partial = await client.callTool({ name: 'clickup_task_create_bulk', arguments: args });
    expect(partial.isError).toBe(false);
    expect(envelopeOf(partial).data.counts).toMatchObject({ total: 3, succeeded: 2, unknown: 1 });
    const whole = await connect({ faults: [{ kind: 'reset-before', operation: 'CreateTask' }] });
    const failed = await whole.client.callTool({ name: 'clickup_task_create_bulk', arguments: args });
    expect(failed.isError).toBe(true);
    expect(envelopeOf(failed).error.code).toBe('UNKNOWN_OUTCOME');
  });
});
