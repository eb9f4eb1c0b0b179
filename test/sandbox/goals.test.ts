import { describe, expect, it } from 'vitest';
import { API_KEYS, GOALS, KEY_RESULTS, LISTS, SEED_NOW, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type Harness, harness, type Json } from '../support/sandbox.js';

const base = `/v2/team/${WORKSPACE_ID}/goal`;

const keyResult = async ({ get }: Harness, goal: string, id: string): Promise<Json> =>
  (await get(`/v2/goal/${goal}`)).json.goal.key_results.find((row: Json) => row.id === id);

describe('reading goals', () => {
  it('leaves completed goals out unless asked, and files some in folders', async () => {
    const { get } = harness();
    const open = (await get(base)).json;
    const ids = open.goals.map((goal: Json) => goal.id);
    expect(ids).toContain(GOALS.unlock);
    expect(ids).not.toContain(GOALS.thirdYear);
    expect(ids).not.toContain(GOALS.districts);
    expect(open.folders[0].goals[0]).toMatchObject({ id: GOALS.districts, folder_id: open.folders[0].id });
    const all = (await get(`${base}?include_completed=true`)).json.goals;
    expect(all.find((goal: Json) => goal.id === GOALS.thirdYear).percent_completed).toBe(1);
    expect((await get(base, API_KEYS.guest)).json).toEqual({ goals: [], folders: [] });
  });

  it('derives progress from the key results', async () => {
    const { get } = harness();
    const { goal } = (await get(`/v2/goal/${GOALS.unlock}`)).json;
    expect(goal).toMatchObject({ pretty_id: '2', key_result_count: 5, team_id: WORKSPACE_ID });
    const shares = goal.key_results.map((row: Json) => row.percent_completed);
    expect(shares).toEqual([0, 0, 0, 0, 0.375]);
    expect(goal.percent_completed).toBe(0.075);
    expect(goal.history[0]).toMatchObject({
      key_result_id: KEY_RESULTS.firstTry,
      steps_before: '91',
      steps_current: '94',
    });
    expect(goal.key_results[0].task_ids).toContain(TASKS.secondRegion);
  });
});

describe('automatic key results', () => {
  it('count as their tasks are done, come back and go', async () => {
    const h = harness();
    const read = async () => (await keyResult(h, GOALS.unlock, KEY_RESULTS.certificates)).percent_completed;
    await h.put(`/v2/task/${TASKS.certificates}`, { status: 'done' });
    expect(await read()).toBe(0.5);
    await h.put(`/v2/task/${TASKS.certificates}`, { status: 'blocked' });
    expect(await read()).toBe(0);
    await h.del(`/v2/task/${TASKS.certificates}`);
    expect(await keyResult(h, GOALS.unlock, KEY_RESULTS.certificates)).toMatchObject({ steps_end: 1 });
  });

  it('count whole Lists', async () => {
    const h = harness();
    const before = await keyResult(h, GOALS.fewerBugs, KEY_RESULTS.bugs);
    expect(before).toMatchObject({ type: 'automatic', subcategory_ids: [LISTS.bugs], last_action: null });
    await h.post(`/v2/list/${LISTS.bugs}/task`, { name: 'One more' });
    const after = await keyResult(h, GOALS.fewerBugs, KEY_RESULTS.bugs);
    expect(after.steps_end).toBe(before.steps_end + 1);
    expect(after.percent_completed).toBeLessThan(before.percent_completed);
  });
});

describe('writing goals', () => {
  it('creates, changes and deletes one', async () => {
    const { get, post, put, del } = harness();
    const due = SEED_NOW + 86_400_000;
    const { goal } = (await post(base, { name: 'New', due_date: due })).json;
    expect(goal).toMatchObject({
      name: 'New',
      due_date: String(due),
      pretty_id: '8',
      owners: [{ id: Number(USERS.lena) }],
      key_results: [],
      percent_completed: 0,
    });
    const path = `/v2/goal/${goal.id}`;
    const changed = (
      await put(path, { name: 'Newer', add_owners: [Number(USERS.priya)], rem_owners: [Number(USERS.lena)] })
    ).json.goal;
    expect(changed).toMatchObject({ name: 'Newer', due_date: String(due), owners: [{ id: Number(USERS.priya) }] });
    expect((await del(path)).json).toEqual({});
    expect(await get(path)).toMatchObject({ status: 401, json: { ECODE: 'OAUTH_027' } });
  });

  it('takes progress of every type', async () => {
    const { post, put, get } = harness();
    const path = `/v2/goal/${GOALS.audit}/key_result`;
    const add = async (body: object) => (await post(path, { owners: [Number(USERS.lena)], ...body })).json.key_result;
    const number = await add({ name: 'Papers', type: 'number', steps_start: 10, steps_end: 20, unit: 'papers' });
    const yesNo = await add({ name: 'Signed', type: 'boolean', steps_start: false, steps_end: true });
    expect(yesNo).toMatchObject({ steps_start: false, steps_end: true, steps_current: false, completed: false });
    const half = (await put(`/v2/key_result/${number.id}`, { steps_current: 15, note: 'Half' })).json.key_result;
    expect(half).toMatchObject({ percent_completed: 0.5, last_action: { note: 'Half', steps_taken: '5' } });
    const done = (await put(`/v2/key_result/${yesNo.id}`, { steps_current: true })).json.key_result;
    expect(done).toMatchObject({ percent_completed: 1, completed: true, steps_current: true });
    const counted = await add({ name: 'Blocked', type: 'automatic', task_ids: [TASKS.secondRegion] });
    expect(counted).toMatchObject({ steps_end: 1, steps_current: 0 });
    expect((await get(`/v2/goal/${GOALS.audit}`)).json.goal.percent_completed).toBe(0.5);
    const over = (await put(`/v2/key_result/${number.id}`, { steps_current: 99 })).json.key_result;
    expect(over.percent_completed).toBe(1);
  });

  it('completes a goal when every key result is', async () => {
    const h = harness();
    const listed = async () => (await h.get(base)).json.goals.map((goal: Json) => goal.id);
    const added = await h.post(`/v2/goal/${GOALS.audit}/key_result`, { name: 'Only', type: 'boolean' });
    const path = `/v2/key_result/${added.json.key_result.id}`;
    await h.put(path, { steps_current: true });
    expect(await listed()).not.toContain(GOALS.audit);
    expect((await h.del(path)).json).toEqual({});
    expect(await listed()).toContain(GOALS.audit);
  });

  it('refuses what it cannot read', async () => {
    const { post, put, get } = harness();
    expect((await post(base, {})).status).toBe(400);
    expect((await post(base, { name: 'x', owners: [5] })).status).toBe(400);
    expect((await post(base, { name: 'x' }, API_KEYS.guest)).status).toBe(401);
    const path = `/v2/goal/${GOALS.audit}/key_result`;
    expect((await post(path, { name: 'x', type: 'pie' })).status).toBe(400);
    expect((await post(path, { name: 'x', type: 'number' })).status).toBe(400);
    expect((await post(path, { name: 'x', type: 'automatic', task_ids: ['zzz'] })).status).toBe(401);
    expect((await put('/v2/key_result/nope', {})).status).toBe(401);
    expect((await get(`/v2/goal/${GOALS.unlock}`, API_KEYS.guest)).status).toBe(401);
  });
});
