import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, describe, expect, it } from 'vitest';
import { listings } from '../../generated/listings/index.js';
import { tools, toolsets } from '../../generated/tools/index.js';
import { type ClickUp, createClickUp } from '../../src/index.js';
import { lengthRead } from '../../src/mcp/result.js';
import { createMcpServer, type McpServerOptions } from '../../src/mcp/server.js';
import { createSandbox, DOCS, LISTS, manualClock, type SeedFunction, TASKS } from '../../src/sandbox/index.js';
import { scaleSeed } from '../../src/sandbox/seed/scale.js';

const usual = 25_000;
const open: Client[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});

/** Tasks in one List, a Doc of 400 pages, comments of all lengths: some texts escaped, some plain, some in other letters. */
const crowded: SeedFunction = (seed) => {
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

async function connect({
  clickup: given,
  ...options
}: Partial<McpServerOptions> & { clickup?: Pick<ClickUp, 'call'> } = {}) {
  const sandbox = createSandbox({ clock: manualClock(), rateLimit: false, seed: crowded });
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
  open.push(client);
  const call = async (name: string, input: object = {}) =>
    read((await client.callTool({ name, arguments: { ...input } })) as CallToolResult);
  return { call, clickup, sandbox };
}

/** A client whose every call answers this. */
const answering = (answer: object) =>
  ({
    call: async (name: string) => ({ ...answer, metadata: { timestamp: '', tool_name: name, execution_time_ms: 1 } }),
  }) as unknown as Pick<ClickUp, 'call'>;

interface Table {
  columns: string[];
  rows: unknown[][];
  same?: Record<string, unknown>;
}

function read(result: CallToolResult) {
  const envelope = JSON.parse(JSON.stringify(result.structuredContent));
  return {
    result,
    envelope,
    text: (result.content[0] as { text?: string } | undefined)?.text ?? '',
    length: lengthRead(result),
  };
}

/** The rows of a list as objects again. */
const rowsOf = ({ columns, rows, same }: Table): Record<string, unknown>[] =>
  rows.map((row) => ({ ...same, ...Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])) }));

/** Every row of a listing, following the cursors, and how long each answer was. */
async function sweep(call: Awaited<ReturnType<typeof connect>>['call'], name: string, list: string, input: object) {
  const rows: Record<string, unknown>[] = [];
  const answers: Awaited<ReturnType<typeof call>>[] = [];
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const answer = await call(name, { ...input, ...(cursor && { cursor }) });
    expect(answer.envelope.success).toBe(true);
    rows.push(...rowsOf(answer.envelope.data[list]));
    answers.push(answer);
    cursor = answer.envelope.data.next_cursor;
  }
  return { rows, answers, longest: Math.max(...answers.map(({ length }) => length)) };
}

