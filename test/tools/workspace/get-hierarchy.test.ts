import { describe, expect, test } from 'vitest';
import { API_KEYS, FOLDERS, LISTS, SPACES, WORKSPACE_ID } from '../../../src/sandbox/index.js';
import { placesWorkspace } from '../../support/places-workspace.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

/** The folder route of the whole Workspace, which is no operation. */
const atOnce = expect.stringMatching(/\/team\/\d+\/folder/);

describe('the tree of 10 Spaces, 60 Folders and 300 Lists', () => {
  const counts = { spaces: 10, folders: 60, lists: 300 };

  test('takes 12 calls where one gives the Folders of all Spaces, and none within a minute', async () => {
    const { clickup, sandbox, sent } = placesWorkspace(counts);
    const steps: number[] = [];
    const onProgress = (done: number) => steps.push(done);
    const tree = await clickup.call('clickup_workspace_get_hierarchy', {}, { onProgress });
    expect(tree).toMatchObject({ success: true, data: { counts } });
    expect(steps.at(-1)).toBe(10);
    const requests = sent();
    expect(requests).toHaveLength(12);
    expect(requests.filter((operation) => operation === 'GetFolderlessLists')).toHaveLength(10);
    expect(requests).toContainEqual(atOnce);
    await clickup.workspace.getHierarchy({});
    expect(sent()).toEqual([]);
    sandbox.clock.advance(60_000);
    await clickup.workspace.getHierarchy({});
    expect(sent()).toHaveLength(12);
  });

  test('takes 21 documented calls where it does not answer, which is tried once', async () => {
    const { clickup, sandbox, sent } = placesWorkspace(counts, { undocumented: false });
    const tree = await clickup.workspace.getHierarchy({});
    expect(tree.counts).toEqual(counts);
    expect(tree).not.toHaveProperty('notes');
    const requests = sent();
    expect(requests.filter((operation) => operation.startsWith('Get'))).toHaveLength(21);
    expect(requests.filter((operation) => !operation.startsWith('Get'))).toEqual([atOnce]);
    await clickup.call('clickup_workspace_get_hierarchy', {}, { fresh: true });
    expect(sent()).toHaveLength(21);
    sandbox.clock.advance(3_600_000);
    await clickup.workspace.getHierarchy({});
    expect(sent()).toHaveLength(21);
  });

  const few = { spaces: 3, folders: 4, lists: 20 };

  test('is the same either way', async () => {
    const [one, other] = [{}, { undocumented: false }].map((options) => placesWorkspace(few, options));
    const trees = [await one!.clickup.workspace.getHierarchy({}), await other!.clickup.workspace.getHierarchy({})];
    expect(trees[0]).toEqual(trees[1]);
  });

  test.each([
    ['nothing', () => Response.json({})],
    ['no Folder at all', () => Response.json({ folders: [] })],
    ['Folders without their Space', () => Response.json({ folders: [{ id: '1', name: 'x', lists: [] }] })],
    ['null', () => Response.json({ folders: null })],
    ['a page', () => new Response('<html>')],
    ['a refusal', () => Response.json({ err: 'No', ECODE: 'OAUTH_023' }, { status: 401 })],
  ])('believes no answer of %s', async (_, answer) => {
    const { clickup } = placesWorkspace(few, {}, (path) => (/\/team\/\d+\/folder$/.test(path) ? answer() : undefined));
    expect((await clickup.workspace.getHierarchy({})).counts).toEqual(few);
  });

  test('one Space takes as many documented calls', async () => {
    const { clickup, sent } = placesWorkspace(few);
    const { spaces } = await clickup.workspace.getHierarchy({ depth: 'space' });
    sent();
    await clickup.workspace.getHierarchy({ space_id: spaces[0]!.id });
    expect(sent().toSorted()).toEqual(['GetFolderlessLists', 'GetFolders']);
  });
});

