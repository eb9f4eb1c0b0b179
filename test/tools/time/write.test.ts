import { describe, expect, test } from 'vitest';
import { TASKS, TIME_ENTRIES, USERS, WORKSPACE_ID } from '../../../src/sandbox/index.js';
import { row } from '../../support/rows.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('clickup_time_start and clickup_time_stop', () => {
  test('say what was running before, and what was stopped', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { entry, previous, notes } = await clickup.time.start({ task_id: TASKS.greyButton, tags: ['review'] });
    expect(entry).toMatchObject({ task_id: TASKS.greyButton, running: true, duration_ms: 0, tags: ['review'] });
    expect(previous).toMatchObject({ id: TIME_ENTRIES.running, duration: '42m', end: '2026-10-05T11:00+02:00' });
    expect(notes).toEqual([expect.stringContaining('ClickUp stopped it')]);
    await sandbox.clock.sleep(25 * 60_000);
    expect(await clickup.time.stop({})).toMatchObject({ entry: { id: entry.id, duration: '25m' } });
    const error = await failure(clickup.time.stop({}));
    expect(error).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      suggestion: expect.stringContaining('clickup_time_start'),
    });
  });

  test('the task goes as tid, the one name that ClickUp reads', async () => {
    const { clickup, sandbox } = sandboxClient();
    await clickup.time.start({ task_id: TASKS.greyButton, description: 'Look', billable: true });
    const body = sandbox.requests.find(({ operation }) => operation === 'StartatimeEntry')?.body;
    expect(body).toEqual({ tid: TASKS.greyButton, description: 'Look', billable: true });
  });

  test('dry runs send nothing', async () => {
    const { clickup, sent } = sandboxClient();
    expect(await clickup.time.start({ dry_run: true })).toMatchObject({
      dry_run: true,
      requests: [{ method: 'POST' }],
    });
    expect(await clickup.time.stop({ dry_run: true })).toMatchObject({ requests: [{ method: 'POST' }] });
    expect(sent()).not.toContain('StartatimeEntry');
  });
});

describe('clickup_time_create', () => {
  test('for another person; an end without a day follows the start', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { entry, resolved } = await clickup.time.create({
      start: 'yesterday 14:00',
      end: '15:30',
      person: 'Priya',
      task_id: TASKS.stationApi,
      tags: ['support'],
      billable: true,
    });
    expect(entry).toMatchObject({
      person: 'Priya Nair',
      task_id: TASKS.stationApi,
      duration: '1h 30m',
      tags: ['support'],
    });
    expect(resolved).toMatchObject({ start: '2026-10-04T14:00+02:00', end: '2026-10-04T15:30+02:00' });
    const body = sandbox.requests.at(-1)?.body as Record<string, unknown>;
    expect(body).toMatchObject({ tid: TASKS.stationApi, assignee: Number(USERS.priya), duration: 5_400_000 });
    expect(body).not.toHaveProperty('task_id');
  });

  test.each([
    [{ start: 'today 08:00' }, 'MISSING_PARAMETER', 'duration'],
    [{ start: 'today 08:00', end: 'today 07:00' }, 'INVALID_PARAMETER', 'end'],
    [{ start: 'today 08:00', end: 'today 09:00', duration: '1h' }, 'INVALID_PARAMETER', 'end'],
    [{ start: 'today 08:00', duration: '0m' }, 'INVALID_PARAMETER', 'duration'],
    [{ start: 'sometime', duration: '1h' }, 'INVALID_PARAMETER', 'start'],
  ])('%j: %s', async (input, code, parameter) => {
    const { clickup, sent } = sandboxClient();
    expect(await failure(clickup.time.create(input))).toMatchObject({ code, details: { parameter } });
    expect(sent()).not.toContain('Createatimeentry');
  });
});

