import { afterEach, describe, expect, it } from 'vitest';
import { readSpaceId } from '../../src/analytics/space.js';
import { LISTS, SPACES, TASKS } from '../../src/sandbox/index.js';
import { analyticsFixture, liveCopyOf } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';
import { recompute } from '../support/recompute.js';
import { failure } from '../support/sandbox-client.js';

// What the reports answer is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;
type Fixture = Awaited<ReturnType<typeof analyticsFixture>>;

const space = SPACES.engineering;

describe.each(kinds)('a copy of one Space (%s)', (kind) => {
  const test = it.skipIf(isMissing(kind));
  let fixture: Fixture;
  afterEach(() => fixture?.drop());
  const open = async () => {
    fixture = await analyticsFixture(kind);
    const call = fixture.callIn(space);
    return {
      ...fixture,
      call,
      everywhere: fixture.call,
      sync: (input: object = {}) => call<Answer>('sync_now', input),
    };
  };
  const ids = async (sql: string) => (await fixture.db.query<{ id: string }>(sql)).map(({ id }) => id).sort();
  const change = (id: string, body: object) =>
    fixture.clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id: id } }, body });

  test('holds its tasks, places and time, and reports are of it', async () => {
    const { call, sync, sandbox } = await open();
    const { calls } = await sync();
    const truth = recompute(sandbox);
    const own = truth.tasks.filter(({ spaceId }) => spaceId === space).map(({ id }) => id);
    expect(await ids('SELECT task_id AS id FROM cu.tasks')).toEqual(own.sort());
    expect(await ids('SELECT space_id AS id FROM cu.spaces')).toEqual([space]);
    expect(
      await ids(
        'SELECT DISTINCT task_id AS id FROM cu.time_entries WHERE task_id <> ALL (ARRAY(SELECT task_id FROM cu.tasks))',
      ),
    ).toEqual([]);
    const progress = await call<Answer>('get_tasks', { include_closed: true, include_archived: true, limit: 500 });
    expect(progress.total).toBe(own.length);
    expect(progress.meta.scope).toEqual({
      kind: 'space',
      id: space,
      name: 'Product Engineering',
      set_by: 'CLICKUP_SPACE_ID',
    });
    expect(progress.meta.warnings).toBeUndefined();
    const everybody = truth.time(
      { from: 0, to: fixture.clock.now() + 86_400_000, timeZone: 'UTC' },
      (_entry, _day, task) => (task?.spaceId === space ? 'all' : undefined),
    );
    const time = await call<Answer>('get_employee_time_report', { period: 'all_time' });
    expect(time.total.tracked_ms).toBe(everybody.all);
    expect(calls).toBeLessThan((await fixture.call<Answer>('sync_now', { full: true })).calls);
  });

  test('a scope of the call wins, and it is said where the copy ends', async () => {
    const { call, sync } = await open();
    await sync();
    const list = await call<Answer>('get_tasks', { scope: LISTS.bugs });
    expect(list.meta.scope).toEqual({ kind: 'list', id: LISTS.bugs, name: 'Bugs' });
    const all = await call<Answer>('get_tasks', { scope: 'Workspace' });
    expect(all.meta.scope.kind).toBe('workspace');
    expect(all.meta.warnings).toEqual([expect.stringContaining('Only one Space is kept up to date')]);
    expect(await failure(call('get_tasks', { scope: SPACES.marketing }))).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      suggested_action: expect.stringContaining('The copy holds the Space "Product Engineering" alone'),
    });
    expect(await call<Answer>('cache_status')).toMatchObject({ only_space: space });
  });

  test('keeps what it held of others, and reads all again where the Space is taken away', async () => {
    const { call, sync, everywhere, clock, sandbox } = await open();
    await everywhere('sync_now');
    const before = await liveCopyOf(fixture.db);
    const foreign = recompute(sandbox).tasks.find(({ spaceId, archived }) => spaceId !== space && !archived)!;
    clock.advance(60_000);
    await change(foreign.id, { name: 'Not read' });
    await change(TASKS.offlineUnlock, { name: 'Read' });
    expect(await sync()).toMatchObject({ kind: 'incremental', state: 'done' });
    const names = (id: string) => fixture.db.query('SELECT name FROM cu.tasks WHERE task_id = $1', [id]);
    expect(await names(TASKS.offlineUnlock)).toEqual([{ name: 'Read' }]);
    expect(await names(foreign.id)).toEqual([{ name: foreign.name }]);
    expect(await sync({ full: true })).toMatchObject({ kind: 'full', state: 'done' });
    const after = await liveCopyOf(fixture.db);
    const lost = [...before].filter((row) => !after.has(row) && !row.includes(TASKS.offlineUnlock));
    expect(lost).toEqual([]);
    // A task of another Space by its id, whatever the scope of reports.
    expect(await call<Answer>('get_task', { task: foreign.id })).toMatchObject({ task: { name: foreign.name } });
    expect(await everywhere<Answer>('sync_now')).toMatchObject({ kind: 'full', state: 'done' });
    expect(await names(foreign.id)).toEqual([{ name: 'Not read' }]);
    const fresh = await analyticsFixture('embedded', { data: sandbox.snapshot() });
    fresh.clock.set(clock.now());
    await fresh.sync();
    expect(await liveCopyOf(fixture.db)).toEqual(await liveCopyOf(fresh.db));
    await fresh.drop();
  });

  test('goes on where a sync of everything stopped, with the Space alone', async () => {
    const { sync, everywhere, sandbox } = await open();
    const { restore } = fixture.beforeRequest((count) => {
      if (count > 24) throw new Error('the network is gone');
    });
    await expect(everywhere('sync_now')).rejects.toThrow();
    restore();
    expect(await sync()).toMatchObject({ kind: 'full', state: 'done' });
    const own = recompute(sandbox).tasks.filter(({ spaceId }) => spaceId === space);
    const held = await ids(`SELECT task_id AS id FROM cu.tasks WHERE space_id = '${space}' AND deleted_at IS NULL`);
    expect(held).toEqual(own.map(({ id }) => id).sort());
  });

  test('says which Spaces there are, where it names none of them', async () => {
    await open();
    expect(await failure(fixture.callIn('90999')('sync_now'))).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      suggested_action: expect.stringContaining(`Product Engineering (${space})`),
    });
  });
});

it('is read from CLICKUP_SPACE_ID', () => {
  expect(readSpaceId({})).toBeUndefined();
  expect(readSpaceId({ CLICKUP_SPACE_ID: ' 901 ' })).toBe('901');
  expect(() => readSpaceId({ CLICKUP_SPACE_ID: 'Engineering' })).toThrow(/no id of a Space/);
});
