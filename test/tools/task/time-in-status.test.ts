import { describe, expect, test } from 'vitest';
import { createClickUp } from '../../../src/index.js';
import { TASKS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('clickup_task_get_time_in_status', () => {
  test('one task takes the single route; minutes become readable, and the task has a name', async () => {
    const { clickup, sent } = sandboxClient();
    const { tasks, history, missing } = await clickup.task.getTimeInStatus({ task_ids: [TASKS.offlineUnlock] });
    expect(sent()).toEqual(['GetTasksTimeinStatus', 'GetTask', 'GetAuthorizedUser']);
    expect(missing).toBeUndefined();
    expect(tasks).toEqual([
      {
        task_id: TASKS.offlineUnlock,
        custom_id: 'ENG-96',
        name: 'Offline unlock with a signed token',
        status: 'in progress',
        duration: '162h 17m',
        since: '2026-09-28T16:43+02:00',
      },
    ]);
    expect(history).toEqual([
      { task_id: TASKS.offlineUnlock, status: 'to do', duration: '120h 1m', since: '2026-09-23T16:42+02:00' },
    ]);
  });

  test('several take one bulk request, in the order given, each once', async () => {
    const { clickup, sandbox } = sandboxClient();
    const task_ids = ['ENG-137', TASKS.offlineUnlock, TASKS.stationApi];
    const { tasks } = await clickup.task.getTimeInStatus({ task_ids });
    expect(tasks.map(({ task_id }) => task_id)).toEqual([TASKS.stationApi, TASKS.offlineUnlock]);
    const bulk = sandbox.requests.filter(({ operation }) => operation === 'GetBulkTasksTimeinStatus');
    expect(bulk.map(({ path }) => path)).toEqual([
      expect.stringContaining(`?task_ids=${TASKS.stationApi}&task_ids=${TASKS.offlineUnlock}`),
    ]);
  });

  test('a task given by custom id is not read a second time for its name, and one that cannot be read has none', async () => {
    const { clickup, sandbox } = sandboxClient({
      faults: [{ kind: '500', operation: 'GetTask', nth: [2, 3, 4, 5, 6] }],
    });
    const { tasks } = await clickup.task.getTimeInStatus({ task_ids: ['ENG-137', TASKS.offlineUnlock] });
    expect(tasks.map(({ name }) => name)).toEqual(['Station API answers 500 when a dock is offline', undefined]);
    expect(sandbox.requests.filter(({ path }) => path.includes('ENG-137'))).toHaveLength(1);
  });

  test('a total for the present status that differs from its latest stay is kept', async () => {
    const { sandbox } = sandboxClient();
    const clickup = createClickUp({
      apiKey: sandbox.apiKey,
      clock: sandbox.clock,
      fetch: async (request: Request) => {
        const answer = await sandbox.fetch(request);
        if (!request.url.endsWith('time_in_status')) return answer;
        const body = (await answer.json()) as { current_status: object };
        const current_status = { ...body.current_status, total_time: { by_minute: 60, since: null } };
        return Response.json({ ...body, current_status }, { headers: answer.headers });
      },
    });
    const { tasks, history } = await clickup.task.getTimeInStatus({ task_ids: [TASKS.offlineUnlock] });
    expect(tasks).toMatchObject([{ status: 'in progress', duration: '1h' }]);
    expect(history).toMatchObject([{ status: 'to do' }, { status: 'in progress', duration: '162h 17m' }]);
  });

  test.each([[[]], [Array.from({ length: 101 }, (_, index) => `86c1${String(index).padStart(5, '0')}`)], [['../x']]])(
    'refuses a list of the wrong length or form and sends nothing',
    async (task_ids) => {
      const { clickup, sent } = sandboxClient();
      expect(await failure(clickup.task.getTimeInStatus({ task_ids }))).toMatchObject({ type: 'VALIDATION' });
      expect(sent()).toEqual([]);
    },
  );

  test('an unknown task is NOT_FOUND', async () => {
    const error = await failure(sandboxClient().clickup.task.getTimeInStatus({ task_ids: ['86czzzzzz'] }));
    expect(error.code).toBe('RESOURCE_NOT_FOUND');
  });
});

describe('clickup_task_merge', () => {
  test('names in a dry run what would stay and what would go', async () => {
    const { clickup, sandbox } = sandboxClient();
    const input = { task_id: 'ENG-134', source_task_ids: ['ENG-137', TASKS.stationApi], dry_run: true as const };
    const { requests, notes } = await clickup.task.merge(input);
    expect(requests).toMatchObject([{ method: 'POST', body: { source_task_ids: [TASKS.stationApi] } }]);
    expect(notes).toMatchObject([expect.stringContaining('would stay'), expect.stringContaining('(ENG-137) would go')]);
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('refuses to merge a task into itself', async () => {
    const { clickup } = sandboxClient();
    const merging = clickup.task.merge({ task_id: 'ENG-134', source_task_ids: [TASKS.greyButton], confirm: 'yes' });
    expect(await failure(merging)).toMatchObject({
      code: 'INVALID_PARAMETER',
      message: expect.stringContaining('into itself'),
    });
  });

  test('resolves custom ids first, because the operation takes none; the sources are gone', async () => {
    const { clickup, sandbox } = sandboxClient();
    const data = await clickup.task.merge({ task_id: 'ENG-134', source_task_ids: ['ENG-137'], confirm: 'yes' });
    expect(data).toMatchObject({
      merged: true,
      task_id: TASKS.greyButton,
      task: { name: 'Unlock button stays grey after the phone wakes up' },
      sources: [{ id: TASKS.stationApi, name: 'Station API answers 500 when a dock is offline' }],
    });
    expect(data.notes?.[1]).toMatch(
      /^"Station API .*" \(ENG-137\) is gone, and with it its own status to do, priority, due date/,
    );
    const request = sandbox.requests.find(({ operation }) => operation === 'mergeTasks');
    expect(request?.path).toContain(TASKS.greyButton);
    expect(request?.body).toEqual({ source_task_ids: [TASKS.stationApi] });
    expect((await failure(clickup.task.get({ task_id: TASKS.stationApi }))).code).toBe('RESOURCE_NOT_FOUND');
  });

  test('needs confirm', async () => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(
      clickup.task.merge({ task_id: TASKS.greyButton, source_task_ids: [TASKS.stationApi] } as never),
    );
    expect(error.code).toBe('CONFIRMATION_REQUIRED');
    expect(sent()).toEqual([]);
  });
});
