import { describe, expect, test } from 'vitest';
import { formatDuration } from '../../../src/clickup/dates/durations.js';
import type { TimeEntry } from '../../../src/clickup/time/entries.js';
import { groupEntries } from '../../../src/clickup/time/groups.js';
import { row } from '../../support/rows.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const hour = 3_600_000;
const entry = (over: Partial<TimeEntry>): TimeEntry => ({
  id: '1',
  user: { id: 7, username: 'Ada' },
  start: Date.parse('2026-10-01T10:00Z'),
  duration: hour,
  ...over,
});

describe('groupEntries', () => {
  test('an evening entry belongs to the day of its start in the zone', () => {
    const late = entry({ start: Date.parse('2026-10-01T22:30Z'), duration: 3 * hour });
    expect(groupEntries([late, entry({})], ['day'], 'Europe/Berlin')).toMatchObject([
      { day: '2026-10-01', percent: 25 },
      { day: '2026-10-02', percent: 75 },
    ]);
  });

  test('two people of one name stay apart, and an entry with two labels counts under both', () => {
    const other = entry({ user: { id: 8, username: 'Ada' }, duration: 2 * hour });
    expect(groupEntries([entry({}), other], ['person'], 'UTC').map(({ ms }) => ms)).toEqual([2 * hour, hour]);
    const labelled = entry({ tags: [{ name: 'a' }, { name: 'b' }] });
    expect(groupEntries([labelled, entry({})], ['tag'], 'UTC').map(({ tag }) => tag)).toEqual(['a', 'b', '(no label)']);
  });

  test('time without a task or a Folder is called so', () => {
    const folderless = entry({
      task_location: { list_id: 5, list_name: 'Inbox', folder_id: 6, folder_name: 'hidden' },
    });
    const groups = groupEntries([folderless, entry({ task: '0' })], ['list', 'folder'], 'UTC');
    expect(groups).toMatchObject([
      { list: 'Inbox', folder: '(no Folder)' },
      { list: '(no task)', folder: '(no task)' },
    ]);
  });

  test('nothing tracked is no division by zero', () => {
    expect(groupEntries([entry({ duration: 0 })], ['person'], 'UTC')).toMatchObject([{ ms: 0, percent: 0 }]);
  });
});

describe('clickup_time_get_report', () => {
  test('shows the largest rows only, on request, with custom ids', async () => {
    const { clickup } = sandboxClient();
    const range = { start_date: '2026-09-28', end_date: '2026-10-04', people: ['all'] };
    const all = await clickup.time.getReport({ ...range, group_by: ['task'] });
    const some = await clickup.time.getReport({ ...range, group_by: ['task'], limit: 2 });
    expect(some.rows).toEqual(all.rows.slice(0, 2));
    expect(some.total_ms).toBe(all.total_ms);
    expect(some.notes).toEqual([`${all.rows.length - 2} more rows are left out by limit.`]);
    expect(all.rows.some(({ custom_id }) => custom_id?.startsWith('ENG-'))).toBe(true);
  });

  test('says whose time was counted when rows do not, and what of it is billable', async () => {
    const { clickup } = sandboxClient();
    const own = await clickup.time.getReport({ group_by: ['task'] });
    expect(own.scope).toMatch(/^time of me \(Lena Hoffmann\), the default of people; /);
    const all = await clickup.time.getReport({ group_by: ['task'], people: ['all'], tags: ['meeting', 'review'] });
    // A person without a row is not one that was left out.
    expect(all.scope).toMatch(
      /^time of everyone \(8\), without time: Ingrid Solberg; .*; label any of meeting, review$/,
    );
    const { billable, billable_ms } = await clickup.time.getReport(september);
    expect(billable).toBe(formatDuration(billable_ms));
  });

  const september = { start_date: '2026-09-01', end_date: '2026-09-30', people: ['all'] };

  test.each(['person', 'task', 'list', 'folder', 'space', 'day'] as const)(
    'rows by %s add up to the total',
    async (by) => {
      const { clickup } = sandboxClient();
      const { rows, total_ms, billable_ms, entries } = await clickup.time.getReport({ ...september, group_by: [by] });
      const sum = (of: (row: (typeof rows)[number]) => number | undefined) =>
        rows.reduce((all, row) => all + (of(row) ?? 0), 0);
      expect(sum((row) => row.duration_ms)).toBe(total_ms);
      expect(sum((row) => row.billable_ms)).toBe(billable_ms);
      expect(sum((row) => row.entries)).toBe(entries);
      expect(sum((row) => row.percent)).toBeCloseTo(100, 0);
      expect(rows.every((row) => typeof row[by] === 'string')).toBe(true);
      expect(rows.length).toBeGreaterThan(1);
    },
  );

  test('agrees with the list of entries, and counts the running timer with its time so far', async () => {
    const { clickup } = sandboxClient();
    const [report, list] = await Promise.all([clickup.time.getReport({}), clickup.time.list({})]);
    expect(report).toMatchObject({ total_ms: list.total_ms, entries: list.count, running: 1 });
    expect(report.rows).toEqual([
      expect.objectContaining({ person: 'Lena Hoffmann', duration: list.total, percent: 100 }),
    ]);
  });

  test('a timesheet: one row per person and day, days in order', async () => {
    const { rows } = await sandboxClient().clickup.time.getReport({ ...september, group_by: ['person', 'day'] });
    const days = rows.map(({ day }) => day ?? '');
    expect(days).toEqual([...days].sort());
    expect(new Set(rows.map(({ person, day }) => `${person} ${day}`)).size).toBe(rows.length);
  });

  test('only tasks with a tag, with what the tasks say about themselves', async () => {
    const { clickup, sandbox } = sandboxClient();
    const input = { ...september, group_by: ['task' as const], task_tags: ['Backend'], task_facts: true };
    const { rows } = await clickup.time.getReport(input);
    expect(rows.length).toBeGreaterThan(0);
    for (const { task_id, status } of rows) {
      expect(row(sandbox, 'tasks', task_id ?? '').tags).toContain('backend');
      expect(status).toBeDefined();
    }
    expect(rows.some(({ estimate }) => estimate)).toBe(true);
  });

  test('labels that overlap are explained', async () => {
    const { clickup } = sandboxClient();
    await clickup.time.update({ time_entry_id: '4231190000000000003', tags: { add: ['planning'] } });
    expect(await clickup.time.getReport({ group_by: ['tag'] })).toMatchObject({
      notes: [expect.stringContaining('more than the total')],
    });
  });

  test('nothing in range is an empty report', async () => {
    const report = await sandboxClient().clickup.time.getReport({ start_date: '2025-01-01', end_date: '2025-01-31' });
    expect(report).toMatchObject({ total: '0m', total_ms: 0, entries: 0, rows: [] });
  });

  test('task_facts needs tasks', async () => {
    const error = await failure(sandboxClient().clickup.time.getReport({ task_facts: true }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter: 'task_facts' } });
  });
});