describe('an answer above the limit of characters', () => {
  it('of a List of 3,000 tasks: pages that fit, and following the cursor gets every task once', async () => {
    const characterLimit = 8_000;
    const { call, clickup } = await connect({ characterLimit });
    const input = { list_id: LISTS.sprint24, include_closed: true, subtasks: true };
    const all: string[] = [];
    for await (const page of clickup.pages('clickup_task_list', input))
      all.push(...page.tasks.map(({ id }) => id as string));
    expect(all.length).toBeGreaterThanOrEqual(3_000);
    const { rows, answers, longest } = await sweep(call, 'clickup_task_list', 'tasks', input);
    expect(rows.map(({ id }) => id)).toEqual(all);
    expect(longest).toBeLessThanOrEqual(characterLimit);
    const [{ envelope, result, text }] = answers as [(typeof answers)[0]];
    const shown = envelope.data.tasks.rows.length;
    expect(envelope.truncated).toBe(true);
    expect(envelope.guidance).toMatch(`tasks (${shown} of 100). Repeat the call with next_cursor as cursor`);
    expect(result._meta).toEqual({ truncated: true, guidance: envelope.guidance });
    expect(JSON.parse(text.split('\n')[0]!)).toMatchObject({ truncated: true, guidance: envelope.guidance });
  }, 30_000);

  it('of a Doc of 400 pages: following the cursor gets the whole text, each character once', async () => {
    const { call, clickup } = await connect();
    const input = { doc: DOCS.runbook, limit: 40_000 };
    let all = '';
    for await (const page of clickup.pages('clickup_doc_read', input)) all += page.pages.map((p) => p.content).join('');
    const { rows, longest, answers } = await sweep(call, 'clickup_doc_read', 'pages', input);
    expect(rows.map(({ content }) => content).join('')).toBe(all);
    expect(new Set(rows.map(({ id }) => id)).size).toBeGreaterThanOrEqual(400);
    expect(longest).toBeLessThanOrEqual(usual);
    expect(answers[0]?.envelope.guidance).toMatch(/of \d+ characters\)\. Repeat the call with next_cursor/);
  });

  it.each([
    ['clickup_task_search', 'tasks', { list_ids: [LISTS.backlog], include_closed: true, detail: 'full' }],
    ['clickup_comment_list', 'comments', { task_id: TASKS.offlineUnlock }],
    ['clickup_time_list', 'entries', { start_date: '14 days ago', people: ['all'], detail: 'full' }],
  ])(
    'of %s: every row once',
    async (name, list, input) => {
      const characterLimit = 4_000;
      const { call, clickup } = await connect({ characterLimit });
      const all: unknown[] = [];
      for await (const page of clickup.pages(name as never, input as never))
        all.push(...(page as Record<string, { id: string }[]>)[list]!.map(({ id }) => id));
      const { rows, longest, answers } = await sweep(call, name, list, input);
      expect(rows.map(({ id }) => id)).toEqual(all);
      expect(longest).toBeLessThanOrEqual(characterLimit);
      expect(answers.some(({ envelope }) => envelope.truncated)).toBe(true);
    },
    30_000,
  );

  it('without a cursor loses whole rows, says how many and names what narrows the call', async () => {
    const { call } = await connect({ characterLimit: 2_000 });
    const { envelope, length } = await call('clickup_workspace_get_hierarchy');
    expect(length).toBeLessThanOrEqual(2_000);
    expect(envelope.truncated).toBe(true);
    expect(envelope.guidance).toMatch(/Cut to fit 2000 characters: .+ \(\d+ of \d+\).* Narrow it with space_id, depth/);
  });

  it('of a search by words keeps the best matches and names filters, as no cursor leads to the weaker ones', async () => {
    const { call } = await connect({ characterLimit: 2_000 });
    const { envelope, length } = await call('clickup_task_search', { query: 'sensor harbour', limit: 30 });
    expect(length).toBeLessThanOrEqual(2_000);
    expect(envelope.data.tasks.rows.length).toBeGreaterThan(2);
    expect(envelope.guidance).toMatch(/tasks \(\d+ of 30\)\. Narrow it with space_ids, folder_ids, list_ids/);
  });

  it('with one text that is too long shows its beginning and says how much that is', async () => {
    const clickup = answering({
      success: true,
      data: { task: { id: '1', description: '🚲'.repeat(20_000), tags: ['a', 'b'] } },
    });
    const { envelope, length } = await (await connect({ clickup })).call('clickup_task_get', { task_id: '1' });
    const { description, tags } = envelope.data.task;
    expect(length).toBeLessThanOrEqual(usual);
    expect(length).toBeGreaterThan(usual - 10);
    expect(description).toBe('🚲'.repeat(description.length / 2));
    expect(tags).toEqual(['a', 'b']);
    expect(envelope.guidance).toContain(`task.description (${description.length} of 40000 characters)`);
  });

  it('of a write is not asked for again, and says that all was done', async () => {
    const results = Array.from({ length: 500 }, (_, i) => ({
      index: i,
      id: `86c0d${i}`,
      status: 'succeeded',
      name: 'x'.repeat(80 + (i % 7)),
    }));
    let calls = 0;
    const client = answering({ success: true, data: { counts: { succeeded: 500 }, results } });
    const clickup = {
      call: (...call: Parameters<typeof client.call>) => {
        calls++;
        return client.call(...call);
      },
    } as typeof client;
    const { envelope } = await (await connect({ clickup })).call('clickup_task_update_bulk');
    expect(calls).toBe(1);
    expect(envelope.data.counts).toEqual({ succeeded: 500 });
    expect(envelope.guidance).toMatch(/results \(\d+ of 500\)\. All of it was done: do not repeat it\.$/);
  });

  it('of a page that cannot be read again has no cursor that would skip rows', async () => {
    const tasks = Array.from({ length: 100 }, (_, i) => ({ id: String(i), name: `${i}`.repeat(300) }));
    const page = answering({ success: true, data: { tasks, next_cursor: 'abc' } });
    const lost = answering({
      success: false,
      error: { code: 'NETWORK_ERROR', message: '', type: 'API_ERROR', suggested_action: '' },
    });
    const answers = [page, lost];
    const clickup = { call: (...call: Parameters<typeof page.call>) => answers.shift()!.call(...call) } as typeof page;
    const { envelope } = await (await connect({ clickup })).call('clickup_task_list', { list_id: '1' });
    expect(envelope.data.next_cursor).toBeUndefined();
    expect(envelope.guidance).toContain(`Repeat the call with limit: ${envelope.data.tasks.rows.length} for a cursor`);
  });

  it('is asked for again only within the time of the call', async () => {
    const tasks = Array.from({ length: 100 }, (_, i) => ({ id: String(i), name: `${i}`.repeat(300) }));
    const page = answering({ success: true, data: { tasks } });
    const deadlines: unknown[] = [];
    const clickup = {
      call: (name: string, _input: object, { deadlineMs }: { deadlineMs?: number }) => {
        deadlines.push(deadlineMs);
        return page.call(name as never, {} as never);
      },
    } as unknown as typeof page;
    await (await connect({ clickup, deadlineMs: 900 })).call('clickup_task_list', { list_id: '1' });
    expect(deadlines.slice(0, 2)).toEqual([undefined, 899]);
  });

  it('is measured as the envelope where the client gets nothing else', async () => {
    const { call } = await connect({ result: 'structured', characterLimit: 3_000 });
    const { result, envelope } = await call('clickup_task_list', { list_id: LISTS.sprint24 });
    expect(JSON.stringify(result.structuredContent).length).toBeLessThanOrEqual(3_000);
    expect(envelope.data.tasks.rows.length).toBeGreaterThan(3);
  });

  it('of a failed call keeps the error', async () => {
    const results = Array.from({ length: 900 }, (_, i) => ({ index: i, error: `${i} `.repeat(20) }));
    const error = {
      code: 'INVALID_PARAMETER',
      message: 'No item',
      type: 'VALIDATION',
      details: { results },
      suggested_action: 'Read it.',
    };
    const { envelope, length } = await (await connect({ clickup: answering({ success: false, error }) })).call(
      'clickup_task_get',
    );
    expect(length).toBeLessThanOrEqual(usual);
    expect(envelope.error).toMatchObject({ code: 'INVALID_PARAMETER', suggested_action: 'Read it.' });
    expect(envelope.guidance).toMatch(/error\.details\.results \(\d+ of 900\)/);
  });

  it('that has nothing to cut is an error that says so', async () => {
    const data = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`name ${i}`, i]));
    const { envelope } = await (await connect({ clickup: answering({ success: true, data }) })).call(
      'clickup_task_get',
    );
    expect(envelope).toMatchObject({ success: false, error: { code: 'INVALID_RESPONSE' } });
  });
});

