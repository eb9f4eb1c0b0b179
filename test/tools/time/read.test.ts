import { describe, expect, test } from 'vitest';
import { API_KEYS, SPACES, TASKS, TIME_ENTRIES, USERS } from '../../../src/sandbox/index.js';
import { row, rows } from '../../support/rows.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('clickup_time_list', () => {
  test('says how much of the total is of a running timer', async () => {
    const { clickup } = sandboxClient();
    const { entries, running } = await clickup.time.list({});
    expect(running).toBe(entries.find((entry) => entry.running)?.duration);
    expect(running).toBeDefined();
  });

  test('says whose time it is, in which range and by which filters', async () => {
    const { clickup } = sandboxClient();
    const { scope } = await clickup.time.list({});
    expect(scope).toBe(
      'time of me (Lena Hoffmann), the default of people; 2026-09-29T00:00+02:00 to 2026-10-05T11:00+02:00',
    );
    const range = { start_date: '2026-09-01', end_date: '2026-09-30', limit: 1 };
    const filters = { people: ['Priya', 'me'], space_id: SPACES.engineering, billable: true };
    const first = await clickup.time.list({ ...range, ...filters });
    expect(first.scope).toMatch(
      /^time of Priya Nair, Lena Hoffmann; 2026-09-01T00:00.* to 2026-09-30T23:59.*; billable only$/,
    );
    expect(first.scope).toContain(`Space ${SPACES.engineering}`);
    const next = await clickup.time.list({ ...range, ...filters, cursor: first.next_cursor });
    expect(next.scope).toBe(first.scope);
  });

  test('nobody but oneself is read where nothing was found', async () => {
    const { clickup } = sandboxClient();
    const { scope } = await clickup.time.list({ start_date: '2025-01-01', end_date: '2025-01-02' });
    expect(scope).toMatch(/^time of me, the default of people;/);
  });

  test('entries name their task by its custom id too', async () => {
    const { clickup } = sandboxClient();
    const { entries } = await clickup.time.list({ people: ['all'], start_date: '2026-09-01', limit: 1000 });
    expect(entries.some(({ custom_id, task_id, task }) => custom_id?.startsWith('ENG-') && task_id && task)).toBe(true);
    const { entry } = await clickup.time.create({ start: 'yesterday 14:00', duration: '1h', task_id: 'ENG-96' });
    expect(entry).toMatchObject({ custom_id: 'ENG-96', task: expect.any(String) });
  });

  test('one week of the user by default, newest first, the running timer with the time so far', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { entries, count, total_ms, resolved, next_cursor } = await clickup.time.list({});
    expect(entries[0]).toMatchObject({
      id: TIME_ENTRIES.running,
      running: true,
      duration: '42m',
      duration_ms: 2_520_000,
    });
    expect(entries[0]).not.toHaveProperty('end');
    expect(entries.slice(1).every(({ running, end, duration_ms }) => !running && end && duration_ms > 0)).toBe(true);
    expect(entries.map(({ start }) => start)).toEqual(
      entries
        .map(({ start }) => start)
        .sort()
        .reverse(),
    );
    expect(new Set(entries.map(({ person }) => person))).toEqual(new Set(['Lena Hoffmann']));
    expect(count).toBe(entries.length);
    expect(total_ms).toBe(entries.reduce((sum, { duration_ms }) => sum + duration_ms, 0));
    expect(resolved).toEqual({ start_date: '2026-09-29T00:00+02:00' });
    expect(next_cursor).toBeUndefined();
    expect(sandbox.requests.at(-1)?.path).not.toContain('assignee');
  });

  test('a long range of everyone is read in stretches, each entry once', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { entries, count } = await clickup.time.list({ start_date: '2026-07-01', people: ['all'], limit: 5000 });
    const reads = sandbox.requests.filter(({ operation }) => operation === 'Gettimeentrieswithinadaterange');
    expect(reads).toHaveLength(4);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(entries).toHaveLength(count);
    expect(new Set(entries.map(({ person }) => person)).size).toBeGreaterThan(5);
    expect(count).toBe(rows(sandbox, 'timeEntries').length);
  });

  test.each(['2026-07-01T00:00', '2026-07-31T00:00', '2026-09-30T23:59:59'])(
    'what begins at %s, where a stretch begins or ends, is read',
    async (start) => {
      const { clickup } = sandboxClient();
      const { entry } = await clickup.time.create({ start, duration: '1h', description: 'On the seam' });
      const range = { start_date: '2026-07-01', end_date: '2026-09-30', limit: 5000 };
      const { entries } = await clickup.time.list(range);
      expect(entries.filter(({ id }) => id === entry.id)).toHaveLength(1);
    },
  );

  test('what begins with the day after the last is not', async () => {
    const { clickup } = sandboxClient();
    const { entry } = await clickup.time.create({ start: '2026-10-01T00:00', duration: '1h' });
    const { entries } = await clickup.time.list({ start_date: '2026-09-01', end_date: '2026-09-30', limit: 5000 });
    expect(entries.map(({ id }) => id)).not.toContain(entry.id);
  });

  test('pages go on without a gap or a repetition, and keep the totals', async () => {
    const { clickup } = sandboxClient();
    const whole = await clickup.time.list({ start_date: '2026-09-01', people: ['all'], limit: 5000 });
    const ids: string[] = [];
    for await (const page of clickup.pages('clickup_time_list', {
      start_date: '2026-09-01',
      people: ['all'],
      limit: 70,
    })) {
      ids.push(...page.entries.map(({ id }) => id));
      expect([page.count, page.total]).toEqual([whole.count, whole.total]);
    }
    expect(ids).toEqual(whole.entries.map(({ id }) => id));
  });

  test('filters by place, billable and label', async () => {
    const { clickup } = sandboxClient();
    const range = { start_date: '2026-09-01', people: ['all'], limit: 1000 };
    const inSpace = await clickup.time.list({ ...range, space_id: SPACES.marketing });
    expect(inSpace.count).toBeGreaterThan(0);
    expect(inSpace.entries.every(({ task_id }) => task_id)).toBe(true);
    const billable = await clickup.time.list({ ...range, billable: true });
    expect(billable.entries.every((entry) => entry.billable)).toBe(true);
    const unbilled = await clickup.time.list({ ...range, billable: false });
    expect(billable.count + unbilled.count).toBe((await clickup.time.list(range)).count);
    const labelled = await clickup.time.list({ ...range, tags: ['Deep Work'] });
    expect(labelled.entries.every(({ tags }) => tags?.includes('deep work'))).toBe(true);
    expect(labelled.count).toBeGreaterThan(0);
  });

  test('a label that no entry has is answered with the labels there are', async () => {
    const { clickup } = sandboxClient();
    const september = { start_date: '2026-09-01', people: ['all'] };
    const listed = await clickup.time.list({ ...september, tags: ['deep wrok'] });
    expect(listed).toMatchObject({ count: 0, notes: [expect.stringMatching(/fits tags: there are .*"deep work"/)] });
    const reported = await clickup.time.getReport({ ...september, task_tags: ['bakend'] });
    expect(reported).toMatchObject({ entries: 0, notes: [expect.stringMatching(/fits task_tags: .*"backend"/)] });
    expect((await clickup.time.list({ ...september, tags: ['deep work'] })).notes).toBeUndefined();
  });

  test('a custom id names a task', async () => {
    const { clickup, sandbox } = sandboxClient();
    const customId = String(row(sandbox, 'tasks', TASKS.offlineUnlock).customId);
    const { entries } = await clickup.time.list({ task_id: customId, start_date: '2026-10-01' });
    expect(entries.map(({ id }) => id)).toEqual([TIME_ENTRIES.running, TIME_ENTRIES.acceptance]);
  });

  test.each([
    [{ space_id: SPACES.marketing, task_id: TASKS.greyButton }, 'INVALID_PARAMETER', 'task_id'],
    [{ start_date: '2026-10-04', end_date: '2026-10-01' }, 'INVALID_PARAMETER', 'start_date'],
    [{ start_date: '1999-01-01' }, 'INVALID_PARAMETER', 'start_date'],
    [{ people: ['Nobody'] }, 'INVALID_PARAMETER', 'people[0]'],
    [{ cursor: 'nonsense' }, 'INVALID_PARAMETER', 'cursor'],
  ])('%j is refused', async (input, code, parameter) => {
    const { clickup, sent } = sandboxClient();
    expect(await failure(clickup.time.list(input))).toMatchObject({ code, details: { parameter } });
    expect(sent()).not.toContain('Gettimeentrieswithinadaterange');
  });

  test('the time of others is for owners and admins', async () => {
    const { clickup } = sandboxClient({ apiKey: API_KEYS.member });
    for (const refused of [clickup.time.list({ people: ['all'] }), clickup.time.getReport({ people: ['all'] })])
      expect(await failure(refused)).toMatchObject({
        code: 'FORBIDDEN',
        details: { parameter: 'people', ecode: 'TIMEENTRY_059' },
        suggestion: expect.stringContaining('"me"'),
      });
    expect((await clickup.time.list({})).count).toBeGreaterThan(0);
  });
});