describe('what is remembered of the tree', () => {
  test('is dropped by writes that change it, and is not by others', async () => {
    const { clickup, sent } = sandboxClient();
    const before = await clickup.workspace.getHierarchy({});
    await clickup.list.create({ space_id: SPACES.operations, name: 'Depots' });
    const after = await clickup.workspace.getHierarchy({});
    expect(after.counts.lists).toBe(before.counts.lists! + 1);
    await clickup.comment.create({ list_id: LISTS.bugs, text: 'Seen' });
    sent();
    await clickup.workspace.getHierarchy({});
    expect(sent()).toEqual([]);
    await clickup.task.create({ list_id: LISTS.bugs, name: 'One more' });
    const counted = await clickup.workspace.getHierarchy({});
    const countOf = (tree: typeof before) => tree.spaces[0]!.lists!.find(({ id }) => id === LISTS.bugs)!.task_count!;
    expect(countOf(counted)).toBe(countOf(before) + 1);
  });

  test('finds a List by name that somebody else has just made', async () => {
    const { clickup, sandbox, sent } = sandboxClient();
    await failure(clickup.workspace.resolve({ reference: 'Depots', type: 'list' }));
    await sandbox.fetch(`https://api.clickup.com/api/v2/space/${SPACES.operations}/list`, {
      method: 'POST',
      headers: { Authorization: sandbox.apiKey, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Depots' }),
    });
    sent();
    expect(await clickup.workspace.resolve({ reference: 'Depots', type: 'list' })).toMatchObject({ name: 'Depots' });
    expect(sent()).toContain('GetFolderlessLists');
  });

  test('is read anew by a call that says fresh', async () => {
    const { clickup, sent } = sandboxClient();
    await clickup.workspace.getHierarchy({ depth: 'space' });
    sent();
    await clickup.call('clickup_workspace_get_hierarchy', { depth: 'space', fresh: true } as never);
    expect(sent()).toEqual(['GetAuthorizedTeams', 'GetSpaces']);
    await clickup.workspace.getHierarchy({ depth: 'space' }, { fresh: true });
    expect(sent()).toEqual(['GetAuthorizedTeams', 'GetSpaces']);
    expect(await clickup.call('clickup_task_get', { task_id: '86c131205', fresh: 'no' } as never)).toMatchObject({
      error: { details: { parameter: 'fresh' } },
    });
  });
});

describe('clickup_workspace_get_hierarchy', () => {
  test('gives the whole tree with two calls per Space', async () => {
    const { clickup, sent } = sandboxClient({ undocumented: false });
    const tree = await clickup.workspace.getHierarchy({ workspace_id: WORKSPACE_ID });
    expect(tree.counts).toEqual({ spaces: 3, folders: 4, lists: 11 });
    expect(tree.spaces[0]).toEqual({
      id: SPACES.engineering,
      name: 'Product Engineering',
      folders: [
        {
          id: FOLDERS.mobileApp,
          name: 'Mobile App',
          lists: [
            { id: LISTS.sprint24, name: 'Sprint 24', task_count: expect.any(Number) },
            { id: LISTS.sprint25, name: 'Sprint 25', task_count: expect.any(Number) },
            { id: LISTS.backlog, name: 'Backlog', task_count: expect.any(Number) },
          ],
        },
        {
          id: FOLDERS.platform,
          name: 'Platform',
          lists: [{ id: LISTS.apiPlatform, name: 'API Platform', task_count: expect.any(Number) }],
        },
      ],
      lists: [{ id: LISTS.bugs, name: 'Bugs', task_count: expect.any(Number) }],
    });
    expect(sent().filter((operation) => operation.startsWith('Get'))).toHaveLength(7);
  });

  test('depth ends the tree and saves the calls below', async () => {
    const { clickup, sent } = sandboxClient();
    const spaces = await clickup.workspace.getHierarchy({ depth: 'space' });
    expect(spaces.spaces).toContainEqual({ id: SPACES.marketing, name: 'Marketing' });
    expect(spaces.counts).toEqual({ spaces: 3 });
    sent();
    const folders = await clickup.workspace.getHierarchy({ depth: 'folder', space_id: SPACES.operations });
    expect(folders.spaces).toEqual([
      { id: SPACES.operations, name: 'Operations', folders: [{ id: FOLDERS.fleet, name: 'Fleet' }] },
    ]);
    expect(sent()).toEqual(['GetFolders']);
  });

  test('subfolders name the Folder they lie in', async () => {
    const { clickup } = sandboxClient();
    const { id } = await clickup.folder.create({
      space_id: SPACES.engineering,
      name: 'Incidents',
      parent_folder_id: FOLDERS.platform,
    });
    const { spaces } = await clickup.workspace.getHierarchy({ space_id: SPACES.engineering });
    expect(spaces[0]?.folders).toContainEqual({ id, name: 'Incidents', parent_folder_id: FOLDERS.platform });
    expect(await clickup.workspace.resolve({ reference: 'incidents' })).toMatchObject({
      path: 'Product Engineering / Platform / Incidents',
    });
  });

  test('archived things are left out unless asked for, and then marked', async () => {
    const { clickup, sandbox } = sandboxClient();
    const snapshot = sandbox.snapshot();
    const archive = (table: 'spaces' | 'folders' | 'lists', id: string) => {
      const rows = snapshot.rows[table] as { id: string; archived: boolean }[];
      return rows.map((row) => (row.id === id ? { ...row, archived: true } : row));
    };
    const rows = {
      ...snapshot.rows,
      spaces: archive('spaces', SPACES.marketing),
      folders: archive('folders', FOLDERS.fleet),
      lists: archive('lists', LISTS.bugs),
    };
    sandbox.restore({ ...snapshot, rows: rows as typeof snapshot.rows });
    const active = await clickup.workspace.getHierarchy({});
    expect(active.counts.spaces).toBe(2);
    expect(JSON.stringify(active)).not.toContain('archived');
    const all = await clickup.workspace.getHierarchy({ archived: true });
    expect(all.counts).toMatchObject({ spaces: 3, folders: 4 });
    expect(all.spaces).toContainEqual(expect.objectContaining({ id: SPACES.marketing, archived: true }));
    expect(all.spaces.find(({ id }) => id === SPACES.operations)?.folders).toContainEqual(
      expect.objectContaining({ id: FOLDERS.fleet, archived: true }),
    );
    expect(all.spaces[0]?.lists).toContainEqual(expect.objectContaining({ id: LISTS.bugs, archived: true }));
  });

  test('an unknown Space is an error that names the Spaces', async () => {
    const error = await failure(sandboxClient().clickup.workspace.getHierarchy({ space_id: '901700000999' }));
    expect(error.code).toBe('RESOURCE_NOT_FOUND');
    expect(error.suggestion).toContain(`${SPACES.operations} (Operations)`);
  });

  test('two Workspaces without a choice are ambiguous', async () => {
    const { clickup, sandbox } = sandboxClient();
    const snapshot = sandbox.snapshot();
    const rows = snapshot.rows as unknown as Record<
      string,
      { id: string; workspaceIds?: string[]; workspaceId?: string }[]
    >;
    const second = '9017654321';
    sandbox.restore({
      ...snapshot,
      rows: {
        ...snapshot.rows,
        workspaces: [...(rows.workspaces ?? []), { ...rows.workspaces?.[0], id: second, name: 'Canal Boats' }],
        tokens: rows.tokens?.map((row) => ({ ...row, workspaceIds: [WORKSPACE_ID, second] })),
        members: [
          ...(rows.members ?? []),
          ...(rows.members ?? []).map((row) => ({
            ...row,
            id: row.id.replace(WORKSPACE_ID, second),
            workspaceId: second,
          })),
        ],
      } as unknown as typeof snapshot.rows,
    });
    const error = await failure(clickup.workspace.getHierarchy({}));
    expect(error).toMatchObject({
      code: 'AMBIGUOUS_REFERENCE',
      details: { candidates: [{ name: 'Harbour Bikes' }, { id: second, name: 'Canal Boats' }] },
    });
    expect(await clickup.workspace.getHierarchy({ workspace_id: second })).toMatchObject({ counts: { spaces: 0 } });
  });

  test('a guest sees what was shared, and is told to ask for it', async () => {
    const { clickup } = sandboxClient({ apiKey: API_KEYS.guest });
    const envelope = await clickup.call('clickup_workspace_get_hierarchy', {});
    expect(envelope).toMatchObject({
      success: true,
      data: { spaces: [], notes: [expect.stringContaining('shared: true')] },
    });
    const { shared } = await clickup.workspace.getHierarchy({ shared: true });
    expect(shared?.lists).toEqual([{ id: LISTS.maintenance, name: 'Maintenance', task_count: expect.any(Number) }]);
    expect(await clickup.workspace.resolve({ reference: 'maintenance' })).toEqual({
      type: 'list',
      id: LISTS.maintenance,
      name: 'Maintenance',
      path: 'Maintenance',
    });
  });
});
