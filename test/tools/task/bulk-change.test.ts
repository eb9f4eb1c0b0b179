import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../../src/index.js';
import { TASKS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('clickup_task_update_bulk', () => {
  it('applies one change to several tasks and others to their own', async () => {
    const { clickup } = sandboxClient();
    const { results, counts } = await clickup.task.updateBulk({
      changes: [
        { task_ids: [TASKS.greyButton, 'ENG-137'], status: 'in progress', assignees: ['samuel'] },
        { task_ids: [TASKS.offlineUnlock], assignees: { add: ['me'], remove: ['priya'] } },
        { task_ids: ['86c0zzzz9'], priority: 'low' },
      ],
    });
    expect(counts).toMatchObject({ succeeded: 3, failed: 1 });
    expect(results[0]).toMatchObject({
      custom_id: 'ENG-134',
      task_status: 'in progress',
      assignees: ['Samuel Okafor'],
    });
    expect(results[0]).not.toHaveProperty('due_date');
    expect(results[2]).toMatchObject({ assignees: ['Yuki Tanaka', 'Lena Hoffmann'] });
    expect(results[3]).toMatchObject({ id: '86c0zzzz9', status: 'failed', error: { code: 'RESOURCE_NOT_FOUND' } });
    const { tasks } = await clickup.task.get({ task_ids: [TASKS.greyButton, TASKS.stationApi, TASKS.offlineUnlock] });
    expect(tasks).toMatchObject([
      { status: 'in progress', assignees: ['Samuel Okafor'] },
      { status: 'in progress', assignees: ['Samuel Okafor'] },
      { assignees: ['Yuki Tanaka', 'Lena Hoffmann'] },
    ]);
  });

  it('says from what day to what day a shift moved each task', async () => {
    const { clickup } = sandboxClient();
    const task_ids = [TASKS.greyButton, TASKS.offlineUnlock];
    const { results, resolved } = await clickup.task.updateBulk({ changes: [{ task_ids, due_date: '+3 days' }] });
    expect(results).toMatchObject([
      { due_date: '2026-10-10', due_date_was: '2026-10-07' },
      { due_date: '2026-10-11', due_date_was: '2026-10-08' },
    ]);
    const [given] = (await clickup.task.updateBulk({ changes: [{ task_ids, due_date: '2026-10-12' }] })).results;
    expect(given).not.toHaveProperty('due_date_was');
    expect(resolved).toBeUndefined();
  });

  it('comments on tasks, with a change and without one', async () => {
    const { clickup, sent } = sandboxClient();
    const { results, counts } = await clickup.task.updateBulk({
      changes: [
        { task_ids: [TASKS.greyButton, 'ENG-137'], priority: 'low', comment: 'Waits for **us**, @[Priya Nair]' },
        { task_ids: ['ENG-96'], comment: 'Nothing new' },
      ],
    });
    expect(counts).toMatchObject({ succeeded: 3 });
    expect(sent().filter((operation) => operation === 'UpdateTask')).toHaveLength(2);
    expect(results.map(({ priority }) => priority)).toEqual(['low', 'low', undefined]);
    for (const [index, task_id] of [TASKS.greyButton, 'ENG-137', 'ENG-96'].entries()) {
      const [comment] = (await clickup.comment.list({ task_id, limit: 1 })).comments;
      expect(comment).toMatchObject({ id: results[index]?.comment_id, author: 'Lena Hoffmann' });
      expect(comment?.text).toBe(index === 2 ? 'Nothing new' : 'Waits for **us**, @[Priya Nair]');
    }
    const error = await failure(clickup.comment.create({ task_ids: ['ENG-96'], text: 'Hi' } as never));
    expect(error.suggestion).toContain('clickup_task_update_bulk');
  });

  it('says that a task was changed whose comment failed', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: '500', operation: 'CreateTaskComment', nth: 1 }] });
    const task_ids = [TASKS.greyButton, 'ENG-137'];
    const { results } = await clickup.task.updateBulk({ changes: [{ task_ids, priority: 'low', comment: 'Why' }] });
    const failed = results.find(({ status }) => status !== 'succeeded');
    expect(failed?.error?.message).toMatch(/^The task was changed, but not its comment: /);
    expect(results.find(({ status }) => status === 'succeeded')?.comment_id).toMatch(/^\d+$/);
  });

  it('says what was cleared', async () => {
    const { clickup } = sandboxClient();
    const change = { due_date: 'none', assignees: { set: [] }, priority: 'none' as const, archived: true };
    const { results } = await clickup.task.updateBulk({ changes: [{ task_ids: [TASKS.greyButton], ...change }] });
    expect(results).toMatchObject([{ due_date: 'none', assignees: [], priority: 'none', archived: true }]);
  });

  it('names the people that an ambiguous name fits', async () => {
    const { sandbox, clickup } = sandboxClient();
    const members = (await clickup.user.find({})).users.map(({ id, username }) => ({
      user: {
        id: Number(id),
        username: username === 'Priya Nair' ? 'Samuel Nair' : username,
        email: `${id}@x.example`,
      },
    }));
    const two = createClickUp({
      apiKey: sandbox.apiKey,
      clock: sandbox.clock,
      fetch: async (request) =>
        request.url.endsWith('/v2/team')
          ? Response.json({ teams: [{ id: '9011234567', name: 'Harbour Bikes', members }] })
          : sandbox.fetch(request),
    });
    const error = await failure(
      two.task.updateBulk({ changes: [{ task_ids: ['ENG-96', 'ENG-97'], assignees: { add: ['Samuel'] } }] }),
    );
    expect(error).toMatchObject({ code: 'AMBIGUOUS_REFERENCE' });
    expect(error.suggestion).toContain('81230003 (Samuel Nair), 81230004 (Samuel Okafor)');
  });

  it('reports per task what was not applied', async () => {
    const { clickup } = sandboxClient();
    const { results } = await clickup.task.updateBulk({
      changes: [{ task_ids: [TASKS.greyButton], assignees: { add: ['diego'] } }],
    });
    expect(results).toMatchObject([{ status: 'succeeded', not_applied: ['assignees'] }]);
  });

  it.each([
    [[{ task_ids: [TASKS.greyButton] }], 'MISSING_PARAMETER', /changes nothing/],
    [[{ task_ids: [], priority: 'low' }], 'MISSING_PARAMETER', /^changes\[0\]\.task_ids is empty/],
    [
      [
        { task_ids: ['86c131205'], priority: 'low' },
        { task_ids: ['86c131205'], status: 'done' },
      ],
      'INVALID_PARAMETER',
      /named twice/,
    ],
    [
      [
        { task_ids: ['86c131205'], priority: 'low' },
        { task_ids: ['https://app.clickup.com/t/86c131205'], status: 'done' },
      ],
      'INVALID_PARAMETER',
      /named twice/,
    ],
    [[], 'INVALID_PARAMETER', /is empty/],
    [[{ task_ids: ['86c131205'], priority: 'low', comment: ' ' }], 'INVALID_PARAMETER', /comment is empty/],
  ])('refuses before anything is sent: %#', async (changes, code, message) => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.task.updateBulk({ changes: changes as never }));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(sent()).toEqual([]);
  });

  it('names the legal statuses when every task was refused', async () => {
    const { clickup } = sandboxClient();
    const error = await failure(
      clickup.task.updateBulk({ changes: [{ task_ids: ['ENG-96', 'ENG-137'], status: 'x' }] }),
    );
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { counts: { failed: 2 } } });
    expect(error.suggestion).toContain('to do, in progress, blocked');
  });
});

