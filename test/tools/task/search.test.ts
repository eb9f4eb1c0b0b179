import { describe, expect, it } from 'vitest';
import type { manualClock } from '../../../src/sandbox/index.js';
import { sandboxClient } from '../../support/sandbox-client.js';

describe('overdue', () => {
  it('finds what is past due and neither done nor closed, and says so', async () => {
    const { clickup } = sandboxClient({ rateLimit: false });
    const late = await clickup.task.search({ overdue: true });
    const open = await clickup.task.search({ status_types: ['open', 'active'], due_before: 'today' });
    const today = '2026-10-05';
    const expected = open.tasks.filter(({ due_date }) => String(due_date ?? '9').slice(0, 10) < today);
    expect(expected.length).toBeGreaterThan(0);
    expect(late.tasks.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    expect(late.scope).toContain('; overdue');
    expect(late.complete).toBe(true);
  });

  it('begins for a day when it is over, and for a time at that time', async () => {
    const { clickup, sandbox } = sandboxClient({ rateLimit: false });
    const create = (name: string, due_date: string) => clickup.task.create({ list_id: 'Bugs', name, due_date });
    await create('Late by day', '2026-10-05');
    await create('Late by time', '2026-10-05 11:30');
    const found = async () =>
      (await clickup.task.search({ overdue: true, query: 'late by' })).tasks.map(({ name }) => name).sort();
    expect(await found()).toEqual([]);
    (sandbox.clock as ReturnType<typeof manualClock>).advance(60 * 60_000);
    expect(await found()).toEqual(['Late by time']);
    (sandbox.clock as ReturnType<typeof manualClock>).advance(24 * 60 * 60_000);
    expect(await found()).toEqual(['Late by day', 'Late by time']);
  });

  it('counts, beside other filters', async () => {
    const { clickup } = sandboxClient({ rateLimit: false });
    const { counts, matched } = await clickup.task.search({
      overdue: true,
      list_ids: ['Bugs'],
      count_by: ['assignee'],
    });
    expect(matched).toBeGreaterThan(0);
    expect(counts).not.toHaveLength(0);
    const before = await clickup.task.search({ overdue: true, due_before: '2026-09-01' });
    expect(before.scope).toMatch(/overdue; due to 2026-09-01/);
  });
});

describe('a limit beyond the largest', () => {
  it.each([
    ['clickup_task_search', {}, 100],
    ['clickup_task_list', { list_id: 'Bugs' }, 100],
    ['clickup_view_list_tasks', { view_id: '8cdxa-110' }, 100],
    ['clickup_comment_list', { task_id: 'ENG-96' }, 25],
  ])('of %s is an error that says the largest', async (name, input, most) => {
    const { clickup, sent } = sandboxClient();
    const answer = await clickup.call(name, { ...input, limit: most + 1 });
    expect(JSON.stringify(answer)).toContain(String(most));
    expect(answer).toMatchObject({ success: false, error: { type: 'VALIDATION', details: { parameter: 'limit' } } });
    expect(sent()).toEqual([]);
    expect(await clickup.call(name, { ...input, limit: most })).toMatchObject({ success: true });
  });
});
