import { describe, expect, test } from 'vitest';
import { LISTS, TASKS } from '../../src/sandbox/index.js';
import { failure, sandboxClient } from '../support/sandbox-client.js';

describe('a cursor', () => {
  test('goes on where the page ended, with another limit and more detail too', async () => {
    const { clickup } = sandboxClient();
    const list = { list_id: LISTS.backlog };
    const all = await clickup.task.list(list);
    const first = await clickup.task.list({ ...list, limit: 3 });
    const second = await clickup.task.list({ detail: 'full', limit: 5, cursor: first.next_cursor, ...list });
    expect([...first.tasks, ...second.tasks].map(({ id }) => id)).toEqual(all.tasks.slice(0, 8).map(({ id }) => id));
  });

  test.each([
    ['another List', { list_id: LISTS.sprint24 }],
    ['a filter more', { list_id: LISTS.backlog, tags: ['bug'] }],
    ['another order', { list_id: LISTS.backlog, reverse: true }],
  ])('is refused with %s, before anything is sent', async (_, input) => {
    const { clickup, sent } = sandboxClient();
    const { next_cursor } = await clickup.task.list({ list_id: LISTS.backlog, limit: 3 });
    sent();
    const error = await failure(clickup.task.list({ ...input, cursor: next_cursor }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter: 'cursor' } });
    expect(error.suggestion).toContain('Repeat the arguments');
    expect(sent()).toEqual([]);
  });

  test('of comments belongs to one task', async () => {
    const { clickup } = sandboxClient();
    const { next_cursor } = await clickup.comment.list({ task_id: TASKS.offlineUnlock, limit: 2 });
    const other = clickup.comment.list({ task_id: TASKS.greyButton, cursor: next_cursor });
    expect(await failure(other)).toMatchObject({ code: 'INVALID_PARAMETER' });
  });
});
