import { describe, expect, it } from 'vitest';
import type { SyncResult } from '../../src/analytics/sync/sync.js';
import {
  API_KEYS,
  LISTS,
  type SandboxOptions,
  SPACES,
  TASKS,
  TIME_ENTRIES,
  USERS,
  WORKSPACE_ID,
} from '../../src/sandbox/index.js';
import { analyticsFixture, copyOf } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';
import { fullCalls } from '../support/full-calls.js';
import { failure } from '../support/sandbox-client.js';

type Fixture = Awaited<ReturnType<typeof analyticsFixture>>;

const send = (fixture: Fixture, method: string, path: string, body?: object) =>
  fixture.sandbox.fetch(`https://api.clickup.com/api/v2${path}`, {
    method,
    headers: { authorization: fixture.sandbox.apiKey, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

/** What people do while and between syncs. */
async function edits(fixture: Fixture): Promise<void> {
  fixture.clock.advance(60_000);
  await send(fixture, 'PUT', `/task/${TASKS.offlineUnlock}`, {
    name: 'Renamed',
    status: 'in progress',
    time_estimate: 7_200_000,
  });
  await send(fixture, 'POST', `/list/${LISTS.bugs}/task`, {
    name: 'New',
    assignees: [Number(USERS.lena)],
    tags: ['x'],
  });
  await send(fixture, 'POST', `/team/${WORKSPACE_ID}/time_entries`, {
    start: fixture.clock.now() - 3_600_000,
    duration: 1_800_000,
    tid: TASKS.offlineUnlock,
  });
  await send(fixture, 'PUT', `/team/${WORKSPACE_ID}/time_entries/${TIME_ENTRIES.acceptance}`, {
    description: 'Changed',
  });
  await send(fixture, 'DELETE', `/team/${WORKSPACE_ID}/time_entries/${TIME_ENTRIES.standUp}`);
  fixture.clock.advance(60_000);
}

async function withFixture(
  options: SandboxOptions & { apiKey?: string },
  work: (fixture: Fixture) => Promise<void>,
  kind: (typeof kinds)[number] = 'embedded',
) {
  const fixture = await analyticsFixture(kind, options);
  try {
    await work(fixture);
  } finally {
    await fixture.drop();
  }
}

/** What a copy that was made at once holds. */
async function freshCopy(of: Fixture) {
  const fresh = await analyticsFixture('embedded', { data: of.sandbox.snapshot() });
  fresh.clock.set(of.clock.now());
  await fresh.sync();
  const copy = await copyOf(fresh.db);
  await fresh.drop();
  return copy;
}

describe('calls to ClickUp', () => {
  it.each([3_300])(
    'a full sync of %i tasks takes no more than it must, and what changed at most six',
    async (scale) => {
      await withFixture({ seed: { scale } }, async (fixture) => {
        const result = await fixture.sync();
        const [count] = await fixture.db.query<{ live: number; archived: number; spaces: number }>(
          `SELECT count(*) FILTER (WHERE NOT archived) AS live, count(*) FILTER (WHERE archived) AS archived,
           (SELECT count(*) FROM cu.spaces) AS spaces FROM cu.tasks`,
        );
        expect(count!.live + count!.archived).toBeGreaterThan(scale * 0.98);
        const formula = fullCalls({ spaces: count!.spaces, tasks: count!.live, archived: count!.archived });
        expect(result.calls).toBe(fixture.sandbox.requests.length);
        expect(result.calls).toBeLessThanOrEqual(Math.floor(1.05 * formula));
        await edits(fixture);
        expect((await fixture.sync()).calls).toBeLessThanOrEqual(6);
        fixture.clock.advance(600_000);
        expect((await fixture.sync()).calls).toBeLessThanOrEqual(3);
      });
    },
  );
});

describe.each(kinds)('a copy in a database (%s)', (kind) => {
  it.skipIf(isMissing(kind))('holds after incremental syncs what a full one finds', async () => {
    await withFixture(
      {},
      async (fixture) => {
        await fixture.sync();
        await edits(fixture);
        expect(await fixture.sync()).toMatchObject({ kind: 'incremental' });
        const copy = await copyOf(fixture.db);
        const found = await freshCopy(fixture);
        // Time entries that were deleted stay, marked; a fresh copy never saw them.
        copy.time_entries = copy.time_entries!.filter((row) => !String(row).includes('"lives":false'));
        expect(copy).toEqual(found);
      },
      kind,
    );
  });
});

describe('what goes wrong', () => {
  it('goes on where it stopped, at whichever call it was interrupted', async () => {
    const calls = await withCalls();
    for (let nth = 2; nth <= calls; nth += Math.max(1, Math.floor(calls / 9))) {
      await withFixture({}, async (fixture) => {
        const { clickup } = fixture;
        const refused = interrupt(fixture, nth);
        const stopped = await clickup.call('sync_now' as never, {} as never);
        refused.restore();
        expect(stopped.success).toBe(false);
        const result = await fixture.sync();
        expect(result).toMatchObject({ kind: 'full', state: 'done' });
        expect(await copyOf(fixture.db)).toEqual(await freshCopy(fixture));
      });
    }
  });

  it('deletes nothing after a failed page, and only what is gone once all was read', async () => {
    await withFixture({}, async (fixture) => {
      await fixture.sync();
      await send(fixture, 'DELETE', `/task/${TASKS.offlineUnlock}`);
      const refused = interrupt(fixture, fixture.sandbox.requests.length + 12);
      expect((await fixture.clickup.call('sync_now' as never, { full: true } as never)).success).toBe(false);
      refused.restore();
      const deleted = () =>
        fixture.db.query('SELECT task_id, deleted_reason FROM cu.tasks WHERE deleted_at IS NOT NULL ORDER BY 1');
      expect(await deleted()).toEqual([]);
      expect(await fixture.sync()).toMatchObject({ kind: 'full', state: 'done' });
      expect(await deleted()).toContainEqual({ task_id: TASKS.offlineUnlock, deleted_reason: 'deleted' });
      const [{ tasks } = { tasks: 0 }] = await fixture.db.query<{ tasks: number }>(
        'SELECT count(*) AS tasks FROM cu.tasks WHERE deleted_at IS NULL',
      );
      const rows = fixture.sandbox.snapshot().rows as unknown as { tasks: { deleted: boolean }[] };
      expect(tasks).toBe(rows.tasks.filter((task) => !task.deleted).length);
    });
  });

  it('believes no mass deletion, as of a Space that the token lost', async () => {
    await withFixture({}, async (fixture) => {
      await fixture.sync();
      const snapshot = fixture.sandbox.snapshot();
      const rows = snapshot.rows as unknown as { tasks: { spaceId: string; deleted: boolean }[] };
      const lost = rows.tasks.map((task) => (task.spaceId === SPACES.engineering ? { ...task, deleted: true } : task));
      fixture.sandbox.restore({ ...snapshot, rows: { ...snapshot.rows, tasks: lost } as never });
      const result = await fixture.sync({ full: true });
      expect(result).toMatchObject({
        state: 'needs_review',
        review: [expect.stringMatching(/^\d+ of \d+ tasks were not found any more$/)],
      });
      expect(await fixture.db.query('SELECT 1 FROM cu.tasks WHERE deleted_at IS NOT NULL')).toEqual([]);
    });
  });

  it('reads the own time alone where the token may not see that of others', async () => {
    await withFixture({ apiKey: API_KEYS.member }, async (fixture) => {
      await fixture.sync();
      expect(await fixture.db.query('SELECT coverage FROM cu.workspaces')).toEqual([{ coverage: 'self' }]);
      const [people] = await fixture.db.query('SELECT count(DISTINCT user_id) AS people FROM cu.time_entries');
      expect(people).toEqual({ people: 1 });
    });
  });

  it('lets one worker write at a time, and none that lost its turn', async () => {
    await withFixture({}, async (fixture) => {
      const [one, other] = await Promise.allSettled([fixture.sync(), fixture.sync()]);
      const refused = [one, other].filter(({ status }) => status === 'rejected');
      expect(refused).toMatchObject([
        { reason: { code: 'CONFLICT', message: expect.stringContaining('is running already') } },
      ]);
      // A worker that was paused: another one has taken over meanwhile.
      const paused = interruptWith(fixture, fixture.sandbox.requests.length + 2, () =>
        fixture.db.query(
          "UPDATE cu.sync_lease SET fence = fence + 1, owner = 'another', expires_at = clock_timestamp() + interval '1 minute'",
        ),
      );
      expect(await failure(fixture.sync())).toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('has taken over'),
      });
      paused.restore();
    });
  });
});

/** Calls of a full sync of the sample data. */
async function withCalls(): Promise<number> {
  let result: SyncResult | undefined;
  await withFixture({}, async (fixture) => {
    result = await fixture.sync();
  });
  return result!.calls;
}

const interrupt = (fixture: Fixture, nth: number) =>
  interruptWith(fixture, nth, async () => {
    throw new Error('the network is gone');
  });

/** Does something before the answer to the nth request. */
function interruptWith(fixture: Fixture, nth: number, work: () => Promise<unknown>) {
  return fixture.beforeRequest((count) => (count === nth ? work() : undefined));
}
