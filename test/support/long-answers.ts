import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { expect, onTestFinished } from 'vitest';
import { listings } from '../../generated/listings/index.js';
import { tools, toolsets } from '../../generated/tools/index.js';
import { type ClickUp, createClickUp } from '../../src/index.js';
import type { McpServerOptions } from '../../src/mcp/options.js';
import { lengthRead } from '../../src/mcp/result.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { createSandbox, DOCS, LISTS, manualClock, type SeedFunction, TASKS } from '../../src/sandbox/index.js';
import { scaleSeed } from '../../src/sandbox/seed/scale.js';
import { shownRows } from './shown-rows.js';

/** Most characters of an answer, where nothing else is configured. */
export const usual = 25_000;

/** Tasks in one List, a Doc of 400 pages, comments of all lengths: some texts escaped, some plain, some in other letters. */
export const crowded: SeedFunction = (seed) => {
  scaleSeed(3_300)(seed);
  const { tasks, pages, comments, lists } = seed.state;
  const text = (i: number) => ['plain words ', 'line\n"quoted"\n', 'Füße 🚲 '][i % 3]!.repeat(1 + ((i * 37) % 60));
  for (const task of tasks.all()) {
    if (task.id.startsWith('86c3')) tasks.put({ ...task, listId: LISTS.sprint24 });
  }
  const backlog = lists.get(LISTS.backlog)!;
  for (let i = 0; i < 200; i++) lists.put({ ...backlog, id: String(901790000000 + i), name: `List ${i}` });
  const [page] = pages.all().filter(({ docId }) => docId === DOCS.runbook);
  for (let i = 0; i < 400; i++) {
    pages.put({
      ...page!,
      id: `8cdxa-7${String(i).padStart(6, '0')}`,
      parentPageId: null,
      name: `Page ${i}`,
      content: `${i}: ${text(i).repeat(i % 50 === 7 ? 20 : 1)}`,
    });
  }
  const [comment] = comments.all().filter(({ parent }) => parent === `task:${TASKS.offlineUnlock}`);
  for (let i = 0; i < 40; i++) {
    comments.put({
      ...comment!,
      id: String(90169990000000 + i),
      date: seed.at(1) + i,
      blocks: [{ text: text(i).repeat(4) }],
    });
  }
};

/** The official client on a server of the standard tools and those of Docs. */
export async function connect({
  clickup: given,
  seed = crowded,
  ...options
}: Partial<McpServerOptions> & { clickup?: Pick<ClickUp, 'call'>; seed?: SeedFunction } = {}) {
  const sandbox = createSandbox({ clock: manualClock(), rateLimit: false, seed });
  const clickup = createClickUp({ ...sandbox.options, tools: [...tools, ...toolsets.doc.tools] });
  const listing = [...(await listings.standard!()), ...(await listings.doc!())];
  const server = createMcpServer({
    version: '0',
    listing,
    instructions: '',
    clientFor: () => given ?? clickup,
    ...options,
  });
  const client = new Client({ name: 'test', version: '0' });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(ours), client.connect(theirs)]);
  onTestFinished(() => client.close());
  const call = async (name: string, input: object = {}) =>
    read((await client.callTool({ name, arguments: { ...input } })) as CallToolResult);
  return { call, clickup, sandbox };
}

/** An answer as its client and as its model get it. */
export function read(result: CallToolResult) {
  const envelope = JSON.parse(JSON.stringify(result.structuredContent));
  return {
    result,
    envelope,
    text: (result.content[0] as { text?: string } | undefined)?.text ?? '',
    length: lengthRead(result),
  };
}

/** Every row of a listing, following the cursors with the limit that guidance names, and how long each answer was. */
export async function sweep(
  call: Awaited<ReturnType<typeof connect>>['call'],
  name: string,
  list: string,
  input: object,
) {
  const rows: Record<string, unknown>[] = [];
  const answers: Awaited<ReturnType<typeof call>>[] = [];
  let next = input;
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const answer = await call(name, { ...next, ...(cursor && { cursor }) });
    expect(answer.envelope.success).toBe(true);
    rows.push(...shownRows(answer.envelope.data[list]));
    answers.push(answer);
    cursor = answer.envelope.data.next_cursor;
    const limit = /limit: (\d+) fits/.exec(answer.envelope.guidance)?.[1];
    if (limit) next = { ...next, limit: Number(limit) };
  }
  return { rows, answers, longest: Math.max(...answers.map(({ length }) => length)) };
}
