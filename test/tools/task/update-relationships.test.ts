import { describe, expect, test } from 'vitest';
import { TASKS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const task_id = TASKS.greyButton;

const lines = (
  results: readonly { action: string; relation: string; task_id: string; status: string; outcome?: string }[],
) => results.map((row) => `${row.action} ${row.relation} ${row.task_id}: ${row.outcome ?? row.status}`);

describe('clickup_task_update_relationships', () => {
  test('adds dependencies and links, by custom id and URL as well, and says what was already there', async () => {
    const { clickup } = sandboxClient();
    const add = {
      waiting_on: ['ENG-137'],
      blocking: [`https://app.clickup.com/t/${TASKS.certificates}`],
      linked: [TASKS.offlineUnlock],
    };
    const first = await clickup.task.updateRelationships({ task_id, add });
    expect(lines(first.results)).toEqual([
      `add waiting_on ${TASKS.stationApi}: added`,
      `add blocking ${TASKS.certificates}: added`,
      `add linked ${TASKS.offlineUnlock}: added`,
    ]);
    const second = await clickup.task.updateRelationships({ task_id, add, remove: { linked: [TASKS.brakePads] } });
    expect(lines(second.results)).toEqual([
      `remove linked ${TASKS.brakePads}: was not there`,
      `add waiting_on ${TASKS.stationApi}: already there`,
      `add blocking ${TASKS.certificates}: already there`,
      `add linked ${TASKS.offlineUnlock}: already there`,
    ]);
    const { task } = await clickup.task.get({ task_id });
    expect(task).toMatchObject({ waiting_on: [{ id: TASKS.stationApi }], blocking: [{ id: TASKS.certificates }] });
  });

  test('turns a dependency round in one call: removals go first, the key of a removal is a query', async () => {
    const { clickup, sandbox } = sandboxClient();
    await clickup.task.updateRelationships({ task_id, add: { waiting_on: [TASKS.stationApi] } });
    const turned = await clickup.task.updateRelationships({
      task_id,
      add: { blocking: [TASKS.stationApi] },
      remove: { waiting_on: [TASKS.stationApi] },
    });
    expect(turned.counts).toMatchObject({ succeeded: 2, failed: 0 });
    const removal = sandbox.requests.find(({ method }) => method === 'DELETE');
    expect(removal?.path).toContain(`?depends_on=${TASKS.stationApi}`);
    const { task } = await clickup.task.get({ task_id: TASKS.stationApi });
    expect(task).toMatchObject({ waiting_on: [{ id: task_id }] });
  });

  test('sees a link from either end', async () => {
    const { clickup } = sandboxClient();
    await clickup.task.updateRelationships({ task_id, add: { linked: [TASKS.stationApi] } });
    const other = await clickup.task.updateRelationships({ task_id: TASKS.stationApi, remove: { linked: [task_id] } });
    expect(lines(other.results)).toEqual([`remove linked ${task_id}: removed`]);
  });

  test('reports the one that failed and keeps the others', async () => {
    const { clickup } = sandboxClient();
    const { results, counts } = await clickup.task.updateRelationships({
      task_id,
      add: { linked: [TASKS.stationApi], blocking: ['86czzzzzz'] },
    });
    expect(counts).toMatchObject({ total: 2, succeeded: 1, failed: 1 });
    expect(results[0]).toMatchObject({ relation: 'blocking', status: 'failed', error: { code: 'FORBIDDEN' } });
  });

  test.each([
    [{ add: { linked: [task_id] } }, 'INVALID_PARAMETER', 'itself'],
    [
      { add: { waiting_on: [TASKS.stationApi], blocking: [TASKS.stationApi] } },
      'INVALID_PARAMETER',
      'both wait on and block',
    ],
    [
      { add: { linked: [TASKS.stationApi] }, remove: { linked: ['ENG-137'] } },
      'INVALID_PARAMETER',
      'both added and removed',
    ],
    [{}, 'MISSING_PARAMETER', 'Neither'],
    [{ add: { linked: ['../../team'] } }, 'INVALID_PARAMETER', 'not a task id'],
  ])('refuses %j before it writes', async (change, code, message) => {
    const { clickup, sandbox } = sandboxClient();
    const error = await failure(clickup.task.updateRelationships({ task_id, ...change }));
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('a lone write whose answer was lost is UNKNOWN_OUTCOME and names the read that settles it', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: 'reset-after', operation: 'AddDependency' }] });
    const error = await failure(clickup.task.updateRelationships({ task_id, add: { blocking: [TASKS.stationApi] } }));
    expect(error).toMatchObject({ code: 'UNKNOWN_OUTCOME', details: { settled_by: 'clickup_task_get' } });
  });

  test('among several, a lost answer is unknown', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: 'reset-after', operation: 'AddDependency' }] });
    const add = { blocking: [TASKS.stationApi], linked: [TASKS.offlineUnlock] };
    const { counts } = await clickup.task.updateRelationships({ task_id, add });
    expect(counts).toEqual({ total: 2, succeeded: 1, failed: 0, unknown: 1, skipped: 0 });
  });
});
