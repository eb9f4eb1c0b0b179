import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStreams } from '../../src/analytics/sync/streams.js';
import { fromWire } from '../../src/clickup/custom-field/values.js';
import { LISTS, TASKS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import type { TaskRow } from '../../src/sandbox/state/tasks.js';
import { analyticsFixture } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';

// What the reports answer is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;

const minuteMs = 60_000;

describe('ANALYTICS_STREAMS', () => {
  it('names streams, or switches all of them off', () => {
    expect([...readStreams({})]).toEqual(['custom_fields']);
    expect([...readStreams({ ANALYTICS_STREAMS: 'off' })]).toEqual([]);
    expect([...readStreams({ ANALYTICS_STREAMS: 'comments, time_in_status' })]).toEqual(['comments', 'time_in_status']);
  });

  it('says which there are, where one is misspelt', () => {
    const read = () => readStreams({ ANALYTICS_STREAMS: 'coments' });
    expect(read).toThrow(expect.objectContaining({ suggestion: 'Did you mean comments?' }));
  });
});

describe.each(kinds)('optional streams (%s)', (kind) => {
  const isAbsent = isMissing(kind);
  const test = it.skipIf(isAbsent);
  let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
  const all = ['custom_fields', 'time_in_status', 'comments'] as const;
  beforeAll(async () => {
    if (isAbsent) return;
    fixture = await analyticsFixture(kind, { streams: all });
    await fixture.sync();
  });
  afterAll(() => fixture?.drop());

  const rows = (): { tasks: TaskRow[]; comments: Answer[] } => fixture.sandbox.snapshot().rows as never;
  const live = () => rows().tasks.filter(({ deleted }) => !deleted);
  const requestsOf = (operation: string) =>
    fixture.sandbox.requests.filter((each) => each.operation === operation).length;
  const put = (task_id: string, body: object) =>
    fixture.clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id } }, body: body as never });

  test('values of custom fields are what the task itself has, as people read them', async () => {
    const { data } = await fixture.clickup.api.GET('/v2/task/{task_id}', {
      params: { path: { task_id: TASKS.offlineUnlock } },
    });
    const fields = (data as Answer).custom_fields.filter(({ value }: Answer) => value != null && value !== '');
    expect(fields.length).toBeGreaterThan(3);
    const { task } = await fixture.call<Answer>('get_task', { task: TASKS.offlineUnlock });
    expect(task.custom_fields.map(({ name }: Answer) => name)).toEqual(fields.map(({ name }: Answer) => name).sort());
    for (const { name, type, value } of task.custom_fields) {
      const shown = fromWire(fields.find((field: Answer) => field.name === name && field.type === type));
      if (typeof shown === 'number' || typeof shown === 'string') expect(value).toBe(shown);
      else expect(value).not.toBeNull();
    }
  });

  test('tasks are found by a custom field, and a changed value is known after the next sync', async () => {
    const { data } = await fixture.clickup.api.GET('/v2/task/{task_id}', {
      params: { path: { task_id: TASKS.offlineUnlock } },
    });
    const given = (data as Answer).custom_fields.filter(({ value }: Answer) => value != null && value !== '');
    const field = given.find(({ type }: Answer) => ['number', 'currency', 'short_text', 'text'].includes(type));
    const other = /text/.test(field.type) ? 'another' : 4_711;
    const wanted = async (value: string | number) => {
      const input = { custom_field: `${field.name.toUpperCase()}=${value}`, include_closed: true, limit: 500 };
      const { tasks } = await fixture.call<Answer>('get_tasks', input);
      return tasks.some(({ task_id }: Answer) => task_id === TASKS.offlineUnlock);
    };
    expect(await wanted(field.value)).toBe(true);
    fixture.clock.advance(minuteMs);
    await fixture.clickup.api.POST('/v2/task/{task_id}/field/{field_id}', {
      params: { path: { task_id: TASKS.offlineUnlock, field_id: field.id } },
      body: { value: other } as never,
    });
    await fixture.sync();
    expect([await wanted(field.value), await wanted(other)]).toEqual([false, true]);
  });

  test('time in status takes a call for each hundred tasks, and tells each change since a task was made', async () => {
    expect(requestsOf('GetBulkTasksTimeinStatus')).toBe(Math.ceil(live().length / 100) + 1);
    const changes = await fixture.db.query<{ task_id: string; at: Date; to_status: string }>(
      "SELECT task_id, at, to_status FROM cu.status_changes WHERE origin = 'time_in_status'",
    );
    const once = live().filter(
      ({ statusHistory }) => new Set(statusHistory.map(({ status }) => status)).size === statusHistory.length,
    );
    const expected = once.flatMap(({ id, statusHistory }) =>
      statusHistory.slice(1).map(({ status, from }) => `${id} ${from} ${status}`),
    );
    expect(expected.length).toBeGreaterThan(50);
    expect(changes.map(({ task_id, at, to_status }) => `${task_id} ${at.getTime()} ${to_status}`).sort()).toEqual(
      expected.sort(),
    );
  });

  test('so reports reach back before the first sync, and say what they still do not know', async () => {
    const now = fixture.clock.now();
    const scope = LISTS.apiPlatform;
    const mine = live().filter(({ listId, archived }) => listId === scope && !archived);
    const { statuses, meta } = await fixture.call<Answer>('get_time_in_status', { scope, period: 'last_90_days' });
    const from = Date.parse(`${meta.period.from}T00:00:00Z`) - 2 * 60 * minuteMs;
    const spent = (status: string) =>
      mine
        .flatMap(({ statusHistory }) => statusHistory)
        .filter((stay) => stay.status === status)
        .reduce((sum, stay) => sum + Math.max(0, (stay.to ?? now) - Math.max(from, stay.from)), 0);
    expect(statuses.length).toBeGreaterThan(2);
    for (const { status, ms } of statuses) expect(Math.abs(ms - spent(status))).toBeLessThan(60 * minuteMs + 1);
    expect(meta.warnings).toBeUndefined();
    const cycle = await fixture.call<Answer>('get_cycle_time', { scope, period: 'last_365_days', limit: 200 });
    for (const { task_id, cycle_hours } of cycle.tasks) {
      const { statusHistory } = mine.find(({ id }) => id === task_id)!;
      const begun = statusHistory.find(({ status }) => ['in progress', 'blocked', 'in review'].includes(status));
      if (begun) expect(cycle_hours).not.toBeNull();
    }
    const flow = await fixture.call<Answer>('get_cumulative_flow', { scope, period: 'last_30_days' });
    expect(flow.days.some(({ day, active }: Answer) => day < meta.period.to && active > 0)).toBe(true);
    expect(flow.days.every(({ open }: Answer) => open === 0)).toBe(true);
  });

  test('a sync that finds nothing changed asks for none of it', async () => {
    const before = fixture.sandbox.requests.length;
    await fixture.sync();
    expect(fixture.sandbox.requests.slice(before).map(({ operation }) => operation)).not.toContain(
      'GetBulkTasksTimeinStatus',
    );
    const due = await fixture.db.query('SELECT 1 FROM cu.stream_due');
    expect(due).toEqual([]);
  });

  test('comments are those of the tasks, also more than a page of them; a new one and a deleted one are met', async () => {
    const stored = async () =>
      (await fixture.db.query<{ id: string }>('SELECT comment_id AS id FROM cu.comments')).map(({ id }) => id).sort();
    const expected = () =>
      rows()
        .comments.filter(({ parent }) => live().some(({ id }) => parent === `task:${id}`))
        .map(({ id }) => id)
        .sort();
    expect(await stored()).toEqual(expected());
    const ofTask = expected().filter((id) =>
      rows().comments.some((each) => each.id === id && each.parent === `task:${TASKS.offlineUnlock}`),
    );
    expect(ofTask.length).toBeGreaterThan(25);
    fixture.clock.advance(minuteMs);
    const path = { task_id: TASKS.offlineUnlock };
    await fixture.clickup.api.POST('/v2/task/{task_id}/comment', {
      params: { path },
      body: { comment_text: 'Rides at night went well', notify_all: false } as never,
    });
    await fixture.clickup.api.DELETE('/v2/comment/{comment_id}', {
      params: { path: { comment_id: Number(ofTask.at(-1)) } },
    } as never);
    await put(TASKS.offlineUnlock, { name: 'Offline unlock with a token that is signed' });
    await fixture.sync();
    expect(await stored()).toEqual(expected());
  });

  test('a stream that is switched off forgets, and has everything to read when it is on again', async () => {
    await fixture.syncWith([]);
    const counts = async () =>
      (
        await fixture.db.query<{ fields: number; times: number; comments: number }>(
          `SELECT (SELECT count(*) FROM cu.custom_field_values) AS fields, (SELECT count(*) FROM cu.time_in_status) AS times,
             (SELECT count(*) FROM cu.comments) AS comments`,
        )
      )[0]!;
    expect(await counts()).toEqual({ fields: 0, times: 0, comments: 0 });
    const again = await fixture.syncWith(all);
    expect(again.kind).toBe('full');
    const { fields, times, comments } = await counts();
    expect([fields > 50, times > 100, comments > 25]).toEqual([true, true, true]);
  });

  test('where the ClickApp is off, the sync says so and does everything else', async () => {
    const { sandbox } = fixture;
    const snapshot = sandbox.snapshot();
    const spaces = snapshot.rows as unknown as { workspaces: Answer[] };
    sandbox.restore({
      ...snapshot,
      rows: {
        ...snapshot.rows,
        workspaces: spaces.workspaces.map((row) => ({ ...row, timeInStatus: false })),
      } as never,
    });
    fixture.clock.advance(minuteMs);
    await put(TASKS.greyButton, { priority: 1 });
    const result = await fixture.sync();
    expect(result).toMatchObject({ state: 'done', warnings: [expect.stringContaining('switched off')] });
    const [task] = await fixture.db.query<{ priority: number }>(
      'SELECT priority FROM cu.tasks WHERE workspace_id = $1 AND task_id = $2',
      [WORKSPACE_ID, TASKS.greyButton],
    );
    expect(task?.priority).toBe(1);
  });
});