describe('an answer within the limit', () => {
  it('has neither truncated nor guidance', async () => {
    const { result, envelope } = await (await connect()).call('clickup_space_list');
    expect([envelope.truncated, envelope.guidance, result._meta]).toEqual([undefined, undefined, undefined]);
  });
});

describe('writes in a row', () => {
  const write = { task_id: TASKS.offlineUnlock, priority: 'high' };

  it('are to be read back from the third on, until something is read', async () => {
    const { call } = await connect();
    const guidanceOf = async (name: string, input: object) => (await call(name, input)).envelope.guidance;
    const update = () => guidanceOf('clickup_task_update', write);
    expect([await update(), await update()]).toEqual([undefined, undefined]);
    expect(await update()).toBe('3 writes in a row: read back before going on.');
    expect(await guidanceOf('clickup_task_get', { task_id: TASKS.offlineUnlock })).toBeUndefined();
    expect(await update()).toBeUndefined();
  });

  it('count neither dry runs nor calls that failed', async () => {
    const { call } = await connect();
    for (let i = 0; i < 3; i++) {
      await call('clickup_task_update', { ...write, dry_run: true });
      await call('clickup_task_update', { ...write, task_id: '86c0zzzz1' });
    }
    expect((await call('clickup_task_update', write)).envelope.guidance).toBeUndefined();
  });
});
