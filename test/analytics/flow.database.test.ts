import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDay, toWall } from '../../src/clickup/dates/zone.js';
import { LISTS, USERS } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';

// What the reports answer is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;

const zone = 'Europe/Berlin';
const dayMs = 86_400_000;

describe.each(kinds)('flow of work (%s)', (kind) => {
  const isAbsent = isMissing(kind);
  const test = it.skipIf(isAbsent);
  let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
  beforeAll(async () => {
    if (!isAbsent) fixture = await analyticsFixture(kind, { seed: { scale: 400 } });
  });
  afterAll(() => fixture?.drop());

  const localDay = (ms: number) => isoDay(toWall(ms, zone));
  /** State of a task at the end of a day, from rows of the copy as they stand and what the test itself did. */
  const states = async () =>
    fixture.db.query<{ id: string; category: string; created: Date; completed: Date | null; estimate: number | null }>(
      `SELECT task_id AS id, category, created_at AS created, coalesce(done_at, closed_at) AS completed, time_estimate_ms AS estimate
       FROM cu.tasks WHERE deleted_at IS NULL`,
    );

  const setStatus = (task_id: string, status: string) =>
    fixture.clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id } }, body: { status } });

  test('before the first sync: what was created and completed, task by task', async () => {
    await fixture.sync();
    const { days, meta } = await fixture.call<Answer>('get_cumulative_flow', {
      period: 'last_60_days',
      time_zone: zone,
    });
    const all = await states();
    const today = localDay(fixture.clock.now());
    expect(days.at(-1).day).toBe(today);
    expect(days).toHaveLength(60);
    for (const { day, completed, active, not_started, open } of days) {
      const there = all.filter(
        ({ created, category }) => category !== 'cancelled' && localDay(created.getTime()) <= day,
      );
      const isDone = ({ category, completed }: (typeof all)[number]) =>
        ['done', 'closed'].includes(category) && (!completed || localDay(completed.getTime()) <= day);
      expect({ day, completed }).toEqual({ day, completed: there.filter(isDone).length });
      expect({ day, all: completed + active + not_started + open }).toEqual({ day, all: there.length });
      if (day < today) expect(active + not_started).toBe(0);
    }
    expect(days.at(-1).active).toBe(all.filter(({ category }) => category === 'active').length);
    expect(meta.warnings.join()).toContain('counts as open');
  });

  test('after it: each change of a status that a sync has seen, on its day', async () => {
    const before = await fixture.call<Answer>('get_cumulative_flow', {
      period: 'today',
      scope: LISTS.bugs,
      time_zone: zone,
    });
    const statuses = await fixture.db.query<{ status: string; category: string; id: string }>(
      'SELECT status, category, min(task_id) AS id FROM cu.tasks WHERE home_list_id = $1 AND deleted_at IS NULL GROUP BY 1, 2',
      [LISTS.bugs],
    );
    const inState = (wanted: string) => statuses.find(({ category }) => category === wanted)!;
    const { id } = inState('not_started');
    fixture.clock.advance(dayMs);
    await setStatus(id, inState('active').status);
    await fixture.sync();
    fixture.clock.advance(dayMs);
    await setStatus(id, inState('closed').status);
    await fixture.sync();
    const { days } = await fixture.call<Answer>('get_cumulative_flow', {
      period: 'last_3_days',
      scope: LISTS.bugs,
      time_zone: zone,
    });
    const [first, second, third] = days;
    expect(first).toEqual(before.days[0]);
    expect(second).toMatchObject({
      active: first.active + 1,
      not_started: first.not_started - 1,
      completed: first.completed,
    });
    expect(third).toMatchObject({
      active: first.active,
      not_started: first.not_started - 1,
      completed: first.completed + 1,
    });
  });

  test('burnup in tasks, estimates and of one person', async () => {
    const input = { period: 'last_30_days', time_zone: zone };
    const flow = await fixture.call<Answer>('get_cumulative_flow', input);
    const burnup = await fixture.call<Answer>('get_burnup', input);
    expect(burnup.days.map(({ completed }: Answer) => completed)).toEqual(
      flow.days.map(({ completed }: Answer) => completed),
    );
    expect(burnup.days.every(({ scope, completed, remaining }: Answer) => scope - completed === remaining)).toBe(true);
    expect(burnup.completed_growth).toBe(burnup.days.at(-1).completed - burnup.days[0].completed);
    const estimates = await fixture.call<Answer>('get_burnup', { ...input, measure: 'estimate_ms' });
    const all = (await states()).filter(({ category }) => category !== 'cancelled');
    expect(estimates.days.at(-1).scope).toBe(all.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0));
    const own = await fixture.call<Answer>('get_burnup', { ...input, assignee: 'lena' });
    const [{ count }] = (await fixture.db.query<{ count: number }>(
      `SELECT count(*) FROM cu.tasks JOIN cu.task_assignees a USING (workspace_id, task_id)
       WHERE deleted_at IS NULL AND category <> 'cancelled' AND a.user_id = $1`,
      [USERS.lena],
    )) as [{ count: number }];
    expect(own.days.at(-1).scope).toBe(count);
    expect(count).toBeGreaterThan(5);
  });
});
