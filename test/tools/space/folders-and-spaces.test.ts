import { describe, expect, test } from 'vitest';
import { FOLDERS, LISTS, SPACES } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('clickup_folder_update', () => {
  test('renames with one call', async () => {
    const { clickup, sent } = sandboxClient();
    const done = await clickup.folder.update({ folder_id: FOLDERS.fleet, name: 'Bikes' });
    expect(done).toMatchObject({ folder: { id: FOLDERS.fleet, name: 'Bikes' }, renamed: true, moved: false });
    expect(sent()).toEqual(['UpdateFolder']);
  });

  test('moves into another Space with its Lists, and shows where it is', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { folder, moved } = await clickup.folder.update({
      folder_id: FOLDERS.platform,
      space_id: SPACES.operations,
      position: 0,
    });
    expect(moved).toBe(true);
    expect(folder).toMatchObject({ space: { id: SPACES.operations }, lists: [{ id: LISTS.apiPlatform }] });
    expect(sandbox.requests.find(({ operation }) => operation === 'MoveFolder')?.body).toEqual({
      space_id: SPACES.operations,
      position: 0,
    });
  });

  test('a dry run shows both requests and reads nothing back', async () => {
    const { clickup, sandbox } = sandboxClient();
    const input = { folder_id: FOLDERS.platform, name: 'Core', parent_folder_id: FOLDERS.mobileApp, dry_run: true };
    expect(await clickup.call('clickup_folder_update', input)).toMatchObject({
      success: true,
      data: {
        dry_run: true,
        requests: [
          { method: 'PUT', path: `/v2/folder/${FOLDERS.platform}`, body: { name: 'Core' } },
          {
            method: 'PUT',
            path: `/v2/folder/${FOLDERS.platform}/position`,
            body: { parent_folder_id: FOLDERS.mobileApp },
          },
        ],
      },
    });
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('a move that fails after the renaming says what stands', async () => {
    const { clickup } = sandboxClient();
    const error = await failure(
      clickup.folder.update({ folder_id: FOLDERS.fleet, name: 'Bikes', space_id: '901700000999' }),
    );
    expect(error.message).toMatch(/^The Folder was renamed, but not moved: /);
    expect(error.details).toMatchObject({ renamed: true });
    expect(await clickup.folder.get({ folder_id: FOLDERS.fleet })).toMatchObject({ folder: { name: 'Bikes' } });
  });

  test('a move whose answer is lost may have happened', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: 'reset-after', operation: 'MoveFolder' }] });
    const error = await failure(
      clickup.folder.update({ folder_id: FOLDERS.fleet, name: 'Bikes', space_id: SPACES.marketing }),
    );
    expect(error.message).toMatch(/^The Folder was renamed, and perhaps moved: /);
  });

  test.each([
    [{}, 'MISSING_PARAMETER'],
    [{ parent_folder_id: FOLDERS.fleet }, 'INVALID_PARAMETER'],
  ])('%j: %s', async (input, code) => {
    const { clickup, sandbox } = sandboxClient();
    expect((await failure(clickup.folder.update({ folder_id: FOLDERS.fleet, ...input }))).code).toBe(code);
    expect(sandbox.requests).toEqual([]);
  });
});

describe('clickup_folder_create', () => {
  test('copies a template, or makes a subfolder', async () => {
    const { clickup } = sandboxClient();
    const copy = await clickup.folder.create({
      space_id: SPACES.operations,
      name: 'Bremen',
      template_id: 't-90010004',
    });
    expect(copy.folder).toMatchObject({ name: 'Bremen', space: { id: SPACES.operations } });
    const inner = await clickup.folder.create({
      space_id: SPACES.engineering,
      name: 'Inner',
      parent_folder_id: FOLDERS.platform,
    });
    const { folder } = await clickup.folder.get({ folder_id: FOLDERS.platform, include_subfolders: true });
    expect(folder.folders).toEqual([{ id: inner.id, name: 'Inner' }]);
    expect(inner.folder).toMatchObject({ parent_folder_id: FOLDERS.platform });
    expect(folder).not.toHaveProperty('parent_folder_id');
  });
});

describe('clickup_space_*', () => {
  test('get shows statuses, features and tags', async () => {
    const { space, features, tags } = await sandboxClient().clickup.space.get({ space_id: SPACES.engineering });
    expect(space).toMatchObject({ id: SPACES.engineering, name: 'Product Engineering', statuses: { length: 6 } });
    expect(features).toContain('sprints');
    expect(tags).toContainEqual(expect.objectContaining({ name: 'backend', background: expect.stringMatching(/^#/) }));
  });

  test('create and update send features as ClickUp nests them', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { space } = await clickup.space.create({ name: 'Data', time_tracking: true, checklists: false });
    expect(sandbox.requests.at(-1)?.body).toEqual({
      name: 'Data',
      features: { time_tracking: { enabled: true }, checklists: { enabled: false } },
    });
    expect((await clickup.space.get({ space_id: space.id })).features).not.toContain('checklists');
    await clickup.space.update({ space_id: space.id, checklists: true, color: '#0388d1' });
    const after = await clickup.space.get({ space_id: space.id });
    expect(after.features).toContain('checklists');
    expect(after.space).toMatchObject({ name: 'Data', color: '#0388d1' });
  });

  test('delete needs confirmation', async () => {
    const { clickup } = sandboxClient();
    expect((await failure(clickup.space.delete({ space_id: SPACES.marketing }))).code).toBe('CONFIRMATION_REQUIRED');
    await clickup.space.delete({ space_id: SPACES.marketing, confirm: 'yes' });
    expect((await clickup.space.list({})).spaces.map(({ id }) => id)).not.toContain(SPACES.marketing);
  });
});
