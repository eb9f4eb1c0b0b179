import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { LISTS, TASKS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { failure, sandboxClient } from '../support/sandbox-client.js';

const other = '9099999999';

describe('a policy of one Workspace', () => {
  it('refuses a request that names another, sending nothing', async () => {
    const { clickup, sent } = sandboxClient({ policy: { workspaceId: WORKSPACE_ID } });
    const error = await failure(clickup.space.list({ workspace_id: other }));
    expect(error.message).toBe(`GetSpaces would leave Workspace ${WORKSPACE_ID}: it is for Workspace ${other}`);
    expect(error.details).toMatchObject({
      rule: 'workspaceId',
      setting: 'CLICKUP_WORKSPACE_ID',
      allowed: [WORKSPACE_ID],
    });
    expect(sent()).toEqual([]);
  });

  it('needs no proof of each thing where the key reaches that Workspace alone', async () => {
    const { clickup, sent } = sandboxClient({ policy: { workspaceId: WORKSPACE_ID } });
    const send = () =>
      clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id: TASKS.greyButton } }, body: { name: 'A' } });
    await send();
    await send();
    expect(sent()).toEqual(['GetAuthorizedTeams', 'UpdateTask', 'UpdateTask']);
  });

  it('allows nothing where the key does not reach that Workspace', async () => {
    const { clickup, sent } = sandboxClient({ policy: { workspaceId: other } });
    const error = await failure(
      clickup.api.GET('/v2/task/{task_id}', { params: { path: { task_id: TASKS.greyButton } } }),
    );
    expect(error.message).toBe(`GetTask would leave Workspace ${other}: the key does not reach that Workspace`);
    expect(error.suggestion).toContain('CLICKUP_WORKSPACE_ID');
    expect(JSON.stringify(error)).not.toContain(WORKSPACE_ID);
    const write = clickup.api.POST('/v2/list/{list_id}/task', {
      params: { path: { list_id: LISTS.bugs as never } },
      body: { name: 'New' },
    });
    expect((await failure(write)).code).toBe('POLICY_DENIED');
    expect(sent()).not.toContain('CreateTask');
  });
});

it('tells of that Workspace alone, also where the key reaches several', async () => {
  const workspace = (id: string) => ({ id, name: `Workspace ${id}`, members: [] });
  const { api, call } = createClickUp({
    apiKey: 'pk_1_A',
    policy: { workspaceId: '1', spaces: ['7'] },
    fetch: async () => Response.json({ teams: [workspace('1'), workspace('2')] }),
  });
  const { data } = await api.GET('/v2/team');
  expect(data?.teams.map(({ id }) => id)).toEqual(['1']);
  expect(JSON.stringify(await call('clickup_workspace_list', {}))).not.toContain('Workspace 2');
});

it('traces each thing where the key reaches several Workspaces', async () => {
  const teams = { teams: [{ id: '1' }, { id: '2' }] };
  const answers: Record<string, unknown> = {
    '/v2/team': teams,
    '/v2/task/a': { id: 'a', team_id: '1', list: { id: '9' }, space: { id: '7' } },
    '/v2/task/b': { id: 'b', team_id: '2', list: { id: '8' }, space: { id: '6' } },
    '/v2/list/8': { id: '8', space: { id: '6' } },
    '/v2/team/1/space': { spaces: [{ id: '7' }] },
  };
  const seen: string[] = [];
  const { api } = createClickUp({
    apiKey: 'pk_1_A',
    policy: { workspaceId: '1' },
    async fetch(request) {
      const path = new URL(request.url).pathname.replace('/api', '');
      seen.push(`${request.method} ${path}`);
      return Response.json(answers[path] ?? {});
    },
  });
  const put = (id: string) =>
    api.PUT('/v2/task/{task_id}', { params: { path: { task_id: id } }, body: { name: 'New' } });
  await put('a');
  expect((await failure(put('b'))).message).toBe(
    'UpdateTask would leave Workspace 1: task b cannot be proved to lie in the Workspace',
  );
  const list = api.POST('/v2/list/{list_id}/task', {
    params: { path: { list_id: '8' as never } },
    body: { name: 'New' },
  });
  expect((await failure(list)).message).toContain('list 8 cannot be proved to lie in the Workspace');
  expect(seen.filter((line) => !line.startsWith('GET'))).toEqual(['PUT /v2/task/a']);
});
