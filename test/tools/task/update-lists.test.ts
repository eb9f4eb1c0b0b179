import { describe, expect, test } from 'vitest';
import { LISTS, TASKS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('clickup_task_update_lists', () => {
  test('adds to a further List and takes out of another', async () => {
    const { clickup } = sandboxClient();
    const data = await clickup.task.updateLists({
      task_id: TASKS.certificates,
      add: [LISTS.backlog, `https://app.clickup.com/9011234567/v/li/${LISTS.apiPlatform}`],
      remove: [LISTS.sprint24, LISTS.bugs],
    });
    expect(data.results.map(({ action, list_id, outcome }) => [action, list_id, outcome])).toEqual([
      ['remove', LISTS.sprint24, 'removed'],
      ['remove', LISTS.bugs, 'was not there'],
      ['add', LISTS.backlog, 'added'],
      ['add', LISTS.apiPlatform, 'already there'],
    ]);
    expect(data.home_list).toEqual({ id: LISTS.apiPlatform, name: 'API Platform' });
    expect(data.lists).toEqual([{ id: LISTS.backlog, name: 'Backlog' }]);
    const { task } = await clickup.task.get({ task_id: TASKS.certificates });
    expect(task?.also_in).toEqual(['Backlog']);
  });

  test('notices that ClickUp did nothing where tasks in several Lists are off', async () => {
    const { clickup } = sandboxClient();
    const error = await failure(clickup.task.updateLists({ task_id: TASKS.brakePads, add: [LISTS.facilities] }));
    expect(error).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('did nothing') });
    expect(error.suggestion).toContain('clickup_task_move');
  });

  test('the silent refusal of one List does not hide the success of another', async () => {
    const { clickup } = sandboxClient();
    const { results, lists } = await clickup.task.updateLists({
      task_id: TASKS.certificates,
      add: [LISTS.backlog, LISTS.facilities],
    });
    expect(results.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
    expect(lists.map(({ id }) => id)).toEqual([LISTS.sprint24, LISTS.backlog]);
  });

  test('will not take a task out of its home List', async () => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(
      clickup.task.updateLists({ task_id: TASKS.certificates, remove: [LISTS.apiPlatform, LISTS.sprint24] }),
    );
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', message: expect.stringContaining('API Platform') });
    expect(sent()).toEqual(['GetTask']);
  });

  test.each([
    [{}, 'MISSING_PARAMETER'],
    [{ add: [LISTS.bugs], remove: [LISTS.bugs] }, 'INVALID_PARAMETER'],
    [{ add: ['../team'] }, 'INVALID_PARAMETER'],
  ])('refuses %j and sends nothing', async (change, code) => {
    const { clickup, sent } = sandboxClient();
    expect(await failure(clickup.task.updateLists({ task_id: TASKS.certificates, ...change }))).toMatchObject({ code });
    expect(sent()).toEqual([]);
  });

  test('dry_run plans without reading back', async () => {
    const { clickup, sent } = sandboxClient();
    const planned = await clickup.task.updateLists({
      task_id: TASKS.certificates,
      add: [LISTS.backlog],
      dry_run: true,
    });
    expect(planned).toMatchObject({ dry_run: true, requests: [{ method: 'POST' }] });
    expect(sent()).toEqual(['GetTask', 'GetList']);
  });
});
