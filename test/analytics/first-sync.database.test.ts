import { afterAll, beforeAll, expect, it } from 'vitest';
import { analyticsFixture } from '../support/analytics.js';

let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
beforeAll(async () => {
  fixture = await analyticsFixture();
});
afterAll(() => fixture.drop());

/** The rows of the sandbox itself, which a copy has to agree with. */
const truth = () => fixture.sandbox.snapshot().rows as unknown as Record<string, { deleted?: boolean }[]>;

it('reads everything at first, in the calls that it takes', async () => {
  const result = await fixture.sync();
  expect(result).toMatchObject({ kind: 'full', state: 'done' });
  expect(result.calls).toBe(fixture.sandbox.requests.length);
  const [counts] = await fixture.db.query(`SELECT
    (SELECT count(*) FROM cu.tasks) AS tasks, (SELECT count(*) FROM cu.time_entries) AS entries`);
  const { tasks, timeEntries } = truth();
  expect(counts).toEqual({ tasks: tasks!.filter((task) => !task.deleted).length, entries: timeEntries!.length });
});

it('reads nothing where nothing changed, in three calls', async () => {
  fixture.clock.advance(600_000);
  expect(await fixture.sync()).toMatchObject({ kind: 'incremental', calls: 3, rows: 0 });
});
