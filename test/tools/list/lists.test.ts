import { describe, expect, test } from 'vitest';
import { FOLDERS, LISTS, SPACES } from '../../../src/sandbox/index.js';
import { harbourBikes } from '../../../src/sandbox/seed/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('clickup_list_create', () => {
  test.each([
    ['in a Folder', { folder_id: FOLDERS.platform }, 'CreateList'],
    ['in a Space', { space_id: SPACES.marketing }, 'CreateFolderlessList'],
    [
      'in a Folder from a template',
      { folder_id: FOLDERS.mobileApp, template_id: 't-90010003' },
      'CreateFolderListFromTemplate',
    ],
    [
      'in a Space from a template',
      { space_id: SPACES.engineering, template_id: 't-90010003' },
      'CreateSpaceListFromTemplate',
    ],
  ])('%s', async (_where, place, operation) => {
    const { clickup, sent } = sandboxClient();
    const { id, list } = await clickup.list.create({ name: 'Fresh', ...place });
    expect(list).toMatchObject({ id, name: 'Fresh', statuses: expect.any(Array) });
    expect(sent()).toEqual([operation]);
    expect(await clickup.list.get({ list_id: id })).toMatchObject({ list: { name: 'Fresh' } });
  });

  test('an answer before the copy is complete still has the id', async () => {
    const { clickup, sandbox } = sandboxClient();
    const options = { return_immediately: true, subtasks: false };
    const { id } = await clickup.list.create({
      name: 'Soon',
      space_id: SPACES.marketing,
      template_id: 't-90010003',
      options,
    });
    expect(id).toMatch(/^\d+$/);
    expect(sandbox.requests.at(-1)?.body).toEqual({ name: 'Soon', options });
  });

  test('options that say nothing about it wait for the whole copy', async () => {
    const { clickup, sandbox } = sandboxClient();
    const options = { subtasks: false };
    const { list } = await clickup.list.create({
      name: 'Whole',
      space_id: SPACES.marketing,
      template_id: 't-90010003',
      options,
    });
    expect(list?.name).toBe('Whole');
    expect(sandbox.requests.at(-1)?.body).toEqual({
      name: 'Whole',
      options: { return_immediately: false, ...options },
    });
  });

  test.each([
    [{}, 'MISSING_PARAMETER'],
    [{ template_id: 't-90010003' }, 'MISSING_PARAMETER'],
    [{ folder_id: FOLDERS.fleet, space_id: SPACES.operations }, 'INVALID_PARAMETER'],
    [{ folder_id: FOLDERS.fleet, template_id: 't-90010003', status: 'red' }, 'INVALID_PARAMETER'],
    [{ folder_id: FOLDERS.mobileApp }, 'INVALID_PARAMETER'],
  ])('%j: %s', async (place, code) => {
    expect((await failure(sandboxClient().clickup.list.create({ name: 'Backlog', ...place }))).code).toBe(code);
  });
});

describe('clickup_list_update', () => {
  test('changes only the fields given, dates in the zone of the user', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { list } = await clickup.list.update({
      list_id: LISTS.sprint25,
      name: 'Sprint 25b',
      due_date: '2026-10-30',
      priority: 'urgent',
      assignee: 'samuel',
    });
    expect(list).toMatchObject({
      name: 'Sprint 25b',
      due_date: '2026-10-30',
      priority: 'urgent',
      assignee: 'Samuel Okafor',
    });
    const put = sandbox.requests.find(({ operation }) => operation === 'UpdateList');
    expect(Object.keys(put?.body as object).sort()).toEqual([
      'assignee',
      'due_date',
      'due_date_time',
      'name',
      'priority',
    ]);
  });

  test('"none" clears who answers for it, when it is due and how urgent it is', async () => {
    const { clickup, sandbox } = sandboxClient();
    await clickup.list.update({ list_id: LISTS.ideas, assignee: 'samuel', due_date: '2026-10-30', priority: 'high' });
    const { list } = await clickup.list.update({
      list_id: LISTS.ideas,
      assignee: 'None',
      due_date: 'None',
      priority: 'none',
    });
    for (const field of ['assignee', 'due_date', 'priority']) expect(list).not.toHaveProperty(field);
    expect(sandbox.requests.at(-1)?.body).toEqual({ assignee: 'none', due_date: null, priority: null });
  });

  test('replaces the statuses of one List', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { list } = await clickup.list.update({
      list_id: LISTS.ideas,
      statuses: [
        { status: 'raw', type: 'open', color: '#87909e', orderindex: 0 },
        { status: 'gone', type: 'closed', color: '#008844', orderindex: 1 },
      ],
    });
    expect(list.statuses?.map(({ status }) => status)).toEqual(['raw', 'gone']);
    // Without this flag, ClickUp passes over them in silence.
    expect(sandbox.requests.at(-1)?.body).toMatchObject({ override_statuses: true });
  });

  test('two open statuses are refused by ClickUp', async () => {
    const statuses = [
      { status: 'a', type: 'open' as const },
      { status: 'b', type: 'open' as const },
    ];
    const error = await failure(sandboxClient().clickup.list.update({ list_id: LISTS.ideas, statuses }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { ecode: 'STATUS_002' } });
  });

  test('there is no argument to move a List', async () => {
    const { clickup } = sandboxClient();
    const envelope = await clickup.call('clickup_list_update', {
      list_id: LISTS.ideas,
      folder_id: FOLDERS.fleet,
    } as never);
    expect(envelope).toMatchObject({ success: false, error: { code: 'INVALID_PARAMETER' } });
  });
});