describe('clickup_task_delete_bulk', () => {
  it('needs confirmation, deletes each once and reports each', async () => {
    const { clickup, sandbox, sent } = sandboxClient();
    const task_ids = [TASKS.greyButton, `#${TASKS.greyButton}`, 'ENG-137', '86c0zzzz9'];
    expect(await failure(clickup.task.deleteBulk({ task_ids }))).toMatchObject({ code: 'CONFIRMATION_REQUIRED' });
    expect(sent()).toEqual([]);
    const { results, counts } = await clickup.task.deleteBulk({ task_ids, confirm: 'yes' });
    expect(results.map(({ id, status }) => [id, status])).toEqual([
      [TASKS.greyButton, 'succeeded'],
      ['ENG-137', 'succeeded'],
      ['86c0zzzz9', 'failed'],
    ]);
    expect(counts).toMatchObject({ succeeded: 2, failed: 1 });
    expect(sandbox.requests.filter(({ operation }) => operation === 'DeleteTask')).toHaveLength(3);
  });

  it('sends nothing when one reference could lead elsewhere', async () => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(
      clickup.task.deleteBulk({ task_ids: [TASKS.greyButton, '../../team'], confirm: 'yes' }),
    );
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter: 'task_ids[1]' } });
    expect(sent()).toEqual([]);
  });

  it('calls a lost answer unknown', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: 'reset-after', operation: 'DeleteTask', nth: 1 }] });
    const { results } = await clickup.task.deleteBulk({
      task_ids: [TASKS.greyButton, TASKS.stationApi],
      confirm: 'yes',
    });
    expect(results.map(({ status }) => status).sort()).toEqual(['succeeded', 'unknown']);
    expect(results.find(({ status }) => status === 'unknown')?.error?.suggested_action).toMatch(
      /Call clickup_task_get to see/,
    );
  });
});
