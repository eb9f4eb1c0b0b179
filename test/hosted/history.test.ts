import { describe, expect, it } from 'vitest';
import { LISTS, USERS } from '../../src/sandbox/index.js';
import { type HostedServer, hostedServer, manager } from '../support/hosted.js';

interface Entry {
  entry_id: string;
  tool: string;
  did: string;
  undo: string;
}

const withHistory = { methods: ['read', 'write', 'delete'], tags: ['tasks', 'history'] };

async function caller(server: HostedServer, bearer: string) {
  return async (tool: string, json: object) => {
    server.clock.advance(1_000);
    const response = await server.send(`/api/tools/clickup_${tool}`, { bearer, json });
    return (await response.json()) as { success: boolean; data: Record<string, unknown>; error?: { code: string } };
  };
}

const entriesOf = async (call: Awaited<ReturnType<typeof caller>>) =>
  (await call('history_list', {})).data.entries as Entry[];

describe('the history', () => {
  it('is of what was written by ways in that may do the same, and takes it back', async () => {
    const server = await hostedServer();
    const { key } = await manager(server, USERS.lena);
    const [one, same] = [await caller(server, await key(withHistory)), await caller(server, await key(withHistory))];
    const task = (await one('task_create', { list_id: LISTS.bugs, name: 'For a moment' })).data.task as { id: string };
    const [entry] = await entriesOf(same);
    expect(entry).toMatchObject({ tool: 'clickup_task_create', undo: 'possible' });
    expect(entry!.did).toContain('For a moment');
    const undone = await same('history_undo', { entry_ids: [entry!.entry_id], confirm: 'yes' });
    expect(undone.data).toMatchObject({ undone: 1, failed: 0 });
    expect((await one('task_get', { task_id: task.id })).error?.code).toBe('RESOURCE_NOT_FOUND');
    expect((await entriesOf(one)).map(({ undo }) => undo)).toEqual(['impossible', 'done']);
  });

  it('shows nothing of what others wrote, who may do more, or who are somebody else', async () => {
    const server = await hostedServer();
    const { key } = await manager(server, USERS.lena);
    const wide = await caller(server, await key(withHistory));
    await wide('task_create', { list_id: LISTS.bugs, name: 'Out of sight' });
    const narrow = await caller(server, await key({ ...withHistory, lists: [LISTS.sprint24] }));
    const other = await caller(server, await (await manager(server, USERS.priya)).key(withHistory));
    for (const call of [narrow, other]) {
      expect(await entriesOf(call)).toEqual([]);
      expect((await call('history_undo', { entry_ids: ['1'], confirm: 'yes' })).error?.code).toBe('INVALID_PARAMETER');
    }
    expect(await entriesOf(wide)).toHaveLength(1);
  });

  it('is kept by the store, sealed', async () => {
    const server = await hostedServer();
    const { key, grant } = await manager(server, USERS.lena);
    const call = await caller(server, await key(withHistory));
    await call('task_create', { list_id: LISTS.bugs, name: 'Sealed words' });
    const rows = await server.deps.store.as('server', (tx) => tx.find('records', { grant_id: grant.id }));
    expect(rows.filter(({ stream }) => stream.startsWith('history '))).not.toEqual([]);
    expect(JSON.stringify(rows)).not.toContain('Sealed words');
  });
});