describe('clickup_list_*', () => {
  test('say whether the statuses are the List’s own', async () => {
    const { clickup } = sandboxClient();
    const own = async (list_id: string) => (await clickup.list.get({ list_id })).list.override_statuses;
    expect(await own(LISTS.bugs)).toBe(true);
    expect(await own(LISTS.sprint24)).toBe(false);
  });

  test('a deleted List still answers, and says so', async () => {
    const { clickup } = sandboxClient();
    expect(await clickup.list.delete({ list_id: LISTS.ideas, confirm: 'yes' })).toEqual({
      deleted: true,
      list_id: LISTS.ideas,
    });
    expect(await clickup.list.get({ list_id: LISTS.ideas })).toMatchObject({ list: { deleted: true } });
    const { lists } = await clickup.list.list({ space_id: SPACES.marketing });
    expect(lists.map(({ id }) => id)).not.toContain(LISTS.ideas);
  });

  test('templates are asked for by kind', async () => {
    const { clickup, sandbox } = sandboxClient();
    expect((await clickup.workspace.listTemplates({ kind: 'list' })).templates).toEqual([
      { id: 't-90010003', name: 'Two-week sprint' },
    ]);
    expect((await clickup.workspace.listTemplates({ kind: 'task' })).templates).toHaveLength(2);
    expect(sandbox.requests.at(-1)?.path).toMatch(/[?&]page=0$/);
    expect((await failure(clickup.workspace.listTemplates({ kind: 'folder', page: 1 }))).code).toBe(
      'INVALID_PARAMETER',
    );
  });
});

describe('clickup_list_list', () => {
  test('in depth has the Lists in Folders too, with statuses and the colours of priorities', async () => {
    const { clickup, sandbox } = sandboxClient();
    await clickup.list.update({ list_id: LISTS.bugs, priority: 'high' });
    const shallow = await clickup.list.list({ space_id: SPACES.engineering });
    const { lists } = await clickup.list.list({ space_id: SPACES.engineering, in_depth: true });
    expect(shallow.lists.every((list) => !('statuses' in list))).toBe(true);
    expect(lists.length).toBeGreaterThan(shallow.lists.length);
    expect(lists.every(({ statuses = [] }) => statuses.length > 1)).toBe(true);
    expect(lists.find(({ id }) => id === LISTS.sprint24)).toMatchObject({ folder: 'Mobile App' });
    expect(lists.find(({ id }) => id === LISTS.bugs)).toMatchObject({
      priority: 'high',
      priority_color: expect.stringMatching(/^#/),
    });
    expect(sandbox.requests.filter(({ operation }) => operation === 'GetList')).toHaveLength(lists.length);
  });

  test('in depth reads fifty Lists, and says how many it did not', async () => {
    const seed = (...args: Parameters<typeof harbourBikes>) => {
      harbourBikes(...args);
      const [{ state }] = args;
      const row = state.lists.all().find(({ folderId }) => folderId === FOLDERS.platform)!;
      for (let at = 0; at < 60; at++) state.lists.put({ ...row, id: String(901799000000 + at), name: `List ${at}` });
    };
    const { clickup } = sandboxClient({ seed });
    const answer = await clickup.call('clickup_list_list', { folder_id: FOLDERS.platform, in_depth: true });
    const { lists } = (answer as unknown as { data: { lists: { statuses?: object[] }[] } }).data;
    expect(lists.filter(({ statuses }) => statuses)).toHaveLength(50);
    expect(JSON.stringify(answer)).toContain(`${lists.length - 50} Lists are listed without their statuses`);
  });
});
