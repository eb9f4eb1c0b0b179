import { describe, expect, test } from 'vitest';
import { API_KEYS, FOLDERS, LISTS, SPACES, WORKSPACE_ID } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('clickup_workspace_get_hierarchy', () => {
  test('gives the whole tree with two calls per Space', async () => {
    const { clickup, sent } = sandboxClient();
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
    expect(sent()).toHaveLength(7);
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
    expect(sent()).toEqual(['GetSpaces', 'GetFolders']);
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
