import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { createSandbox, LISTS, manualClock } from '../../src/sandbox/index.js';

const task = {
  id: 't1',
  name: 'Write',
  status: { status: 'open' },
  due_date: '1791424800000',
  list: { id: '1', name: 'L' },
};

/** A ClickUp that knows one task, and the user or not. */
function client(timezone: string | undefined) {
  const paths: string[] = [];
  const clickup = createClickUp({
    apiKey: 'pk_1_X',
    clock: manualClock(),
    fetch: async ({ url }) => {
      const { pathname } = new URL(url);
      paths.push(pathname);
      if (pathname.endsWith('/user') && !timezone)
        return Response.json({ err: 'Route not found', ECODE: 'APP_001' }, { status: 404 });
      return Response.json(
        pathname.endsWith('/user')
          ? { user: { id: 1, username: 'Ann', timezone } }
          : { tasks: [task], last_page: true },
      );
    },
  });
  return { clickup, paths };
}

describe('a date-only stamp', () => {
  it('is shown as the day it is in the zone of the user, asked for once', async () => {
    const { clickup, paths } = client('Asia/Tokyo');
    const inTokyo = await clickup.task.list({ list_id: '1' });
    expect(inTokyo.tasks[0]?.due_date).toBe('2026-10-08T11:00+09:00');
    const berlin = client('Pacific/Kiritimati');
    expect((await berlin.clickup.task.list({ list_id: '1' })).tasks[0]?.due_date).toBe('2026-10-08T16:00+14:00');
    const two = client('Etc/GMT-2');
    expect((await two.clickup.task.list({ list_id: '1' })).tasks[0]?.due_date).toBe('2026-10-08');
    await clickup.task.list({ list_id: '1' });
    expect(paths.filter((path) => path.endsWith('/user'))).toHaveLength(1);
  });

  it('stays an instant where the zone cannot be known, without failing the call or asking again', async () => {
    const { clickup, paths } = client(undefined);
    expect((await clickup.task.list({ list_id: '1' })).tasks[0]?.due_date).toBe('2026-10-08T02:00Z');
    await clickup.task.list({ list_id: '1' });
    expect(paths.filter((path) => path.endsWith('/user'))).toHaveLength(1);
  });
});

describe('a client that reads dates in another zone than its user', () => {
  const tokyo = () => {
    const sandbox = createSandbox({ clock: manualClock() });
    return createClickUp({
      apiKey: sandbox.apiKey,
      fetch: sandbox.fetch,
      clock: sandbox.clock,
      timeZone: 'Asia/Tokyo',
    });
  };

  it('means the day that was named, which ClickUp marks in the zone of the user', async () => {
    const { task: made } = await tokyo().task.create({
      list_id: LISTS.sprint24,
      name: 'Ship it',
      start_date: '2026-11-01',
      due_date: '2026-11-02T18:00',
    });
    expect(made).toMatchObject({ start_date: '2026-11-01', due_date: '2026-11-02T18:00+09:00' });
  });

  it('means the same day in a custom field, new or set later', async () => {
    const clickup = tokyo();
    const { task: made } = await clickup.task.create({
      list_id: LISTS.sprint24,
      name: 'Ship it',
      custom_fields: { 'Release date': '2026-11-01' },
    });
    const value = async () => (await clickup.task.get({ task_id: made.id, include: ['custom_fields'] })).task;
    expect((await value())?.custom_fields).toMatchObject({ 'Release date': '2026-11-01' });
    const set = await clickup.customField.set({ task_ids: [made.id], fields: { 'Release date': '2026-12-24' } });
    expect(set.results[0]).toMatchObject({ value: '2026-12-24' });
    expect((await value())?.custom_fields).toMatchObject({ 'Release date': '2026-12-24' });
  });

  it('keeps "today" the day that it is in its own zone', async () => {
    const envelope = await tokyo().call('clickup_task_create', {
      list_id: LISTS.sprint24,
      name: 'x',
      due_date: 'today',
    });
    expect(envelope).toMatchObject({
      data: { task: { due_date: '2026-10-05' }, resolved: { due_date: '2026-10-05' } },
    });
  });
});
