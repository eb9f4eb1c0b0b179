import { describe, expect, test } from 'vitest';
import { FOLDERS, LISTS, SPACES, WORKSPACE_ID } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const list_id = LISTS.apiPlatform;
const blocked = [{ field: 'status', op: 'EQ' as const, values: ['Blocked'] }];

describe('clickup_view_create', () => {
  test.each([
    ['list', { list_id }, list_id],
    ['folder', { folder_id: FOLDERS.platform }, FOLDERS.platform],
    ['space', { space_id: SPACES.engineering }, SPACES.engineering],
    ['workspace', {}, WORKSPACE_ID],
  ])('on a %s', async (place, input, place_id) => {
    const { clickup } = sandboxClient();
    const { view } = await clickup.view.create({ name: 'Fresh', type: 'board', ...input });
    expect(view).toMatchObject({ name: 'Fresh', type: 'board', place, place_id });
    const { views } = await clickup.view.list(input);
    expect(views).toContainEqual({ id: view.id, name: 'Fresh', type: 'board', protected: false });
  });

  test('with settings, which the view then applies to its tasks', async () => {
    const { clickup } = sandboxClient();
    const { view, notes } = await clickup.view.create({
      list_id,
      name: 'Blocked',
      type: 'list',
      group_by: '-priority',
      sort: ['dueDate'],
      columns: ['assignee', 'dueDate'],
      filters: blocked,
      show_subtasks: 'separate',
    });
    expect(notes).toBeUndefined();
    const settings = {
      group_by: '-priority',
      sort: ['dueDate'],
      columns: ['assignee', 'dueDate'],
      filters: [{ field: 'status', op: 'EQ', values: ['blocked'] }],
      show_subtasks: 'separate',
    };
    expect(view).toMatchObject(settings);
    expect((await clickup.view.get({ view_id: view.id })).view).toMatchObject(settings);
    const { tasks } = await clickup.view.listTasks({ view_id: view.id });
    expect(tasks.length).toBeGreaterThan(0);
    expect(tasks.every(({ status }) => status === 'blocked')).toBe(true);
  });

  test('refuses a status that the List does not have, also when the view is changed later', async () => {
    const { clickup } = sandboxClient();
    const filters = [{ field: 'status', op: 'EQ' as const, values: ['Blokced'] }];
    const wrong = { code: 'INVALID_PARAMETER', message: 'List "API Platform" has no status "Blokced"' };
    const details = { parameter: 'filters[0].values', nearest: 'blocked' };
    expect(await failure(clickup.view.create({ list_id, name: 'x', type: 'list', filters }))).toMatchObject({
      ...wrong,
      details,
    });
    const { view } = await clickup.view.create({ list_id, name: 'x', type: 'list' });
    expect(await failure(clickup.view.update({ view_id: view.id ?? '', filters }))).toMatchObject({
      ...wrong,
      details,
    });
  });

  test('doubts a status that no Space has where the view is not of a List', async () => {
    const { clickup } = sandboxClient();
    const filters = [{ field: 'status', op: 'EQ' as const, values: ['Blokced'] }];
    const { notes } = await clickup.view.create({ space_id: SPACES.engineering, name: 'x', type: 'list', filters });
    expect(notes?.[0]).toMatch(/^Space "Product Engineering" has no status "Blokced", .* did you mean "blocked"\?$/);
  });

  test.each([
    [{ type: 'form' }, 'INVALID_PARAMETER', 'type'],
    [{ type: 'list', list_id, space_id: SPACES.engineering }, 'INVALID_PARAMETER', 'space_id'],
    [
      { type: 'list', filters: [{ field: 'assignee', op: 'EQ', values: ['Nobody'] }] },
      'INVALID_PARAMETER',
      'filters[0].values',
    ],
    [{ type: 'list', filters: [{ field: 'status', op: 'IS' }] }, 'INVALID_PARAMETER', 'filters[0].op'],
    [
      { type: 'list', filters: [{ field: 'assignees', op: 'ANY', values: ['me'] }] },
      'INVALID_PARAMETER',
      'filters[0].field',
    ],
    [{ type: 'list', group_by: 'Severity' }, 'INVALID_PARAMETER', 'group_by'],
    [{ type: 'list', group_by: 'cf_Severity' }, 'INVALID_PARAMETER', 'group_by'],
    [{ type: 'list', sort: ['priority', '-due'] }, 'INVALID_PARAMETER', 'sort[1]'],
    [{ type: 'list', columns: ['Rider impact'] }, 'INVALID_PARAMETER', 'columns[0]'],
  ])('%j: %s', async (input, code, parameter) => {
    const { clickup, sent } = sandboxClient();
    const answer = await clickup.call('clickup_view_create', { name: 'X', ...input } as never);
    expect(answer).toMatchObject({ success: false, error: { code, details: { parameter } } });
    expect(sent().some((operation) => /^Create/.test(operation))).toBe(false);
  });
});

