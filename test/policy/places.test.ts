import { describe, expect, it } from 'vitest';
import { FOLDERS, LISTS, SPACES, TASKS } from '../../src/sandbox/index.js';
import type { TaskRow } from '../../src/sandbox/state/tasks.js';
import { failure, sandboxClient } from '../support/sandbox-client.js';

/** Where a task lies, as the sandbox knows it. */
const rowOf = ({ sandbox }: ReturnType<typeof sandboxClient>, id: string) =>
  (sandbox.snapshot().rows.tasks as TaskRow[]).find((task) => task.id === id)!;

/** In Marketing or Operations. */
const outside = TASKS.brakePads;

describe('a policy of places', () => {
  it('lets writes through inside, and proves it with one read that is kept', async () => {
    const { clickup, sent } = sandboxClient({ policy: { spaces: ['product engineering'] } });
    await clickup.task.update({ task_id: TASKS.greyButton, name: 'One' });
    await clickup.task.update({ task_id: TASKS.greyButton, name: 'Two' });
    expect(sent().filter((id) => id === 'GetTask').length).toBeLessThanOrEqual(2);
  });

  it('sends no write to a task of another Space, and names where it lies', async () => {
    const client = sandboxClient({ policy: { spaces: [SPACES.engineering] } });
    const { clickup, sent } = client;
    const other = rowOf(client, outside);
    const error = await failure(clickup.task.update({ task_id: other.id, name: 'New' }));
    expect(error.code).toBe('POLICY_DENIED');
    expect(error.message).toContain(`lies in List ${other.listId} of Space ${other.spaceId}`);
    expect(error.details).toMatchObject({
      rule: 'spaces',
      setting: 'CLICKUP_ALLOW_SPACES',
      allowed: [`space ${SPACES.engineering}`],
    });
    expect(sent()).not.toContain('UpdateTask');
  });

  it('answers no read of another Space, and asks ClickUp once for one of its own', async () => {
    const { clickup, sent } = sandboxClient({ policy: { spaces: [SPACES.engineering] } });
    await failure(clickup.api.GET('/v2/task/{task_id}', { params: { path: { task_id: outside } } }));
    sent();
    const own = await clickup.api.GET('/v2/task/{task_id}', { params: { path: { task_id: TASKS.greyButton } } });
    expect(own.data).toMatchObject({ id: TASKS.greyButton });
    expect(sent()).toEqual(['GetTask']);
  });

  it('shows of the tree what is allowed and the way to it', async () => {
    const { clickup } = sandboxClient({ policy: { lists: [LISTS.sprint24] } });
    const { spaces } = await clickup.space.list({});
    expect(spaces.map(({ id }) => id)).toEqual([SPACES.engineering]);
    const { folders } = await clickup.folder.list({ space_id: SPACES.engineering });
    expect(folders.map(({ id }) => id)).toEqual([FOLDERS.mobileApp]);
    const { lists } = await clickup.list.list({ folder_id: FOLDERS.mobileApp });
    expect(lists.map(({ id }) => id)).toEqual([LISTS.sprint24]);
    const error = await failure(clickup.list.get({ list_id: LISTS.bugs }));
    expect(error.code).toBe('POLICY_DENIED');
  });

  it('keeps a search of the whole Workspace to the allowed places', async () => {
    const client = sandboxClient({ policy: { spaces: [SPACES.engineering] } });
    const { tasks } = await client.clickup.task.search({ query: 'the' });
    const found = new Set(tasks.map(({ id }) => rowOf(client, id).spaceId));
    expect(found).toEqual(new Set([SPACES.engineering]));
    const search = client.sandbox.requests.find(({ operation }) => operation === 'GetFilteredTeamTasks');
    expect(search?.path).toContain(`space_ids%5B%5D=${SPACES.engineering}`);
  });

  it('checks both ends of a move', async () => {
    const client = sandboxClient({ policy: { spaces: [SPACES.engineering] } });
    const { clickup, sent } = client;
    const other = rowOf(client, outside);
    expect((await failure(clickup.task.move({ task_ids: [TASKS.greyButton], list_id: other.listId }))).code).toBe(
      'POLICY_DENIED',
    );
    expect((await failure(clickup.task.move({ task_ids: [other.id], list_id: LISTS.bugs }))).code).toBe(
      'POLICY_DENIED',
    );
    const merge = clickup.task.merge({ task_id: TASKS.greyButton, source_task_ids: [other.id], confirm: 'yes' });
    expect((await failure(merge)).code).toBe('POLICY_DENIED');
    expect(sent().filter((id) => /move|merge/.test(String(id)))).toEqual([]);
  });

  it('names the setting that means nothing, with the nearest there is, and allows nothing', async () => {
    const { clickup } = sandboxClient({ policy: { spaces: ['Product Enginering'] } });
    const error = await failure(clickup.list.get({ list_id: LISTS.bugs }));
    expect([error.message, error.suggestion]).toEqual([
      'CLICKUP_ALLOW_SPACES names "Product Enginering", and there is no Space Product Enginering',
      expect.stringContaining('Did you mean Product Engineering?'),
    ]);
  });
});
