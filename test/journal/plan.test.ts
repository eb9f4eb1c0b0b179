import { describe, expect, it } from 'vitest';
import { secondsFor } from '../../src/journal/plan.js';
import { LISTS, TASKS, USERS } from '../../src/sandbox/index.js';
import { sandboxClient } from '../support/sandbox-client.js';

const task_id = TASKS.offlineUnlock;

describe('what a dry run says it would change', () => {
  it('is told field by field, by name, from what is there now', async () => {
    const { clickup } = sandboxClient();
    const plan = await clickup.task.update({
      task_id,
      status: 'in review',
      priority: 'low',
      due_date: '2026-10-16',
      time_estimate: '90m',
      assignees: { add: ['me'] },
      dry_run: true,
    });
    expect(plan.changes.map(({ field, from, to }) => `${field}: ${from} -> ${to}`)).toEqual([
      'status: in progress -> in review',
      'priority: urgent -> low',
      'due_date: 2026-10-08 -> 2026-10-16',
      'time_estimate: 32h -> 1h 30m',
      'assignees: Priya Nair, Yuki Tanaka -> Lena Hoffmann, Priya Nair, Yuki Tanaka',
    ]);
    expect(plan.changes[0]).toMatchObject({
      action: 'update',
      target: `task "Offline unlock with a signed token" (${task_id})`,
    });
    expect(plan).toMatchObject({ api_calls: 1, seconds: 1, requests: [{ method: 'PUT' }] });
    expect(plan.cannot_undo).toBeUndefined();
  });

  it('leaves out what is so already, and says where that is all', async () => {
    const { clickup } = sandboxClient();
    const half = await clickup.task.update({ task_id, status: 'in progress', priority: 'low', dry_run: true });
    expect(half.changes.map(({ field }) => field)).toEqual(['priority']);
    const none = await clickup.task.update({ task_id, priority: 'urgent', dry_run: true });
    expect(none.changes).toMatchObject([{ field: 'nothing: it is so already' }]);
  });

  it('of a deletion is what goes with it, and that no tool takes it back', async () => {
    const { clickup } = sandboxClient();
    const task = await clickup.task.delete({ task_id, dry_run: true });
    expect(task.changes).toEqual([
      {
        action: 'delete',
        target: `task "Offline unlock with a signed token" (${task_id})`,
        lost: '4 subtasks, 25 or more comments, 1 checklist, 1 attachment, 1h 15m tracked',
      },
    ]);
    expect(task.cannot_undo).toEqual([expect.stringContaining('trash')]);
    const list = await clickup.list.delete({ list_id: LISTS.bugs, dry_run: true });
    expect(list.changes).toMatchObject([
      { target: `List "Bugs" (${LISTS.bugs})`, lost: expect.stringMatching(/^\d+ tasks$/) },
    ]);
  });

  it('of several things is one where it is the same', async () => {
    const { clickup } = sandboxClient();
    const { changes, api_calls } = await clickup.task.updateBulk({
      changes: [{ task_ids: [task_id, TASKS.greyButton], priority: 'low' }],
      dry_run: true,
    });
    expect(api_calls).toBe(2);
    expect(changes).toMatchObject([{ field: 'priority', from: 'urgent', to: 'low' }]);
    expect(changes[0]!.target).toMatch(/^2 tasks: "Offline unlock.*" \(.*\), "Unlock button/);
  });

  it('names custom fields and their options', async () => {
    const { clickup } = sandboxClient();
    const { changes } = await clickup.customField.set({
      task_ids: [TASKS.greyButton],
      fields: { Severity: 'Minor' },
      dry_run: true,
    });
    expect(changes).toMatchObject([{ action: 'set', field: 'Severity', from: 'Critical', to: 'Minor' }]);
  });

  it('names the place of a Doc and whom a message goes to; what is not there yet has no id', async () => {
    const { clickup } = sandboxClient({ plan: 'enterprise' });
    const doc = await clickup.doc.create({ name: 'Plan', location: 'Sprint 24', dry_run: true });
    expect(doc.changes).toContainEqual({
      action: 'create',
      target: 'Doc "Plan"',
      field: 'parent',
      to: `List "Sprint 24" (${LISTS.sprint24})`,
    });
    const channel = await clickup.chat.createChannel({ location: 'Mobile App', dry_run: true });
    expect(channel.changes).toContainEqual(
      expect.objectContaining({
        field: 'location',
        to: expect.stringMatching(/^(Space|Folder|List) "Mobile App" \(\d+\)$/),
      }),
    );
    const message = await clickup.chat.sendMessage({ people: ['Samuel Okafor'], text: 'Hi', dry_run: true });
    expect(message.changes[0]).toEqual({
      action: 'open',
      target: 'direct message',
      field: 'user_ids',
      to: 'Samuel Okafor',
    });
    const guest = await clickup.guest.invite({ email: 'new@client.example', dry_run: true });
    expect(guest.changes[0]).toMatchObject({ action: 'invite', target: 'guest "new@client.example"' });
  });

  it('of access names the object, the people and their levels', async () => {
    const { clickup } = sandboxClient();
    const entries = [
      { person: 'Samuel Okafor', permission: 'read' },
      { person: 'Yuki Tanaka', permission: 'none' },
    ] as const;
    const input = { list_id: 'Sprint 24', private: true, entries: [...entries] };
    const { changes } = await clickup.access.update({ ...input, dry_run: true });
    expect(changes.map(({ target, field, to }) => [target, field, to])).toEqual([
      [`object "Sprint 24" (${LISTS.sprint24})`, 'private', 'true'],
      [`object "Sprint 24" (${LISTS.sprint24})`, 'entries', 'Samuel Okafor: read, Yuki Tanaka: none'],
    ]);
  });

  it('covers raw operations as well', async () => {
    const { clickup } = sandboxClient();
    const planned = await clickup.operation.write({
      operation: 'UpdateTask',
      parameters: { task_id },
      body: { priority: null, assignees: { rem: [Number(USERS.yuki)] } },
      dry_run: true,
    });
    expect(planned.changes).toMatchObject([
      { field: 'priority', from: 'urgent', to: 'none' },
      { field: 'assignees', from: 'Priya Nair, Yuki Tanaka', to: 'Priya Nair' },
    ]);
  });

  it('is told without what could not be read', async () => {
    const { clickup } = sandboxClient();
    const raw = await clickup.operation.write({
      operation: 'UpdateTask',
      parameters: { task_id: '86nothing' },
      body: { name: 'New' },
      dry_run: true,
    });
    expect(raw.changes).toEqual([{ action: 'update', target: 'task (86nothing)', field: 'name', to: 'New' }]);
    expect(raw.notes).toContainEqual(expect.stringContaining('could not be read'));
  });

  it.each([
    { count: 1, remaining: 100, seconds: 1 },
    { count: 50, remaining: 100, seconds: 2 },
    { count: 100, remaining: 60, seconds: 30 + 4 },
    { count: 250, remaining: 50, seconds: 30 + 60 + 10 },
  ])('takes about $seconds s for $count requests with $remaining left', ({ count, remaining, seconds }) => {
    expect(secondsFor(count, { remaining, limit: 100, reset_at: 30_000 }, 0)).toBe(seconds);
  });
});