describe('clickup_time_get', () => {
  test('the running timer of oneself, and of somebody without one', async () => {
    const { clickup } = sandboxClient();
    expect(await clickup.time.get({})).toMatchObject({
      person: 'Lena Hoffmann',
      running: true,
      entry: { id: TIME_ENTRIES.running, duration: '42m' },
    });
    expect(await clickup.time.get({ what: 'running', person: 'Priya' })).toMatchObject({
      person: 'Priya',
      running: false,
    });
  });

  test('no form shows a negative duration', async () => {
    const { clickup } = sandboxClient();
    const { entry } = await clickup.time.get({ detail: 'full' });
    expect(entry).toMatchObject({ running: true, duration: 2_520_000, user: { id: USERS.lena } });
  });

  test('one entry, and its history in words', async () => {
    const { clickup } = sandboxClient();
    const time_entry_id = TIME_ENTRIES.acceptance;
    expect(await clickup.time.get({ time_entry_id })).toMatchObject({
      entry: { duration: '1h 15m', list: 'Sprint 24' },
    });
    await clickup.time.update({ time_entry_id, end: '2026-10-02T09:00:00Z' });
    const { history } = await clickup.time.get({ time_entry_id, what: 'history' });
    expect(history).toEqual([
      {
        date: '2026-10-05T11:00+02:00',
        person: 'Lena Hoffmann',
        field: 'end',
        before: '2026-10-02T11:15+02:00',
        after: '2026-10-02T11:00+02:00',
      },
    ]);
  });

  test('the time on a task by person, and the labels', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { people } = await clickup.time.get({ task_id: TASKS.brakePads });
    expect(people).toEqual(
      expect.arrayContaining([expect.objectContaining({ person: 'Diego Alvarez', intervals: expect.any(Array) })]),
    );
    const { labels } = await clickup.time.get({ what: 'labels' });
    expect(labels).toHaveLength(rows(sandbox, 'timeLabels').length);
  });

  test.each([
    [{ what: 'entry' as const }, 'MISSING_PARAMETER', 'time_entry_id'],
    [{ what: 'task' as const }, 'MISSING_PARAMETER', 'task_id'],
    [{ what: 'labels' as const, task_id: TASKS.greyButton }, 'INVALID_PARAMETER', 'task_id'],
    [{ time_entry_id: '../../team' }, 'INVALID_PARAMETER', 'time_entry_id'],
  ])('%j: %s', async (input, code, parameter) => {
    expect(await failure(sandboxClient().clickup.time.get(input))).toMatchObject({ code, details: { parameter } });
  });

  test('an unknown entry, which ClickUp answers with 200', async () => {
    const error = await failure(sandboxClient().clickup.time.get({ time_entry_id: '4231190000000000999' }));
    expect(error).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      suggestion: expect.stringContaining('clickup_time_list'),
    });
  });
});
