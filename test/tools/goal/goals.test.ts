import { describe, expect, test } from 'vitest';
import { LISTS, manualClock, USERS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const keyResults = [
  { name: 'Unlocks under two seconds', type: 'percentage' as const, target: 95 },
  { name: 'Crash-free sessions', target: 10, unit: 'sprints' },
  { name: 'Signed off', type: 'boolean' as const },
];

async function withGoal(options = {}) {
  const client = sandboxClient(options);
  const created = await client.clickup.goal.create({
    name: 'Unlock anywhere',
    due_date: '2026-12-18',
    description: 'No signal needed',
    owners: ['me', 'Priya'],
    key_results: keyResults,
  });
  return { ...client, ...created, goal_id: created.goal.id };
}

describe('clickup_goal_create', () => {
  test('says type, range and unit of each key result', async () => {
    const { clickup } = sandboxClient();
    const key_results = [
      { name: 'Stations', target: 40, unit: 'stations' },
      { name: 'Signed', type: 'boolean' as const },
    ];
    const made = await clickup.goal.create({ name: 'Ferries', due_date: '2026-12-31', key_results });
    expect(made.key_results).toMatchObject([
      { name: 'Stations', type: 'number', start: 0, target: 40, unit: 'stations' },
      { name: 'Signed', type: 'boolean' },
    ]);
  });

  test('a goal with owners by name and key results in order', async () => {
    const { clickup, goal, goal_id, key_results } = await withGoal();
    expect(goal).toMatchObject({
      name: 'Unlock anywhere',
      due_date: '2026-12-18',
      owners: ['Lena Hoffmann', 'Priya Nair'],
    });
    expect(key_results).toMatchObject(
      keyResults.map(({ name }) => ({ name, status: 'succeeded', outcome: 'created' })),
    );
    const read = await clickup.goal.get({ goal_id });
    expect(read.goal).toMatchObject({ description: 'No signal needed', progress: 0 });
    expect(read.goal.key_results?.map(({ id }) => id)).toEqual(key_results?.map((each) => each.key_result_id));
    expect(read.goal.key_results).toMatchObject([
      { type: 'percentage', start: 0, target: 95 },
      { type: 'number', start: 0, target: 10, unit: 'sprints' },
      { type: 'boolean' },
    ]);
  });

  test('a key result that fails is reported, and the goal stands', async () => {
    const { clickup, goal_id, key_results, notes } = await withGoal({
      faults: [{ kind: '500', operation: 'CreateKeyResult', nth: 2 }],
    });
    expect(key_results?.map(({ status }) => status)).toEqual([
      'succeeded',
      expect.stringMatching(/failed|unknown/),
      'succeeded',
    ]);
    expect(key_results?.[1]?.error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    expect(notes).toEqual([expect.stringContaining('1 of 3 key results')]);
    expect((await clickup.goal.get({ goal_id })).goal.key_results).toHaveLength(2);
  });

  test('what a key result stands at already is recorded behind it', async () => {
    const { clickup } = sandboxClient();
    const made = await clickup.goal.create({
      name: 'Ferries',
      key_results: [
        { name: 'Stations', target: 40, current: 10 },
        { name: 'Signed', type: 'boolean', current: 1 },
        { name: 'Bells', target: 5 },
      ],
    });
    const [stations, ...others] = made.key_results ?? [];
    expect([stations, ...others].map((row) => [row?.action, row?.name, row?.outcome])).toEqual([
      ['add', 'Stations', 'created'],
      ['progress', 'Stations', 'recorded 10'],
      ['add', 'Signed', 'created'],
      ['progress', 'Signed', 'recorded true'],
      ['add', 'Bells', 'created'],
    ]);
    expect(others[0]?.key_result_id).toBe(stations?.key_result_id);
    const goal_id = made.goal.id;
    const progress = async () => (await clickup.goal.get({ goal_id })).goal.key_results?.map((each) => each.progress);
    expect(await progress()).toEqual([25, 100, 0]);
    await clickup.goal.update({ goal_id, add_key_results: [{ name: 'Horns', type: 'percentage', current: 60 }] });
    expect(await progress()).toEqual([25, 100, 0, 60]);
  });

  test('what one that was not created stands at is not tried, and is not counted as a key result', async () => {
    const { notes, key_results } = await sandboxClient({
      faults: [{ kind: '500', operation: 'CreateKeyResult', nth: 1 }],
    }).clickup.goal.create({
      name: 'Ferries',
      key_results: [
        { name: 'Stations', target: 40, current: 10 },
        { name: 'Bells', target: 5 },
      ],
    });
    expect(key_results?.map(({ status }) => status)).toEqual([
      expect.stringMatching(/failed|unknown/),
      'skipped',
      'succeeded',
    ]);
    expect(notes).toEqual([expect.stringContaining('1 of 2 key results')]);
  });

  test('a key result whose answer is lost is not called missing', async () => {
    const { clickup, goal_id, notes } = await withGoal({
      faults: [{ kind: 'reset-before', operation: 'CreateKeyResult', nth: 2 }],
    });
    expect(notes).toEqual(['The answers for 1 of 3 key results were lost; clickup_goal_get shows whether they exist.']);
    expect((await clickup.goal.get({ goal_id })).goal.key_results).toHaveLength(2);
  });

  test('even when every key result fails, the goal is named', async () => {
    const { goal_id, key_results } = await withGoal({ faults: [{ kind: '500', operation: 'CreateKeyResult' }] });
    expect(goal_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(key_results?.some(({ status }) => status === 'succeeded')).toBe(false);
  });

  test('Lists make a key result automatic', async () => {
    const { clickup, sandbox } = sandboxClient();
    await clickup.goal.create({ name: 'Ship', key_results: [{ name: 'Sprint done', list_ids: [LISTS.sprint24] }] });
    expect(sandbox.requests.at(-1)?.body).toEqual({
      name: 'Sprint done',
      type: 'automatic',
      list_ids: [LISTS.sprint24],
    });
  });

  test.each([
    [{ key_results: [{ name: 'Riders', type: 'number' as const }] }, 'MISSING_PARAMETER', 'key_results[0].target'],
    [{ key_results: [{ name: 'Done', type: 'automatic' as const }] }, 'MISSING_PARAMETER', 'key_results[0].task_ids'],
    [
      { key_results: [{ name: 'Done', type: 'boolean' as const, list_ids: ['1'] }] },
      'INVALID_PARAMETER',
      'key_results[0].type',
    ],
    [{ key_results: [{ name: 'Done', list_ids: ['1'], current: 3 }] }, 'INVALID_PARAMETER', 'key_results[0].current'],
    [{ owners: ['Nobody'] }, 'INVALID_PARAMETER', 'owners[0]'],
  ])('%j: %s, before the goal is created', async (input, code, parameter) => {
    const { clickup, sent } = sandboxClient();
    expect(await failure(clickup.goal.create({ name: 'X', ...input }))).toMatchObject({ code, details: { parameter } });
    expect(sent()).not.toContain('CreateGoal');
  });

  test('a dry run plans all requests', async () => {
    const plan = await sandboxClient().clickup.goal.create({ name: 'X', key_results: keyResults, dry_run: true });
    expect(plan.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'POST']);
  });
});

describe('clickup_goal_update', () => {
  test('records progress by value, by share of the way, and as yes or no', async () => {
    const { clickup, goal_id } = await withGoal();
    const { goal, changes } = await clickup.goal.update({
      goal_id,
      progress: [
        { key_result: 'unlocks under two seconds', current: '76%', note: 'After the cache fix' },
        { key_result: 'Crash-free sessions', current: '40%' },
        { key_result: 'Signed off', current: 'true' },
      ],
    });
    expect(changes.map(({ status, outcome }) => [status, outcome])).toEqual([
      ['succeeded', 'recorded 76'],
      ['succeeded', 'recorded 4'],
      ['succeeded', 'recorded true'],
    ]);
    expect(goal.key_results?.map(({ progress }) => progress)).toEqual([80, 40, 100]);
    expect(goal.progress).toBeCloseTo(73.3);
  });

  test('fields, owners by difference, a new key result and a removed one in one call', async () => {
    const { clickup, goal_id, sandbox } = await withGoal();
    const { goal, changes } = await clickup.goal.update({
      goal_id,
      name: 'Unlock everywhere',
      owners: { add: ['samuel'], remove: ['priya', 'yuki'] },
      add_key_results: [{ name: 'Stations covered', target: 40 }],
      remove_key_results: ['Signed off'],
      confirm: 'yes',
    });
    const put = sandbox.requests.find(({ operation }) => operation === 'UpdateGoal')?.body;
    const [add_owners, rem_owners] = [[Number(USERS.samuel)], [Number(USERS.priya)]];
    expect(put).toEqual({ name: 'Unlock everywhere', add_owners, rem_owners });
    expect(changes.map(({ action, name, outcome }) => [action, name, outcome])).toEqual([
      ['update', 'Unlock everywhere', 'updated'],
      ['add', 'Stations covered', 'created'],
      ['remove', 'Signed off', 'deleted'],
    ]);
    expect(goal.owners).toEqual(['Lena Hoffmann', 'Samuel Okafor']);
    // Those that nobody touched are left out.
    expect(goal.key_results?.map(({ name }) => name)).toEqual(['Stations covered']);
    const read = await clickup.goal.get({ goal_id });
    expect(read.goal.key_results).toHaveLength(3);
  });

  test('owners as a plain list are exactly these people', async () => {
    const { clickup, goal_id } = await withGoal();
    const { goal } = await clickup.goal.update({ goal_id, owners: ['Tomas Rivera'] });
    expect(goal.owners).toEqual(['Tomas Rivera']);
  });

  test('one failed change does not hide the others', async () => {
    const { clickup, goal_id } = await withGoal({ faults: [{ kind: '500', operation: 'UpdateGoal' }] });
    const progress = [{ key_result: 'Crash-free sessions', current: '5' }];
    const { changes } = await clickup.goal.update({ goal_id, name: 'X', progress });
    expect(changes.map(({ status }) => status)).toEqual([expect.stringMatching(/failed|unknown/), 'succeeded']);
  });

  test('deleting asks first, and nothing else is done before the answer', async () => {
    const { clickup, goal_id, sent } = await withGoal();
    sent();
    const error = await failure(clickup.goal.update({ goal_id, name: 'X', remove_key_results: ['Signed off'] }));
    expect(error).toMatchObject({ code: 'CONFIRMATION_REQUIRED', message: expect.stringContaining('Signed off') });
    expect(sent()).toEqual(['GetGoal']);
  });

  test.each([
    [{}, 'MISSING_PARAMETER', 'progress'],
    [{ progress: [{ key_result: 'Unlock', current: '1' }] }, 'INVALID_PARAMETER', 'progress[0].key_result'],
    [{ progress: [{ key_result: 'Signed off', current: 'half' }] }, 'INVALID_PARAMETER', 'progress[0].current'],
    [{ remove_key_results: ['Nothing'] }, 'INVALID_PARAMETER', 'remove_key_results[0]'],
  ])('%j: %s, and nothing is written', async (input, code, parameter) => {
    const { clickup, goal_id, sent } = await withGoal();
    sent();
    const error = await failure(clickup.goal.update({ goal_id, ...input }));
    expect(error).toMatchObject({ code, details: { parameter } });
    expect(sent()).toEqual(['GetGoal']);
  });
});

describe('clickup_goal_list and clickup_goal_delete', () => {
  test('every goal once, with progress and owners', async () => {
    const { clickup, goal_id } = await withGoal();
    const { goals } = await clickup.goal.list({});
    expect(goals.filter(({ id }) => id === goal_id)).toMatchObject([
      { name: 'Unlock anywhere', due_date: '2026-12-18' },
    ]);
    expect(new Set(goals.map(({ id }) => id)).size).toBe(goals.length);
  });

  test('a deleted goal is gone', async () => {
    const { clickup, goal_id } = await withGoal();
    expect((await failure(clickup.goal.delete({ goal_id }))).code).toBe('CONFIRMATION_REQUIRED');
    expect(await clickup.goal.delete({ goal_id, confirm: 'yes' })).toEqual({ deleted: true, goal_id });
    expect((await failure(clickup.goal.get({ goal_id }))).code).toBe('RESOURCE_NOT_FOUND');
  });
});

describe('an argument inside a list that nobody knows', () => {
  test.each([
    ['steps_end', 'key_results[0] takes: name, '],
    ['taget', 'Did you mean target?'],
  ])('%s is answered with the ones there are', async (name, hint) => {
    const { clickup } = sandboxClient();
    const input = { name: 'Ride', key_results: [{ name: 'Ten stations', type: 'number', [name]: 10 }] };
    const envelope = await clickup.call('clickup_goal_create' as string, input);
    expect(envelope).toMatchObject({
      error: { code: 'INVALID_PARAMETER', details: { parameter: `key_results[0].${name}` } },
    });
    expect(envelope.success ? '' : envelope.error.suggested_action).toContain(hint);
  });
});

test('clickup_goal_get tells how the key results got there, newest first', async () => {
  const clock = manualClock();
  const { clickup, goal_id } = await withGoal({ clock });
  const step = (current: string, note: string) =>
    clickup.goal.update({ goal_id, progress: [{ key_result: 'Crash-free sessions', current, note }] });
  await step('4', 'Two builds');
  clock.advance(60_000);
  await step('6', 'And two more');
  const { goal } = await clickup.goal.get({ goal_id });
  expect(goal.history).toMatchObject([
    { key_result: 'Crash-free sessions', by: 'Lena Hoffmann', before: 4, after: 6, note: 'And two more' },
    { before: 0, after: 4, note: 'Two builds' },
  ]);
});
