import { describe, expect, it } from 'vitest';
import { DOCS, LISTS, type SeedFunction } from '../../src/sandbox/index.js';
import { connect, crowded, sweep, usual } from '../support/long-answers.js';

/** 2 MB of tasks in one List, and 2 MB of pages in one Doc: a hundred answers each, too slow for the inner loop. */
const huge: SeedFunction = (seed) => {
  crowded(seed);
  const { tasks, pages } = seed.state;
  for (const task of tasks.by('list', LISTS.sprint24))
    tasks.put({ ...task, name: `${task.name} ${'🚲 '.repeat(300)}` });
  for (const page of pages.all()) pages.put({ ...page, content: `${page.content}\n`.repeat(11) });
};

describe('an answer of 2 MB', () => {
  it('of a List of 3,000 tasks: pages that fit, and following the cursor gets every task once', async () => {
    const { call, clickup } = await connect({ seed: huge });
    const input = { list_id: LISTS.sprint24, include_closed: true, subtasks: true };
    const all: { id?: unknown; name?: unknown }[] = [];
    for await (const page of clickup.pages('clickup_task_list', input)) all.push(...page.tasks);
    expect(all.length).toBeGreaterThanOrEqual(3_000);
    expect(JSON.stringify(all).length).toBeGreaterThan(2_000_000);
    const { rows, answers, longest } = await sweep(call, 'clickup_task_list', 'tasks', input);
    expect(rows.map(({ id, name }) => [id, name])).toEqual(all.map(({ id, name }) => [id, name]));
    expect(longest).toBeLessThanOrEqual(usual);
    const [{ envelope, result, text }] = answers as [(typeof answers)[0]];
    const shown = envelope.data.tasks.rows.length;
    expect(envelope.truncated).toBe(true);
    expect(envelope.guidance).toMatch(`tasks (${shown} of 100). Repeat the call with next_cursor as cursor`);
    expect(result._meta).toEqual({ truncated: true, guidance: envelope.guidance });
    expect(JSON.parse(text.split('\n')[0]!)).toMatchObject({ truncated: true, guidance: envelope.guidance });
  });

  it('of a Doc of 400 pages: following the cursor gets the whole text, each character once', async () => {
    const { call, clickup } = await connect({ seed: huge });
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