describe('clickup_time_update', () => {
  const time_entry_id = TIME_ENTRIES.acceptance;

  test('start and end go together, whichever is given', async () => {
    const { clickup, sandbox } = sandboxClient();
    const put = () => sandbox.requests.findLast(({ operation }) => operation === 'UpdateatimeEntry')?.body;
    await clickup.time.update({ time_entry_id, start: '2026-10-02T07:00:00Z' });
    expect(put()).toEqual({ start: Date.parse('2026-10-02T07:00Z'), end: Date.parse('2026-10-02T11:15+02:00') });
    await clickup.time.update({ time_entry_id, duration: '30m' });
    expect(put()).toEqual({ start: Date.parse('2026-10-02T07:00Z'), end: Date.parse('2026-10-02T07:30Z') });
    const { entry } = await clickup.time.update({
      time_entry_id,
      description: 'Third look',
      task_id: TASKS.stationApi,
    });
    expect(entry).toMatchObject({ description: 'Third look', task_id: TASKS.stationApi, duration: '30m' });
  });

  test('labels are set, added and removed', async () => {
    const { clickup, sent } = sandboxClient();
    const labels = async (tags: object) => (await clickup.time.update({ time_entry_id, tags })).entry?.tags;
    expect(await labels({ add: ['planning'] })).toEqual(['review', 'planning']);
    expect(await labels({ set: ['Planning', 'meeting'] })).toEqual(['planning', 'meeting']);
    expect(await labels({ remove: ['planning', 'meeting'] })).toBeUndefined();
    expect(sent()).not.toContain('UpdateatimeEntry');
  });

  test('a label is renamed everywhere, its colours kept', async () => {
    const { clickup, sandbox } = sandboxClient();
    expect(await clickup.time.update({ rename_tag: 'DEEP work', new_tag: 'focus' })).toEqual({ renamed: 'focus' });
    const { labels } = await clickup.time.get({ what: 'labels' });
    expect(labels).toContainEqual({ name: 'focus', background: '#5f55ee', foreground: '#ffffff' });
    expect(row(sandbox, 'timeEntries', TIME_ENTRIES.tokenSigning)).toMatchObject({ tags: ['focus'] });
  });

  test('says that the entry was changed when its labels could not be', async () => {
    const { clickup, sandbox } = sandboxClient({ faults: [{ kind: '500', operation: 'Addtagsfromtimeentries' }] });
    const error = await failure(
      clickup.time.update({ time_entry_id, description: 'Half', tags: { add: ['planning'] } }),
    );
    expect(error.message).toContain('The entry was changed, but not all of its labels: ');
    expect(row(sandbox, 'timeEntries', time_entry_id)).toMatchObject({ description: 'Half' });
  });

  test('does not deny labels whose answer was lost', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: 'reset-after', operation: 'Addtagsfromtimeentries' }] });
    const error = await failure(
      clickup.time.update({ time_entry_id, description: 'Half', tags: { add: ['planning'] } }),
    );
    expect(error.message).toContain('The entry was changed, and perhaps all of its labels: ');
  });

  test.each([
    [{}, 'MISSING_PARAMETER', 'time_entry_id'],
    [{ time_entry_id }, 'MISSING_PARAMETER', 'description'],
    [{ time_entry_id, rename_tag: 'review', new_tag: 'look' }, 'INVALID_PARAMETER', 'time_entry_id'],
    [{ rename_tag: 'review' }, 'MISSING_PARAMETER', 'new_tag'],
    [{ rename_tag: 'reviews', new_tag: 'look' }, 'INVALID_PARAMETER', 'rename_tag'],
    [{ rename_tag: 'review', new_tag: 'Meeting' }, 'INVALID_PARAMETER', 'new_tag'],
    [{ time_entry_id, tags: { set: ['a'], add: ['b'] } }, 'INVALID_PARAMETER', 'tags'],
    [{ time_entry_id: TIME_ENTRIES.running, start: 'today 08:00' }, 'INVALID_PARAMETER', 'start'],
    [{ time_entry_id: '4231190000000000999', description: 'x' }, 'RESOURCE_NOT_FOUND', 'time_entry_id'],
  ])('%j: %s', async (input, code, parameter) => {
    expect(await failure(sandboxClient().clickup.time.update(input))).toMatchObject({ code, details: { parameter } });
  });
});

describe('clickup_time_delete', () => {
  test('several in one call; those that were not there are named', async () => {
    const { clickup, sent } = sandboxClient();
    const ids = [TIME_ENTRIES.standUp, TIME_ENTRIES.morningMail, '4231190000000000999'];
    const { deleted, not_deleted } = await clickup.time.delete({ time_entry_ids: ids, confirm: 'yes' });
    expect([deleted, not_deleted]).toEqual([ids.slice(0, 2), ids.slice(2)]);
    expect(sent().filter((operation) => operation === 'DeleteatimeEntry')).toHaveLength(1);
  });

  test('an unknown id is not found, though ClickUp says 200', async () => {
    const pending = sandboxClient().clickup.time.delete({ time_entry_ids: ['4231190000000000999'], confirm: 'yes' });
    expect((await failure(pending)).code).toBe('RESOURCE_NOT_FOUND');
  });

  test('asks for confirmation, and can be planned without it', async () => {
    const { clickup } = sandboxClient();
    const time_entry_ids = [TIME_ENTRIES.standUp];
    expect((await failure(clickup.time.delete({ time_entry_ids }))).code).toBe('CONFIRMATION_REQUIRED');
    expect(await clickup.time.delete({ time_entry_ids, dry_run: true })).toMatchObject({
      requests: [{ method: 'DELETE', path: `/v2/team/${WORKSPACE_ID}/time_entries/${TIME_ENTRIES.standUp}` }],
    });
  });
});
