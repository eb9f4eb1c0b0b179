import { describe, expect, test } from 'vitest';
import { FOLDERS, LISTS, SPACES, TASKS, WORKSPACE_ID } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const url = `https://app.clickup.com/${WORKSPACE_ID}`;

describe('clickup_workspace_resolve', () => {
  test.each([
    ['Sprint 24', { type: 'list', id: LISTS.sprint24, path: 'Product Engineering / Mobile App / Sprint 24' }],
    ['  marketing ', { type: 'space', id: SPACES.marketing, path: 'Marketing' }],
    ['FLEET', { type: 'folder', id: FOLDERS.fleet, path: 'Operations / Fleet' }],
    ['Mobile App / Backlog', { type: 'list', id: LISTS.backlog }],
    ['Product Engineering > Backlog', { type: 'list', id: LISTS.backlog }],
    ['Harbour Bikes / Operations / Facilities', { type: 'list', id: LISTS.facilities }],
    ['Harbour Bikes', { type: 'workspace', id: WORKSPACE_ID }],
    [LISTS.bugs, { type: 'list', id: LISTS.bugs, name: 'Bugs', path: 'Product Engineering / Bugs' }],
    [
      'Unlock button stays grey after the phone wakes up',
      { type: 'task', id: TASKS.greyButton, list_id: LISTS.sprint24 },
    ],
    [
      'Mobile App / Sprint 24 / unlock button stays grey after the phone wakes up',
      { type: 'task', id: TASKS.greyButton },
    ],
    [
      TASKS.brakePads,
      {
        type: 'task',
        id: TASKS.brakePads,
        path: 'Operations / Fleet / Maintenance / Replace worn brake pads on series B',
      },
    ],
  ])('%s', async (reference, expected) => {
    expect(await sandboxClient().clickup.workspace.resolve({ reference })).toMatchObject(expected);
  });

  test('a name with two letters wrong is answered with the one that is meant', async () => {
    const error = await failure(sandboxClient().clickup.workspace.resolve({ reference: 'Markatinng' }));
    expect(error.suggestion).toContain(`Did you mean space ${SPACES.marketing} (Marketing)?`);
  });

  test('a custom id and its URL mean the same task', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { custom_id } = await clickup.workspace.resolve({ reference: TASKS.greyButton });
    expect(custom_id).toMatch(/^ENG-\d+$/);
    for (const reference of [custom_id ?? '', `https://app.clickup.com/t/${WORKSPACE_ID}/${custom_id}`]) {
      expect(await clickup.workspace.resolve({ reference })).toMatchObject({ type: 'task', id: TASKS.greyButton });
    }
    expect(sandbox.requests.every(({ status }) => status === 200)).toBe(true);
  });

  test.each([
    [`${url}/v/li/${LISTS.bugs}`, { type: 'list', id: LISTS.bugs, path: 'Product Engineering / Bugs' }],
    [
      `${url}/v/l/6-${LISTS.sprint24}-1`,
      { type: 'list', id: LISTS.sprint24, path: 'Product Engineering / Mobile App / Sprint 24' },
    ],
    [
      `${url}/v/f/${FOLDERS.fleet}/${SPACES.operations}`,
      { type: 'folder', id: FOLDERS.fleet, path: 'Operations / Fleet' },
    ],
    [`${url}/v/s/${SPACES.marketing}`, { type: 'space', id: SPACES.marketing, path: 'Marketing' }],
    [`https://app.clickup.com/t/${TASKS.greyButton}`, { type: 'task', id: TASKS.greyButton }],
    [`${url}/v/dc/8cdxy-902/8cdxy-903`, { type: 'doc', id: '8cdxy-902' }],
    [`${url}/home`, { type: 'workspace', id: WORKSPACE_ID, name: 'Harbour Bikes' }],
  ])('%s', async (reference, expected) => {
    const { clickup, sent } = sandboxClient();
    expect(await clickup.workspace.resolve({ reference })).toMatchObject(expected);
    expect(sent().length).toBeLessThanOrEqual(2);
  });

  test('several of one name are an error with ids and paths, which type and path settle', async () => {
    const { clickup } = sandboxClient();
    const { id } = await clickup.list.create({ space_id: SPACES.operations, name: 'Backlog' });
    await clickup.folder.create({ space_id: SPACES.marketing, name: 'Backlog' });
    const error = await failure(clickup.workspace.resolve({ reference: 'backlog' }));
    expect(error.code).toBe('AMBIGUOUS_REFERENCE');
    expect(error.details?.candidates).toMatchObject([
      { type: 'list', id: LISTS.backlog, path: 'Product Engineering / Mobile App / Backlog' },
      { type: 'folder', path: 'Marketing / Backlog' },
      { type: 'list', id, path: 'Operations / Backlog' },
    ]);
    expect(error.suggestion).toContain(LISTS.backlog);
    expect(await clickup.workspace.resolve({ reference: 'backlog', type: 'folder' })).toMatchObject({
      path: 'Marketing / Backlog',
    });
    expect(await clickup.workspace.resolve({ reference: 'operations/backlog' })).toMatchObject({ id });
  });

  test('tasks of one name in two Lists are told apart by path', async () => {
    const { clickup } = sandboxClient();
    for (const list_id of [LISTS.ideas, LISTS.facilities])
      await clickup.task.create({ list_id, name: 'Call the painter' });
    const error = await failure(clickup.workspace.resolve({ reference: 'call the painter' }));
    expect(error).toMatchObject({
      code: 'AMBIGUOUS_REFERENCE',
      details: { candidates: [{ type: 'task' }, { type: 'task' }] },
    });
    expect(await clickup.workspace.resolve({ reference: 'Ideas / Call the painter' })).toMatchObject({
      list_id: LISTS.ideas,
      path: 'Marketing / Ideas / Call the painter',
    });
  });

  test('nothing found says what comes near and how far it looked', async () => {
    const error = await failure(sandboxClient().clickup.workspace.resolve({ reference: 'Sprnt 25' }));
    expect(error.code).toBe('RESOURCE_NOT_FOUND');
    expect(error.suggestion).toContain(`list ${LISTS.sprint25} (Product Engineering / Mobile App / Sprint 25)`);
    expect(error.details?.searched).toMatch(/^18 Spaces, Folders and Lists, and all \d+ tasks in the Workspace$/);
  });

  test('a Workspace with more tasks than are read says so', async () => {
    const { clickup, sent } = sandboxClient();
    const names = Array.from({ length: 80 }, (_, index) => ({ name: `Poster ${index}` }));
    await clickup.task.createBulk({ list_id: LISTS.ideas, tasks: names });
    sent();
    const envelope = await clickup.call('clickup_workspace_resolve', { reference: 'Poster 79', type: 'task' });
    expect(envelope).toMatchObject({
      success: true,
      data: { name: 'Poster 79', notes: [expect.stringContaining('changed last')] },
    });
    expect(sent().filter((operation) => operation === 'GetFilteredTeamTasks')).toHaveLength(3);
  });

  test('a path reads only the Space that it begins with', async () => {
    const { clickup, sent } = sandboxClient();
    await clickup.workspace.resolve({ reference: 'Operations / Fleet / Maintenance' });
    expect(sent().filter((operation) => operation === 'GetFolders')).toHaveLength(1);
  });

  test.each([
    ['', undefined, 'MISSING_PARAMETER'],
    ['https://example.com/t/86c1x9k2p', undefined, 'INVALID_PARAMETER'],
    [`${url}/v/li/${LISTS.bugs}`, 'task', 'INVALID_PARAMETER'],
    ['ENG-99999', 'task', 'RESOURCE_NOT_FOUND'],
    ['Harbour Boats', 'workspace', 'RESOURCE_NOT_FOUND'],
    [`${url}/v/li/901799999999`, undefined, 'RESOURCE_NOT_FOUND'],
  ] as const)('%s as %s: %s', async (reference, type, code) => {
    const error = await failure(sandboxClient().clickup.workspace.resolve({ reference, ...(type && { type }) }));
    expect(error.code).toBe(code);
  });
});