describe('clickup_view_update', () => {
  test('changes what is given and writes the rest back', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { view } = await clickup.view.create({
      list_id,
      name: 'Blocked',
      type: 'board',
      group_by: 'assignee',
      filters: blocked,
      search: 'region',
    });
    const updated = await clickup.view.update({ view_id: view.id, name: 'Stuck', show_closed: true });
    expect(updated.view).toEqual({ ...view, name: 'Stuck', show_closed: true });
    expect(sandbox.requests.at(-1)?.body).toMatchObject({
      type: 'board',
      divide: { field: null },
      settings: { show_images: true },
    });
    const { view: last } = await clickup.view.update({ view_id: view.id, filters: [] });
    expect(last).not.toHaveProperty('filters');
    expect(last).toMatchObject({ group_by: 'assignee', search: 'region' });
  });

  test('nothing to change, and an unknown view', async () => {
    const { clickup, sent } = sandboxClient();
    expect((await failure(clickup.view.update({ view_id: '8cdxy-1' }))).code).toBe('MISSING_PARAMETER');
    expect(sent()).toEqual([]);
    const error = await failure(clickup.view.update({ view_id: '8cdxy-999999', name: 'X' }));
    expect(error.code).toBe('RESOURCE_NOT_FOUND');
  });

  test('a dry run shows the whole request', async () => {
    const { clickup } = sandboxClient();
    const plan = await clickup.view.update({ view_id: `6-${list_id}-1`, group_by: 'status', dry_run: true });
    expect(plan.requests).toMatchObject([
      { method: 'PUT', body: { type: 'list', grouping: { field: 'status', dir: 1 } } },
    ]);
  });
});

describe('clickup_view_list and clickup_view_delete', () => {
  test('built-in views stand apart and cannot be deleted', async () => {
    const { clickup, sent } = sandboxClient();
    const { views, built_in = [] } = await clickup.view.list({ list_id });
    expect(built_in.map(({ id }) => id)).toContain(`6-${list_id}-1`);
    expect(views.some(({ id }) => built_in.some((other) => other.id === id))).toBe(false);
    sent();
    const error = await failure(clickup.view.delete({ view_id: `6-${list_id}-1`, confirm: 'yes' }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', message: expect.stringContaining('built-in') });
    expect(sent()).toEqual([]);
  });

  test('deletes what somebody made', async () => {
    const { clickup } = sandboxClient();
    const { view } = await clickup.view.create({ list_id, name: 'Short-lived', type: 'list' });
    expect(await clickup.view.delete({ view_id: view.id, confirm: 'yes' })).toEqual({
      deleted: true,
      view_id: view.id,
    });
    expect((await failure(clickup.view.get({ view_id: view.id }))).code).toBe('RESOURCE_NOT_FOUND');
  });
});

describe('clickup_view_list_tasks', () => {
  test('pages through the built-in list of a List', async () => {
    const { clickup } = sandboxClient();
    const ids: string[] = [];
    for await (const { tasks } of clickup.pages('clickup_view_list_tasks', { view_id: `6-${list_id}-1`, limit: 4 })) {
      expect(tasks.length).toBeLessThanOrEqual(4);
      ids.push(...tasks.map(({ id }) => id));
    }
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('a Chat shows no tasks', async () => {
    const { clickup } = sandboxClient();
    const { view } = await clickup.view.create({ list_id, name: 'Talk', type: 'conversation' });
    expect((await failure(clickup.view.listTasks({ view_id: view.id }))).code).toBe('INVALID_PARAMETER');
  });
});
