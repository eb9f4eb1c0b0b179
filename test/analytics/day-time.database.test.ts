import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/analytics/schema/index.js';
import { migrate } from '../../src/db/migrate.js';
import { SPACES, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { isMissing, kinds, newDatabase } from '../support/databases.js';
import { withOddEntries } from './golden/world.js';

// What the reports answer is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;

/** Zones of the same rules: time is kept by the first, and entries are read for the others. */
const twins: Readonly<Record<string, string>> = {
  'Europe/Berlin': 'Europe/Busingen',
  'Asia/Kathmandu': 'Asia/Katmandu',
  'America/New_York': 'US/Eastern',
};

/** Where the sums that are kept differ from those of the entries, cut at midnights one by one. */
const differences = `
  WITH days AS (SELECT workspace_id, d::date AS day, d AT TIME ZONE timezone AS from_at, (d + interval '1 day') AT TIME ZONE timezone AS to_at
    FROM cu.workspaces, generate_series(timestamp '2025-01-01', timestamp '2027-12-31', interval '1 day') AS d),
  counted AS (SELECT *, start_at + duration_ms * interval '1 millisecond' AS ended FROM cu.time_entries
    WHERE deleted_at IS NULL AND NOT is_running AND duration_ms > 0),
  pieces AS (SELECT e.workspace_id, day, user_id, coalesce(task_id, '') AS task_id, billable, start_at >= from_at AS begun,
      (extract(epoch FROM least(ended, to_at) - greatest(start_at, from_at)) * 1000)::bigint AS ms
    FROM counted e JOIN days d ON d.workspace_id = e.workspace_id AND start_at < to_at AND ended > from_at),
  sums AS (SELECT workspace_id, day, user_id, task_id, sum(ms)::bigint AS ms, coalesce(sum(ms) FILTER (WHERE billable), 0)::bigint AS billable_ms,
      count(*) FILTER (WHERE begun) AS begun, count(*) FILTER (WHERE NOT begun) AS continued FROM pieces GROUP BY 1, 2, 3, 4),
  kept_days AS (SELECT * FROM cu.day_time WHERE (ms, billable_ms, begun, continued) <> (0, 0, 0, 0)),
  people AS (SELECT workspace_id, user_id, coalesce(task_id, '') AS task_id, sum(duration_ms)::bigint AS ms,
      coalesce(sum(duration_ms) FILTER (WHERE billable), 0)::bigint AS billable_ms, count(*) AS entries FROM counted GROUP BY 1, 2, 3),
  kept_people AS (SELECT * FROM cu.person_time WHERE (ms, billable_ms, entries) <> (0, 0, 0))
  SELECT workspace_id, user_id, task_id, day, s.ms, k.ms AS kept FROM sums s FULL JOIN kept_days k USING (workspace_id, day, user_id, task_id)
  WHERE (s.ms, s.billable_ms, s.begun, s.continued) IS DISTINCT FROM (k.ms, k.billable_ms, k.begun, k.continued)
  UNION ALL
  SELECT workspace_id, user_id, task_id, NULL, p.ms, k.ms FROM people p FULL JOIN kept_people k USING (workspace_id, user_id, task_id)
  WHERE (p.ms, p.billable_ms, p.entries) IS DISTINCT FROM (k.ms, k.billable_ms, k.entries)`;

describe.each(kinds)('time of days (%s)', (kind) => {
  const isAbsent = isMissing(kind);
  let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
  beforeAll(async () => {
    if (isAbsent) return;
    fixture = await analyticsFixture(kind, { seed: { scale: 300 } });
    withOddEntries(fixture);
    await fixture.sync();
  });
  afterAll(() => fixture?.drop());
  const test = it.skipIf(isAbsent);
  const moveTo = (zone: string) =>
    fixture.db.query('UPDATE cu.workspaces SET timezone = $2 WHERE workspace_id = $1', [WORKSPACE_ID, zone]);

  test('gives the answers that the entries give, in every report of time', async () => {
    const reports: [string, object][] = [
      ['get_weekly_timesheet', {}],
      ['get_monthly_timesheet', { tasks_per_person: 50 }],
      ['get_employee_time_report', {}],
      ['get_time_tracking_report', { group_by: 'task' }],
      ['get_time_tracking_report', { group_by: 'user', scope: SPACES.engineering }],
      ['get_time_tracking_report', { group_by: 'user', scope: SPACES.engineering, period: 'all_time' }],
      ['get_time_tracking_report', { group_by: 'list', period: 'all_time' }],
      ['get_space_project_time_report', { space: SPACES.engineering }],
      ['get_space_task_time_report', { space: SPACES.engineering }],
      ['get_over_tracked_tasks', {}],
      ['get_low_hours_days', {}],
    ];
    const days = fc.tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 120 }));
    const iso = (ago: number) => new Date(fixture.clock.now() - ago * 86_400_000).toISOString().slice(0, 10);
    await fc.assert(
      fc.asyncProperty(days, fc.constantFrom(...Object.entries(twins)), async ([a, b], [zone, twin]) => {
        await moveTo(zone);
        expect(await fixture.db.query(differences)).toEqual([]);
        const some = `${iso(Math.max(a, b))}..${iso(Math.min(a, b))}`;
        for (const [name, input] of reports) {
          const period = 'period' in input ? 'all_time' : some;
          const ask = async (time_zone: string) => {
            const { meta, ...answer } = await fixture.call<Answer>(name, { ...input, period, time_zone });
            expect(meta.time_zone).toBe(time_zone);
            return answer;
          };
          expect(await ask(zone), `${name} ${period} ${zone}`).toEqual(await ask(twin));
        }
      }),
      { numRuns: 6, seed: 11 },
    );
  });

  test('is read where the Workspace and the database begin a day at one moment, and only there', async () => {
    await moveTo('Europe/Berlin');
    const total = async (input: object) =>
      (await fixture.call<Answer>('get_monthly_timesheet', { period: 'last_month', ...input })).total.tracked_ms;
    const real = await total({});
    expect(real).toBeGreaterThan(0);
    await fixture.db.query('UPDATE cu.day_time SET ms = ms * 2');
    expect(await total({})).toBe(2 * real);
    expect(await total({ time_zone: 'Europe/Busingen' })).toBe(real);
    // In Cuba midnight comes twice on the first of November 2026.
    await fixture.db.query(
      `INSERT INTO cu.time_entries (workspace_id, entry_id, uuid, user_id, start_at, duration_ms, content_hash)
       VALUES ($1, 'twice', gen_random_uuid(), 1, '2026-11-01T03:30Z', 7200000, '')`,
      [WORKSPACE_ID],
    );
    await moveTo('America/Havana');
    await fixture.db.query('UPDATE cu.day_time SET ms = ms * 2');
    for (const [period, times] of [
      ['2026-08-01..2026-10-15', 2],
      ['2026-08-01..2026-11-01', 1],
    ] as const)
      expect(await total({ period })).toBe(times * (await total({ period, time_zone: 'Cuba' })));
    await fixture.db.query("DELETE FROM cu.time_entries WHERE entry_id = 'twice'");
    await moveTo('Europe/Berlin');
  });

  test('is that of the entries after every kind of change', async () => {
    const { db } = fixture;
    const [{ one, other } = { one: '', other: '' }] = await db.query<{ one: string; other: string }>(
      'SELECT min(entry_id) AS one, max(entry_id) AS other FROM cu.time_entries WHERE NOT is_running',
    );
    const changes: [string, string[]][] = [
      ["UPDATE cu.time_entries SET start_at = start_at - interval '13 hours' WHERE entry_id >= $1", [one]],
      ['UPDATE cu.time_entries SET duration_ms = duration_ms + 200000000 WHERE entry_id = $1', [one]],
      ['UPDATE cu.time_entries SET task_id = NULL, billable = NOT billable WHERE entry_id = $1', [one]],
      ['UPDATE cu.time_entries SET user_id = user_id + 1 WHERE entry_id IN ($1, $2)', [one, other]],
      ['UPDATE cu.time_entries SET deleted_at = now() WHERE entry_id = $1', [one]],
      ['UPDATE cu.time_entries SET deleted_at = NULL, is_running = true WHERE entry_id = $1', [one]],
      ['UPDATE cu.time_entries SET is_running = false', []],
      [
        `INSERT INTO cu.time_entries SELECT * FROM cu.time_entries WHERE entry_id = $1
         ON CONFLICT (workspace_id, entry_id) DO UPDATE SET duration_ms = excluded.duration_ms + 3`,
        [other],
      ],
      ['DELETE FROM cu.time_entries WHERE entry_id = $1', [other]],
    ];
    for (const [sql, params] of changes) {
      await db.query(sql, params);
      expect(await db.query(differences), sql).toEqual([]);
    }
    const [sum] = await db.query<{ days: number; tasks: number }>(
      `SELECT (SELECT sum(ms)::bigint FROM cu.day_time WHERE task_id <> '') AS days, (SELECT sum(ms)::bigint FROM cu.task_time) AS tasks`,
    );
    expect(sum!.days).toBe(sum!.tasks);
    await db.query('TRUNCATE cu.time_entries');
    expect(await db.query('SELECT 1 FROM cu.day_time')).toEqual([]);
  });

  test('is reckoned from the entries that a copy holds when it is brought up to date', async () => {
    const { db, drop } = await newDatabase(kind);
    const before = schema.steps.findIndex(({ name }) => name === 'time of days');
    await migrate(db, { ...schema, steps: schema.steps.slice(0, before) });
    await db.query(`INSERT INTO cu.workspaces (workspace_id, name, timezone) VALUES ('1', 'One', 'Asia/Kathmandu'), ('2', 'Two', 'UTC');
      INSERT INTO cu.time_entries (workspace_id, entry_id, uuid, task_id, user_id, start_at, duration_ms, billable, content_hash)
      SELECT w, e::text, gen_random_uuid(), 't' || e % 3, e % 2, timestamptz '2026-03-27T15:00Z' + e * interval '7 hours', 3600000 * (e % 40), e % 2 = 0, ''
      FROM generate_series(1, 60) AS e, unnest(ARRAY['1', '2']) AS w`);
    await migrate(db, schema);
    expect((await db.query('SELECT 1 FROM cu.day_time')).length).toBeGreaterThan(100);
    expect(await db.query(differences)).toEqual([]);
    await drop();
  });
});
