import { expect, it } from 'vitest';
import { LISTS, SPACES, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { noPostgres } from '../support/databases.js';

type Fixture = Awaited<ReturnType<typeof analyticsFixture>>;

const hourMs = 3_600_000;
/** The quicker one: which database it is makes no difference to these. */
const kind = noPostgres ? 'embedded' : 'postgres';

/** A copy that was just made, an hour ago. */
async function oldCopy(): Promise<Fixture> {
  const fixture = await analyticsFixture(kind);
  await fixture.sync();
  fixture.clock.advance(hourMs);
  return fixture;
}

const send = (fixture: Fixture, method: string, path: string, body?: object) =>
  fixture.sandbox.fetch(`https://api.clickup.com/api/v2${path}`, {
    method,
    headers: { authorization: fixture.sandbox.apiKey, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

const deleted = ({ db }: Fixture, table: string, id: string) =>
  db.query(`SELECT ${id} AS id, deleted_reason AS reason FROM cu.${table} WHERE deleted_at IS NOT NULL ORDER BY 1`);

it('finds hour by hour what was deleted, with at most three calls more', async () => {
  const fixture = await analyticsFixture(kind);
  const made = await send(fixture, 'POST', `/list/${LISTS.bugs}/task`, { name: 'Soon gone' });
  const { id } = (await made.json()) as { id: string };
  await fixture.sync();
  fixture.clock.advance(hourMs);
  await send(fixture, 'DELETE', `/task/${id}`);
  const calls: number[] = [];
  for (let hour = 0; hour < 6; hour++) {
    calls.push((await fixture.sync()).calls);
    fixture.clock.advance(hourMs);
  }
  expect(await deleted(fixture, 'tasks', 'task_id')).toEqual([{ id, reason: 'deleted' }]);
  // One of them looked the task up.
  expect(
    calls
      .toSorted()
      .slice(0, -1)
      .every((each) => each <= 6),
  ).toBe(true);
  expect(Math.max(...calls)).toBe(7);
  await fixture.drop();
});

it('reads old time entries again in turn', async () => {
  const fixture = await oldCopy();
  const old = fixture.clock.now() - 200 * 24 * hourMs;
  await send(fixture, 'POST', `/team/${WORKSPACE_ID}/time_entries`, { start: old, duration: 1_800_000 });
  const known = () =>
    fixture.db.query('SELECT 1 FROM cu.time_entries WHERE start_at = $1 AND deleted_at IS NULL', [new Date(old)]);
  await fixture.sync();
  expect(await known()).toEqual([]);
  for (let hour = 0; hour < 12; hour++) {
    fixture.clock.advance(hourMs);
    await fixture.sync();
  }
  expect(await known()).toHaveLength(1);
  await fixture.drop();
});

it('reads time entries since the last sync, however long ago that was', async () => {
  const fixture = await oldCopy();
  fixture.clock.advance(24 * hourMs);
  const then = fixture.clock.now();
  await send(fixture, 'POST', `/team/${WORKSPACE_ID}/time_entries`, { start: then, duration: 60_000 });
  fixture.clock.advance(100 * 24 * hourMs);
  await fixture.sync();
  expect(
    await fixture.db.query('SELECT duration_ms FROM cu.time_entries WHERE start_at = $1', [new Date(then)]),
  ).toEqual([{ duration_ms: 60_000 }]);
  await fixture.drop();
});

it('reads the places when a task names a new one, and after a day', async () => {
  const fixture = await oldCopy();
  const made = await send(fixture, 'POST', `/space/${SPACES.engineering}/list`, { name: 'Brand new' });
  const { id } = (await made.json()) as { id: string };
  await send(fixture, 'POST', `/list/${id}/task`, { name: 'First' });
  await fixture.sync();
  const lists = () => fixture.db.query('SELECT name, archived FROM cu.lists WHERE list_id = $1', [id]);
  expect(await lists()).toEqual([{ name: 'Brand new', archived: false }]);
  await send(fixture, 'PUT', `/list/${id}`, { name: 'Renamed' });
  fixture.clock.advance(hourMs);
  await fixture.sync();
  expect(await lists()).toEqual([{ name: 'Brand new', archived: false }]);
  fixture.clock.advance(24 * hourMs);
  await fixture.sync();
  expect(await lists()).toEqual([{ name: 'Renamed', archived: false }]);
  await fixture.drop();
});

it('believes that the tasks of a deleted List are gone, however many', async () => {
  const fixture = await analyticsFixture(kind);
  const made = await send(fixture, 'POST', `/space/${SPACES.engineering}/list`, { name: 'Old import' });
  const { id } = (await made.json()) as { id: string };
  for (let task = 0; task < 70; task++) await send(fixture, 'POST', `/list/${id}/task`, { name: `Row ${task}` });
  await fixture.sync();
  await send(fixture, 'DELETE', `/list/${id}`);
  const { calls, ...result } = await fixture.sync({ full: true });
  expect(result).toMatchObject({ state: 'done' });
  expect(await deleted(fixture, 'tasks', 'task_id')).toHaveLength(70);
  expect(await deleted(fixture, 'lists', 'list_id')).toEqual([{ id, reason: 'deleted' }]);
  expect(calls).toBeLessThan(70);
  await fixture.drop();
});

it('deletes many tasks once somebody has confirmed it', async () => {
  const fixture = await analyticsFixture(kind);
  const ids: string[] = [];
  for (let task = 0; task < 60; task++) {
    const made = await send(fixture, 'POST', `/list/${LISTS.bugs}/task`, { name: `Row ${task}` });
    ids.push(((await made.json()) as { id: string }).id);
  }
  await fixture.sync();
  for (const id of ids) await send(fixture, 'DELETE', `/task/${id}`);
  expect(await fixture.sync({ full: true })).toMatchObject({
    state: 'needs_review',
    review: [expect.stringMatching(/^60 of \d+ tasks were not found any more/)],
    next_step: expect.stringContaining('--confirm deletions'),
  });
  expect(await deleted(fixture, 'tasks', 'task_id')).toEqual([]);
  expect(await fixture.sync({ full: true, confirm_deletions: true })).toMatchObject({ state: 'done' });
  expect(await deleted(fixture, 'tasks', 'task_id')).toHaveLength(60);
  await fixture.drop();
});
