import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { createSandbox, DOCS, LISTS, manualClock, type SeedFunction } from '../../src/sandbox/index.js';
import { built } from '../support/build.js';
import { crowded, read, sweep, usual } from '../support/long-answers.js';

/** 2 MB of tasks in one List, and 2 MB of pages in one Doc: a hundred answers each, too slow for the inner loop. */
const huge: SeedFunction = (seed) => {
  crowded(seed);
  const { tasks, pages } = seed.state;
  for (const task of tasks.by('list', LISTS.sprint24))
    tasks.put({ ...task, name: `${task.name} ${'🚲 '.repeat(300)}` });
  for (const page of pages.all()) pages.put({ ...page, content: `${page.content}\n`.repeat(11) });
};

/** The official client on the built server, and what ClickUp has, by the SDK. */
async function connect() {
  const sandbox = createSandbox({ clock: manualClock(), rateLimit: false, seed: huge });
  const server = await serveSandbox(sandbox);
  onTestFinished(() => server.close());
  const client = new Client({ name: 'test', version: '0' });
  onTestFinished(() => client.close());
  const env = { CLICKUP_BASE_URL: server.url, CLICKUP_API_KEY: sandbox.apiKey, CLICKUP_RATE_LIMIT: '10000' };
  const args = [built('mcp.js'), '--toolsets', 'doc'];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'pipe' }));
  const call = async (name: string, input: object = {}) =>
    read((await client.callTool({ name, arguments: { ...input } })) as CallToolResult);
  return { call, clickup: createClickUp(sandbox.options) };
}

/** How many rows of a list the text of an answer has, which a model reads. */
const rowsRead = (text: string, list: string): number =>
  Number(new RegExp(`^${list} \\((\\d+)\\)`, 'm').exec(text)?.[1]);

describe('an answer of 2 MB', () => {
  it('of a List of 3,000 tasks: pages that fit, and following the cursor gets every task once', async () => {
    const { call, clickup } = await connect();
    const input = { list_id: LISTS.sprint24, include_closed: true, subtasks: true };
    const all: { id?: unknown; name?: unknown }[] = [];
    for await (const page of clickup.pages('clickup_task_list', input)) all.push(...page.tasks);
    expect(all.length).toBeGreaterThanOrEqual(3_000);
    expect(JSON.stringify(all).length).toBeGreaterThan(2_000_000);
    const { rows, answers, longest } = await sweep(call, 'clickup_task_list', 'tasks', input);
    expect(rows.map(({ id, name }) => [id, name])).toEqual(all.map(({ id, name }) => [id, name]));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(longest).toBeLessThanOrEqual(usual);
    for (const { envelope: shown, text: lines } of answers)
      expect(rowsRead(lines, 'tasks')).toBe(shown.data.tasks.rows.length);
    const [{ envelope, result, text }] = answers as [(typeof answers)[0]];
    const shown = envelope.data.tasks.rows.length;
    expect(envelope.truncated).toBe(true);
    expect(envelope.guidance).toMatch(`tasks (${shown} of 100). Repeat the call with next_cursor as cursor`);
    expect(result._meta).toEqual({ truncated: true, guidance: envelope.guidance });
    expect(JSON.parse(text.split('\n')[0]!)).toMatchObject({ truncated: true, guidance: envelope.guidance });
  });

  it('of a Doc of 400 pages: following the cursor gets the whole text, each character once', async () => {
    const { call, clickup } = await connect();
    const input = { doc: DOCS.runbook, limit: 100_000 };
    let all = '';
    for await (const page of clickup.pages('clickup_doc_read', input)) all += page.pages.map((p) => p.content).join('');
    expect(all.length).toBeGreaterThan(2_000_000);
    const { rows, longest, answers } = await sweep(call, 'clickup_doc_read', 'pages', input);
    expect(rows.map(({ content }) => content).join('')).toBe(all);
    expect(new Set(rows.map(({ id }) => id)).size).toBeGreaterThanOrEqual(400);
    expect(longest).toBeLessThanOrEqual(usual);
    expect(answers[0]?.envelope.guidance).toMatch(/of \d+ characters\)\. Repeat the call with next_cursor/);
  });
});
