import { describe, expect, it } from 'vitest';
import { operations } from '../../generated/operations.js';
import { API_KEYS, DOCS, FOLDERS, LISTS, PAGES, SPACES, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { undocumented } from '../../src/sandbox/undocumented.js';
import { harness, type Json } from '../support/sandbox.js';

const team = `/v2/team/${WORKSPACE_ID}`;
const handbook = `/v3/workspaces/${WORKSPACE_ID}/docs/${DOCS.handbook}`;
const names = (rows: Json[]): string[] => rows.map((row) => row.name);

it('routes that the description lacks stay out of the operations', () => {
  expect(Object.keys(undocumented).filter((id) => id in operations)).toEqual([]);
  expect(Object.keys(operations)).toHaveLength(173);
});

describe('every undocumented route', () => {
  it.each(Object.values(undocumented))('$method $path asks for a token', async ({ method, path }) => {
    const answer = await harness().call(method, path.replace(/\{\w+\}/g, '1'), undefined, '');
    expect(answer).toMatchObject({ status: 400, json: { ECODE: 'OAUTH_017' } });
  });

  it('is logged without an operation, and said to be undescribed in strict mode', async () => {
    const { get, sandbox } = harness({ strict: true });
    const answer = await get(team);
    expect(answer.headers.get('x-sandbox-notes')).toBe(
      `path "${team}" is not described, and may go without notice (#/paths)`,
    );
    expect(sandbox.requests).toMatchObject([{ operation: null, path: `/api${team}`, status: 200 }]);
  });
});

describe('a Workspace by itself', () => {
  it('is given with all its members', async () => {
    const { get } = harness();
    const { team: workspace } = (await get(team)).json;
    expect(workspace).toEqual((await get('/v2/team')).json.teams[0]);
    expect(workspace.members[0].user).toMatchObject({ id: Number(USERS.lena), username: 'Lena Hoffmann' });
    expect((await get('/v2/team/9011999999')).json.ECODE).toBe('OAUTH_027');
    expect((await get('/v2/team/undefined')).json.ECODE).toBe('INPUT_001');
  });
});

describe('all Folders of a Workspace in one call', () => {
  it('come with their Space and Lists, in the order of the Spaces', async () => {
    const { get } = harness();
    const { folders } = (await get(`${team}/folder?archived=false`)).json;
    expect(names(folders)).toEqual(['Mobile App', 'Platform', 'Campaigns', 'Fleet']);
    expect(Object.keys(folders[0])).toEqual(['id', 'name', 'space', 'lists']);
    expect(folders[0].space).toEqual({ id: SPACES.engineering, name: 'Product Engineering' });
    expect(names(folders[0].lists)).toEqual(['Sprint 24', 'Sprint 25', 'Backlog']);
    const [list] = (await get(`/v2/folder/${FOLDERS.mobileApp}`)).json.lists;
    const { id, name, task_count, statuses } = list;
    expect(folders[0].lists[0]).toEqual({ id, name, task_count, statuses });
    expect((await get(`${team}/folder?archived=true`)).json).toEqual({ folders: [] });
  });

  it('take in subfolders, and nothing that is deleted or out of sight', async () => {
    const { get, post, del } = harness();
    await post(`/v2/space/${SPACES.engineering}/folder`, { name: 'Inner', parent_folder_id: FOLDERS.platform });
    await del(`/v2/folder/${FOLDERS.campaigns}`);
    const seen = names((await get(`${team}/folder`)).json.folders);
    expect(seen).toContain('Inner');
    expect(seen).not.toContain('Campaigns');
    expect((await get(`${team}/folder`, API_KEYS.guest)).json.folders).toEqual([]);
  });
});

describe('pages of a Doc', () => {
  it('are listed under the older spelling too', async () => {
    const { get } = harness();
    const listing = await get(`${handbook}/pageListing?max_page_depth=1`);
    expect(listing).toMatchObject({ status: 200, json: expect.any(Array) });
    expect(listing.json).toEqual((await get(`${handbook}/page_listing?max_page_depth=1`)).json);
  });

  it('can be deleted, with all below them', async () => {
    const { get, del } = harness();
    expect(await del(`${handbook}/pages/${PAGES.howWeWork}`)).toMatchObject({ status: 204, text: '' });
    for (const page of [PAGES.howWeWork, PAGES.onCall])
      expect((await get(`${handbook}/pages/${page}`)).status).toBe(404);
    expect((await get(`${handbook}/pages/${PAGES.howWeWork}`)).json.message).toBe('Page not found');
    expect((await del(`${handbook}/pages/${PAGES.howWeWork}`)).status).toBe(404);
    expect((await del(handbook)).status).toBe(405);
  });
});

describe('new custom fields', () => {
  const text = { name: 'Ticket', type: 'short_text' };

  it.each([
    ['list', `/v2/list/${LISTS.backlog}/field`],
    ['space', `/v2/space/${SPACES.engineering}/field`],
    ['Workspace', `${team}/field`],
  ])('are made on a %s and carried by its tasks', async (_, path) => {
    const { get, post } = harness();
    const { field } = (await post(path, text)).json;
    expect(field).toMatchObject({ ...text, type_config: {}, required: false, date_created: expect.any(String) });
    expect((await get(path)).json.fields).toContainEqual(field);
    const { id } = (await post(`/v2/list/${LISTS.backlog}/task`, { name: 'Carrier' })).json;
    expect((await post(`/v2/task/${id}/field/${field.id}`, { value: 'A-1' })).json).toEqual({});
    const task = (await get(`/v2/task/${id}`)).json;
    expect(task.custom_fields.find((one: Json) => one.id === field.id).value).toBe('A-1');
  });

  it('have options with ids: named and numbered in a drop-down, labelled in labels', async () => {
    const { post } = harness();
    const make = async (type: string, options: object[]) =>
      (await post(`${team}/field`, { name: type, type, type_config: { options } })).json.field.type_config.options;
    expect(await make('drop_down', [{ name: 'A' }, { name: 'B', color: '#ff0000' }])).toEqual([
      { id: expect.any(String), name: 'A', color: null, orderindex: 0 },
      { id: expect.any(String), name: 'B', color: '#ff0000', orderindex: 1 },
    ]);
    expect(await make('labels', [{ label: 'C' }])).toEqual([{ id: expect.any(String), label: 'C', color: null }]);
  });

  it.each([
    [{ type: 'text' }, 'INPUT_006'],
    [{ name: 'x', type: 'rating' }, 'FIELD_422'],
    [{ name: 'x', type: 'toString' }, 'FIELD_422'],
    [{ name: 'x', type: 'drop_down', options: [{ name: 'A' }] }, 'FIELD_022'],
    [{ name: 'x', type: 'labels', type_config: { options: [{ name: 'A' }] } }, 'FIELD_146'],
  ])('%j is refused with %s', async (body, ecode) => {
    expect(await harness().post(`${team}/field`, body)).toMatchObject({ status: 400, json: { ECODE: ecode } });
  });

  it('are not for guests, nor where Custom Fields are off', async () => {
    const { post, put } = harness();
    const refused = await post(`/v2/list/${LISTS.maintenance}/field`, text, API_KEYS.guest);
    expect(refused).toMatchObject({ status: 403, json: { ECODE: 'FIELD_220' } });
    await put(`/v2/space/${SPACES.marketing}`, { features: { custom_fields: { enabled: false } } });
    expect((await post(`/v2/space/${SPACES.marketing}/field`, text)).json.ECODE).toBe('FIELD_605');
  });
});

describe('doubled slashes in a path', () => {
  it.each(['/v2//user', '//v2/user', '/v2//team//'])('%s is read as if they were single', async (path) => {
    expect((await harness().get(path)).status).toBe(200);
  });

  it('make no id of what is left out between them', async () => {
    expect((await harness().get('/v2/task//comment')).json.ECODE).toBe('OAUTH_027');
  });
});
