import { describe, expect, it } from 'vitest';
import type { ClickUp } from '../../src/index.js';
import { LISTS, TASKS } from '../../src/sandbox/index.js';
import { connect, crowded, sweep, usual } from '../support/long-answers.js';
import { shownRows } from '../support/shown-rows.js';

/** A client whose every call answers this. */
const answering = (answer: object) =>
  ({
    call: async (name: string) => ({ ...answer, metadata: { timestamp: '', tool_name: name, execution_time_ms: 1 } }),
  }) as unknown as Pick<ClickUp, 'call'>;

describe('an answer above the limit of characters', () => {
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

  it.each([
    [3, 'What is not shown succeeded: do not repeat it.'],
    [400, 'Of 400 items that did not succeed'],
  ])('of a bulk write keeps what did not succeed, %i of 500 items', async (failed, said) => {
    const results = Array.from({ length: 500 }, (_, i) => ({
      index: i,
      status: i < 500 - failed ? 'succeeded' : i % 2 ? 'failed' : 'unknown',
      name: `${i} ${'x'.repeat(100)}`,
    }));
    const counts = { total: 500, succeeded: 500 - failed, failed };
    const clickup = answering({ success: true, data: { counts, results } });
    const { envelope } = await (await connect({ clickup })).call('clickup_task_update_bulk');
    const shown = shownRows(envelope.data.results);
    const kept = shown.filter(({ status }) => status !== 'succeeded').length;
    expect(kept).toBe(Math.min(failed, shown.length));
    expect(shown.map(({ index }) => index)).toEqual(shown.map(({ index }) => index).sort((a, b) => +a! - +b!));
    expect(envelope.guidance).toContain(said);
  });

  it('of a row that is too long alone says once what was cut', async () => {
    const { call } = await connect({
      characterLimit: 1_000,
      seed: (seed) => {
        crowded(seed);
        for (const task of seed.state.tasks.by('list', LISTS.sprint24))
          seed.state.tasks.put({ ...task, name: 'x'.repeat(2_000) });
      },
    });
    const { envelope, length } = await call('clickup_task_list', { list_id: LISTS.sprint24 });
    expect(length).toBeLessThanOrEqual(1_000);
    expect(envelope.data.next_cursor).toBeTruthy();
    expect(envelope.guidance).toMatch(
      /^Cut to fit 1000 characters: tasks \(1 of 100\), tasks\.0\.name \(\d+ of 2000 characters\)\. Repeat the call with next_cursor as cursor/,
    );
    expect(envelope.guidance.match(/Cut to fit/g)).toHaveLength(1);
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
    expect(await update()).toBe('3 writes in a row: read back what their answers do not show before going on.');
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
