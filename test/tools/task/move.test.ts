import { describe, expect, test } from 'vitest';
import { LISTS, TASKS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('clickup_task_move', () => {
  test('moves several tasks with their ids, and says where each came from', async () => {
    const { clickup } = sandboxClient();
    const { list, results, counts } = await clickup.task.move({
      task_ids: [TASKS.greyButton, 'ENG-137', TASKS.greyButton],
      list_id: LISTS.sprint25,
    });
    expect(list).toEqual({ id: LISTS.sprint25, name: 'Sprint 25' });
    expect(counts).toMatchObject({ total: 2, succeeded: 2 });
    expect(results.map(({ task_id, from_list, to_list, outcome }) => [task_id, from_list, to_list, outcome])).toEqual([
      [TASKS.greyButton, 'Sprint 24', 'Sprint 25', 'moved'],
      [TASKS.stationApi, 'Sprint 24', 'Sprint 25', 'moved'],
    ]);
    const { task } = await clickup.task.get({ task_id: TASKS.stationApi });
    expect(task).toMatchObject({ id: TASKS.stationApi, list_id: LISTS.sprint25 });
  });

  test('an empty list of tasks is refused before anything is read', async () => {
    const { clickup, sent } = sandboxClient();
    expect(await failure(clickup.task.move({ task_ids: [], list_id: LISTS.sprint25 }))).toMatchObject({
      code: 'MISSING_PARAMETER',
    });
    expect(sent()).toEqual([]);
  });

  test('a task that is there already costs no write', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { results } = await clickup.task.move({ task_ids: [TASKS.greyButton], list_id: LISTS.sprint24 });
    expect(results[0]).toMatchObject({ status: 'succeeded', outcome: 'already there' });
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('asks for a place for every status that the target lacks, those of subtasks too, and moves nothing', async () => {
    const { clickup, sandbox } = sandboxClient();
    const error = await failure(
      clickup.task.move({ task_ids: [TASKS.offlineUnlock, TASKS.greyButton], list_id: LISTS.bugs }),
    );
    expect(error).toMatchObject({
      code: 'INVALID_PARAMETER',
      details: {
        unmapped_statuses: ['in progress', 'done', 'in review', 'to do'],
        target_statuses: ['new', 'triaged', 'fixing', 'verified', 'closed'],
      },
    });
    expect(error.suggestion).toContain('status_map');
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('maps statuses by name in any case, for subtasks as well', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { results } = await clickup.task.move({
      task_ids: [TASKS.offlineUnlock],
      list_id: LISTS.bugs,
      status_map: { 'To Do': 'New', 'in progress': 'FIXING', 'in review': 'fixing', done: 'verified' },
    });
    expect(results[0]).toMatchObject({ status_before: 'in progress', status_after: 'fixing' });
    const { task } = await clickup.task.get({ task_id: TASKS.offlineUnlock, include: ['subtasks'] });
    expect(task).toMatchObject({ status: 'fixing', list_id: LISTS.bugs });
    expect([...new Set(task?.subtasks?.map(({ status }) => status))].sort()).toEqual(['fixing', 'new', 'verified']);
    const put = sandbox.requests.find(({ operation }) => operation === 'moveTask');
    expect(put?.body).toMatchObject({
      move_custom_fields: true,
      status_mappings: expect.arrayContaining([
        { source_status_id: expect.any(String), destination_status_id: expect.any(String) },
      ]),
    });
  });

  test.each([
    [undefined, ['Customer reports', 'Severity']],
    [true, ['Customer reports', 'Severity']],
    [false, []],
  ])('custom fields come along unless told otherwise (%s)', async (move_custom_fields, expected) => {
    const { clickup } = sandboxClient();
    await clickup.task.move({ task_ids: [TASKS.greyButton], list_id: LISTS.autumnLaunch, move_custom_fields });
    const { fields } = await clickup.customField.list({ list_id: LISTS.autumnLaunch });
    const moved = fields.map(({ name }) => name).filter((name) => ['Severity', 'Customer reports'].includes(name));
    expect(moved.sort()).toEqual(expected);
  });

  test.each([
    [{ 'to-do': 'new' }, 'Did you mean "to do"?'],
    [{ 'to do': 'newish' }, 'Did you mean "new"?'],
    [{ 'to do': 1 }, 'status of the new List'],
  ])('refuses the status_map %j', async (status_map, hint) => {
    const { clickup } = sandboxClient();
    const error = await failure(clickup.task.move({ task_ids: [TASKS.greyButton], list_id: LISTS.bugs, status_map }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', suggestion: expect.stringContaining(hint) });
  });

  test('reports one failure among several, and an unknown List before all', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: '500', operation: 'moveTask', nth: 1 }] });
    const { results } = await clickup.task.move({
      task_ids: [TASKS.greyButton, TASKS.stationApi],
      list_id: LISTS.sprint25,
    });
    expect(results.map(({ status }) => status)).toEqual(['failed', 'succeeded']);
    const unknown = await failure(clickup.task.move({ task_ids: [TASKS.greyButton], list_id: '901719999999' }));
    expect(unknown.code).toBe('RESOURCE_NOT_FOUND');
  });

  test('where the old List cannot be read, the statuses of its tasks have to do', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: '500', operation: 'GetList', nth: [2, 3, 4, 5, 6] }] });
    const { results } = await clickup.task.move({
      task_ids: [TASKS.greyButton],
      list_id: LISTS.bugs,
      status_map: { 'to do': 'triaged' },
    });
    expect(results[0]).toMatchObject({ status: 'succeeded', status_after: 'triaged' });
    const { task } = await clickup.task.get({ task_id: TASKS.greyButton });
    expect(task?.status).toBe('triaged');
  });

  test('dry_run shows the requests, with the mapping', async () => {
    const { clickup } = sandboxClient();
    const planned = await clickup.task.move({
      task_ids: [TASKS.greyButton],
      list_id: LISTS.bugs,
      status_map: { 'to do': 'new' },
      dry_run: true,
    });
    expect(planned).toMatchObject({
      dry_run: true,
      requests: [{ method: 'PUT', body: { status_mappings: expect.any(Array) } }],
    });
  });
});
