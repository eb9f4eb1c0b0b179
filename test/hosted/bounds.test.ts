import { describe, expect, it } from 'vitest';
import { FOLDERS, LISTS, SPACES, USERS } from '../../src/sandbox/index.js';
import { hostedServer, manager } from '../support/hosted.js';

interface Listed {
  name: string;
  inputSchema: { properties: Record<string, { enum?: string[]; items?: { enum?: string[] } }>; required?: string[] };
}

/** A key that is bound to places, what it lists, and calls with it. */
async function bound(places: object) {
  const server = await hostedServer();
  const bearer = await (await manager(server, USERS.lena)).key({ methods: ['read', 'write'], ...places });
  const ask = async (method: string, params: object = {}) => {
    const response = await server.send('/mcp', { bearer, json: { jsonrpc: '2.0', id: 1, method, params } });
    return ((await response.json()) as { result: Record<string, unknown> }).result;
  };
  const { tools } = (await ask('tools/list')) as unknown as { tools: Listed[] };
  const schemaOf = (name: string) => tools.find((tool) => tool.name === `clickup_${name}`)!.inputSchema;
  const call = async (name: string, input: object) => {
    const { isError, structuredContent } = await ask('tools/call', { name: `clickup_${name}`, arguments: input });
    const { data, error } = structuredContent as { data?: Record<string, unknown>; error?: { code: string } };
    return { isError, data, code: error?.code };
  };
  const rest = (name: string, json: object) => server.send(`/api/tools/${name}`, { bearer, json });
  return { server, schemaOf, call, rest };
}

describe('a key that is bound to places', () => {
  it('shows no argument of which one value is possible, and sets it', async () => {
    const { schemaOf, call, rest } = await bound({ lists: [LISTS.bugs] });
    expect(Object.keys(schemaOf('task_list').properties)).not.toContain('list_id');
    expect(schemaOf('task_create').required).toEqual(['name']);
    const { data } = await call('task_create', { name: 'Without a List' });
    expect(JSON.stringify(data)).toMatch(/Bugs/i);
    expect(await (await rest('task_list', { limit: 1 })).json()).toMatchObject({ success: true });
    const other = await call('task_create', { listId: LISTS.sprint24, name: 'Elsewhere' });
    expect(other).toMatchObject({ isError: true, code: 'POLICY_DENIED' });
  });

  it('leaves one that is not required open, and shows what it can be', async () => {
    const { schemaOf } = await bound({ lists: [LISTS.bugs] });
    expect(schemaOf('comment_list').properties.list_id!.enum).toEqual([LISTS.bugs]);
    expect(schemaOf('task_search').properties.list_ids!.items!.enum).toEqual([LISTS.bugs]);
    expect(schemaOf('task_search').properties.space_ids!.items!.enum).toBeUndefined();
  });

  it('shows which of several there are', async () => {
    const { schemaOf, call } = await bound({ lists: [LISTS.bugs, LISTS.sprint24] });
    expect(schemaOf('task_list')).toMatchObject({ required: ['list_id'] });
    expect(schemaOf('task_list').properties.list_id!.enum).toEqual([LISTS.bugs, LISTS.sprint24]);
    expect((await call('task_list', {})).code).toBe('MISSING_PARAMETER');
  });

  it('says nothing of Lists where a Space is open', async () => {
    const { schemaOf, call } = await bound({ spaces: ['Product Engineering'], lists: [LISTS.bugs] });
    expect(schemaOf('task_list').properties.list_id!.enum).toBeUndefined();
    expect(schemaOf('folder_list').properties.space_id).toBeUndefined();
    expect((await call('folder_list', {})).data?.folders).toBeDefined();
    expect((await call('folder_list', { space_id: SPACES.operations ?? '901700000103' })).code).toBe('POLICY_DENIED');
  });

  it('does the same for a Folder', async () => {
    const [folder = ''] = Object.values(FOLDERS);
    const { schemaOf, call } = await bound({ folders: [folder] });
    expect(schemaOf('folder_get').properties.folder_id).toBeUndefined();
    expect(await call('folder_get', {})).toMatchObject({ data: { folder: { id: folder } } });
  });
});
