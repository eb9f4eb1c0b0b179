import { describe, expect, it } from 'vitest';
import { analyticsFixture, copyOf } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';

type Fixture = Awaited<ReturnType<typeof analyticsFixture>>;

const indexesOf = async ({ db }: Fixture): Promise<string[]> => {
  const rows = await db.query<{ made: string }>(
    `SELECT pg_get_indexdef(indexrelid) AS made FROM pg_index WHERE indrelid = 'cu.time_entries'::regclass ORDER BY 1`,
  );
  return rows.map(({ made }) => made);
};

/** What a sync finds at its first request for time entries; `fails` ends it there. */
async function duringEntries(fixture: Fixture, { fails = false } = {}): Promise<string[]> {
  let found: string[] | undefined;
  const { restore } = fixture.beforeRequest(async () => {
    const known = await fixture.db.query("SELECT 1 FROM cu.sync_cursors WHERE stream LIKE 'tasks%archived' AND done");
    if (known.length === 0) return;
    found ??= await indexesOf(fixture);
    if (fails) throw new Error('the connection was cut');
  });
  await fixture.sync().catch((error: Error) => {
    if (!fails) throw error;
  });
  restore();
  return found!;
}

describe.each(kinds)('indexes of time entries (%s)', (kind) => {
  const test = it.skipIf(isMissing(kind));
  const withFixture = async (work: (fixture: Fixture) => Promise<void>) => {
    const fixture = await analyticsFixture(kind, { seed: { scale: 300 } });
    await work(fixture).finally(fixture.drop);
  };
  const addEntry = (fixture: Fixture) =>
    fixture.db.query(
      `INSERT INTO cu.time_entries (workspace_id, entry_id, uuid, user_id, start_at, duration_ms, content_hash)
       VALUES ('another', '1', gen_random_uuid(), 1, now(), 5, '')`,
    );

  test('are made after the rows of a first sync, as the schema has them', () =>
    withFixture(async (fixture) => {
      const made = await indexesOf(fixture);
      expect(made).toHaveLength(6);
      expect(await duringEntries(fixture)).toHaveLength(3);
      expect(await indexesOf(fixture)).toEqual(made);
      fixture.clock.advance(600_000);
      expect(await duringEntries(fixture)).toEqual(made);
    }));

  test('stay where the table has rows of another Workspace', () =>
    withFixture(async (fixture) => {
      const made = await indexesOf(fixture);
      await addEntry(fixture);
      expect(await duringEntries(fixture)).toEqual(made);
    }));

  test('are made by the sync that goes on, and by that of another Workspace', () =>
    withFixture(async (fixture) => {
      const made = await indexesOf(fixture);
      expect(await duringEntries(fixture, { fails: true })).toHaveLength(3);
      expect(await indexesOf(fixture)).toHaveLength(3);
      await fixture.sync();
      expect(await indexesOf(fixture)).toEqual(made);
      const copy = await copyOf(fixture.db);
      await fixture.db.query('DROP INDEX cu.time_entries_task');
      fixture.clock.advance(600_000);
      await fixture.sync();
      expect(await indexesOf(fixture)).toEqual(made);
      expect(await copyOf(fixture.db)).toEqual(copy);
    }));
});
