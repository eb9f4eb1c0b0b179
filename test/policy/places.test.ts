import { describe, expect, it } from 'vitest';
import { tools } from '../../generated/tools/index.js';
import { possibleTools } from '../../src/policy/tools.js';
import { COMMENTS, FOLDERS, LISTS, SEED_NOW, SPACES, TASKS } from '../../src/sandbox/index.js';
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

describe('what no operation reads by itself', () => {
  it('is proved by the answer that showed it: a comment, a checklist and its item', async () => {
    const { clickup } = sandboxClient({ policy: { spaces: [SPACES.engineering] } });
    const task_id = TASKS.offlineUnlock;
    const blind = await failure(clickup.comment.update({ comment_id: COMMENTS.greyButtonCause, text: 'New' }));
    expect(blind.message).toContain('list the comments first');
    await clickup.comment.list({ task_id: TASKS.greyButton });
    await clickup.comment.update({ comment_id: COMMENTS.greyButtonCause, text: 'New' });
    const { tasks = [] } = await clickup.task.get({ task_ids: [task_id], detail: 'full' });
    const [list] = (tasks[0] as unknown as { checklists: { id: string; items: { id: string }[] }[] }).checklists;
    const path = { checklist_id: list!.id as never, checklist_item_id: list!.items[0]!.id as never };
    await clickup.api.PUT('/v2/checklist/{checklist_id}/checklist_item/{checklist_item_id}', {
      params: { path },
      body: { resolved: true },
    });
    const stray = { ...path, checklist_item_id: '00000000-0000-4000-8000-000000000000' as never };
    const error = await failure(
      clickup.api.DELETE('/v2/checklist/{checklist_id}/checklist_item/{checklist_item_id}', {
        params: { path: stray },
      }),
    );
    expect(error.code).toBe('POLICY_DENIED');
  });

  it('is looked up again once a minute has gone by', async () => {
    let now = SEED_NOW;
    const { clickup, sent } = sandboxClient({ policy: { spaces: [SPACES.engineering] }, clock: { now: () => now } });
    const send = () =>
      clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id: TASKS.greyButton } }, body: { name: 'A' } });
    await clickup.api.POST('/v2/task/{task_id}/tag/{tag_name}', {
      params: { path: { task_id: TASKS.greyButton, tag_name: 'x' } },
    });
    expect(sent()).toEqual(['GetTask', 'AddTagToTask']);
    now += 61_000;
    await send();
    expect(sent()).toEqual(['GetTask', 'UpdateTask']);
  });

  it('is made by the same call in a dry run', async () => {
    const { clickup, sent } = sandboxClient({ policy: { spaces: [SPACES.engineering] } });
    const planned = await clickup.task.create({
      list_id: LISTS.bugs,
      name: 'New',
      checklists: { Steps: ['One'] },
      dry_run: true,
    });
    expect(planned).toMatchObject({ dry_run: true });
    expect(sent()).not.toContain('CreateTask');
  });

  it('is kept to by tools that are not listed: they could only be refused', () => {
    const left = possibleTools(tools, { spaces: [SPACES.engineering] }).map(({ name }) => name);
    const gone = tools.map(({ name }) => name).filter((name) => !left.includes(name));
    expect(gone).toContain('clickup_goal_list');
    expect(gone).toContain('clickup_space_create');
    expect(gone).not.toContain('clickup_task_create');
    expect(gone).not.toContain('clickup_user_find');
  });
});
