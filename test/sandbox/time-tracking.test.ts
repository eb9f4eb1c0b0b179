import { describe, expect, it } from 'vitest';
import {
  API_KEYS,
  LISTS,
  SEED_NOW,
  SPACES,
  TASKS,
  TIME_ENTRIES,
  USERS,
  WORKSPACE_ID,
} from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const base = `/v2/team/${WORKSPACE_ID}/time_entries`;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const everyone = Object.values(USERS).join(',');

describe('reading time entries', () => {
  it('shows own entries of the last thirty days unless told otherwise', async () => {
    const { get } = harness();
    const { data } = (await get(base)).json;
    expect(data.length).toBeGreaterThan(20);
    for (const entry of data) {
      expect(entry.user.id).toBe(Number(USERS.lena));
      expect(Number(entry.start)).toBeGreaterThan(SEED_NOW - 31 * 24 * HOUR);
      expect(entry.start).toEqual(expect.any(String));
    }
    const starts = data.map((entry: Json) => Number(entry.start));
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
    const old = (await get(`${base}?start_date=${SEED_NOW - 60 * 24 * HOUR}&end_date=${SEED_NOW}`)).json.data;
    expect(old.length).toBeGreaterThan(data.length);
  });

  it('leaves out what begins at the very dates that are given', async () => {
    const { get, post } = harness();
    const start = SEED_NOW - 5 * HOUR;
    const { id } = (await post(base, { start, duration: HOUR })).json.data;
    const within = async (from: number, to: number) => {
      const { data } = (await get(`${base}?start_date=${from}&end_date=${to}`)).json;
      return data.some((entry: Json) => entry.id === id);
    };
    expect(await within(start - 1, start + 1)).toBe(true);
    expect(await within(start, start + 1)).toBe(false);
    expect(await within(start - 1, start)).toBe(false);
    const now = (await post(`${base}/start`, {})).json.data;
    expect((await get(base)).json.data[0].id).toBe(now.id);
  });

  it('shows others to owners and admins only', async () => {
    const { get } = harness();
    const all = (await get(`${base}?assignee=${everyone}`)).json.data;
    expect(new Set(all.map((entry: Json) => entry.user.id)).size).toBe(7);
    expect((await get(`${base}?assignee=${USERS.lena}`, API_KEYS.admin)).status).toBe(200);
    const refused = await get(`${base}?assignee=${USERS.lena}`, API_KEYS.member);
    expect(refused).toMatchObject({ status: 403, json: { ECODE: 'TIMEENTRY_059' } });
    expect((await get(`${base}?assignee=${USERS.priya}`, API_KEYS.member)).status).toBe(200);
    expect((await get(`${base}?assignee=12`)).json.ECODE).toBe('TIMEENTRY_007');
  });

  it('filters by one place', async () => {
    const { get } = harness();
    const at = async (filter: string) => (await get(`${base}?assignee=${everyone}&${filter}`)).json.data;
    for (const entry of await at(`space_id=${SPACES.operations}`)) {
      expect(entry.task_location.space_id).toBe(SPACES.operations);
    }
    const inList = await at(`list_id=${LISTS.sprint24}&include_location_names=true&include_task_tags=true`);
    expect(inList.length).toBeGreaterThan(5);
    expect(inList[0].task_location).toMatchObject({ list_name: 'Sprint 24', space_name: 'Product Engineering' });
    expect(inList[0].task_tags).toEqual(expect.any(Array));
    const onTask = await at(`task_id=${TASKS.offlineUnlock}`);
    expect(onTask.every((entry: Json) => entry.task.id === TASKS.offlineUnlock)).toBe(true);
    const two = await get(`${base}?list_id=${LISTS.sprint24}&task_id=${TASKS.offlineUnlock}`);
    expect(two).toMatchObject({ status: 400, json: { ECODE: 'TIMEENTRY_065' } });
    expect((await get(`${base}?list_id=abc`)).json.ECODE).toBe('TIMEENTRY_062');
    expect(await get(`${base}?start_date=tomorrow`)).toMatchObject({ status: 500, json: { ECODE: 'TIMEENTRY_072' } });
    const billable = await at('is_billable=true');
    expect(billable.length).toBeGreaterThan(0);
    expect(billable.every((entry: Json) => entry.billable)).toBe(true);
  });

  it('reads one entry, which somebody else may not', async () => {
    const { get } = harness();
    const { data } = (await get(`${base}/${TIME_ENTRIES.tokenSigning}`)).json;
    expect(data).toMatchObject({
      id: TIME_ENTRIES.tokenSigning,
      duration: String(3.5 * HOUR),
      billable: true,
      tags: [{ name: 'deep work', creator: Number(USERS.lena) }],
    });
    expect((await get(`${base}/4231230000000000000`)).json.ECODE).toBe('OAUTH_027');
    // A member does not see what others tracked.
    expect((await get(`${base}/${TIME_ENTRIES.running}`, API_KEYS.member)).status).toBe(401);
  });
});

describe('the seed', () => {
  it('has sixty days of several people, one entry at a time each', async () => {
    const { get } = harness();
    const { data } = (await get(`${base}?start_date=0&assignee=${everyone}`)).json;
    expect(data.length).toBeGreaterThan(400);
    const last = new Map<string, number>();
    for (const entry of [...data].sort((a: Json, b: Json) => a.start - b.start)) {
      expect(Number(entry.start), entry.id).toBeGreaterThanOrEqual(last.get(entry.user.id) ?? 0);
      last.set(entry.user.id, Number(entry.end ?? SEED_NOW));
    }
    expect(last.size).toBe(7);
    expect((await get(`${base}/tags`)).json.data).toHaveLength(5);
  });
});

describe('timers', () => {
  it('runs with a negative duration that grows with the clock', async () => {
    const { get, post, clock } = harness();
    const { data } = (await get(`${base}/current`)).json;
    expect(data).toMatchObject({ id: TIME_ENTRIES.running, duration: String(-42 * MINUTE) });
    expect(data).not.toHaveProperty('end');
    clock.advance(3 * MINUTE);
    const stopped = (await post(`${base}/stop`)).json.data;
    expect(stopped).toMatchObject({
      id: TIME_ENTRIES.running,
      duration: String(45 * MINUTE),
      end: String(clock.now()),
    });
    expect((await get(`${base}/current`)).json).toEqual({ data: null });
    expect((await post(`${base}/stop`)).json).toEqual({ data: null });
  });

  it('bills by default where the Space says so', async () => {
    const { post, put } = harness();
    const features = { time_tracking: { enabled: true, default_to_billable: 1 } };
    await put(`/v2/space/${SPACES.engineering}`, { features });
    const billable = async (body: object) => (await post(`${base}/start`, body)).json.data.billable;
    expect(await billable({ tid: TASKS.greyButton })).toBe(true);
    expect(await billable({ tid: TASKS.greyButton, billable: false })).toBe(false);
    expect(await billable({})).toBe(false);
  });

  it('starts one and ends the one before', async () => {
    const { get, post } = harness();
    const started = (await post(`${base}/start`, { tid: TASKS.greyButton, description: 'Repeat it' })).json.data;
    expect(started).toMatchObject({ duration: '0', description: 'Repeat it', task: { id: TASKS.greyButton } });
    expect((await get(`${base}/current`)).json.data.id).toBe(started.id);
    expect((await get(`${base}/${TIME_ENTRIES.running}`)).json.data.duration).toBe(String(42 * MINUTE));
    const theirs = (await get(`${base}/current?assignee=${USERS.lena}`, API_KEYS.admin)).json.data;
    expect(theirs.id).toBe(started.id);
  });
});

describe('writing time entries', () => {
  const start = SEED_NOW - 5 * HOUR;

  it('creates with duration or end, and ignores task_id', async () => {
    const { get, post } = harness();
    const made = (await post(base, { start, duration: HOUR, tid: TASKS.greyButton, tags: [{ name: 'Field work' }] }))
      .json.data;
    expect(made).toMatchObject({ end: String(start + HOUR), tags: [{ name: 'Field work' }] });
    expect(made.id).toMatch(/^\d{19}$/);
    expect((await get(`/v2/task/${TASKS.greyButton}`)).json.time_spent).toBe(HOUR);
    const both = (await post(base, { start, stop: start + 2 * HOUR, duration: 1 })).json.data;
    expect(both.duration).toBe(String(2 * HOUR));
    const ignored = (await post(base, { start, duration: HOUR, task_id: TASKS.greyButton })).json.data;
    expect(ignored.task).toBeNull();
    const labels = (await get(`${base}/tags`)).json.data.map((label: Json) => label.name);
    expect(labels).toContain('Field work');
  });

  it('refuses what it cannot read', async () => {
    const { post } = harness();
    expect((await post(base, { duration: HOUR })).json.ECODE).toBe('TIMEENTRY_072');
    expect((await post(base, { start: 'noon', duration: HOUR })).status).toBe(500);
    expect((await post(base, { start })).status).toBe(400);
    expect((await post(base, { start, duration: HOUR, assignee: 5 })).json.ECODE).toBe('TIMEENTRY_007');
    expect((await post(base, { start, duration: HOUR, tid: 'zzz' })).json.ECODE).toBe('OAUTH_027');
    const forOthers = await post(base, { start, duration: HOUR, assignee: Number(USERS.yuki) }, API_KEYS.member);
    expect(forOthers.status).toBe(403);
  });

  it('does not track where the ClickApp is off', async () => {
    const { post, put } = harness();
    await put(`/v2/space/${SPACES.engineering}`, { features: { time_tracking: { enabled: false } } });
    const refused = await post(base, { start, duration: HOUR, tid: TASKS.greyButton });
    expect(refused).toMatchObject({ status: 500, json: { ECODE: 'TIMEENTRY_072' } });
  });

  it('does not track in a new Space until the ClickApp is on', async () => {
    const { post, put } = harness();
    const space = (await post(`/v2/team/${WORKSPACE_ID}/space`, { name: 'New' })).json.id;
    const list = (await post(`/v2/space/${space}/list`, { name: 'New' })).json.id;
    const tid = (await post(`/v2/list/${list}/task`, { name: 'New' })).json.id;
    expect((await post(base, { start, duration: HOUR, tid })).json.ECODE).toBe('TIMEENTRY_072');
    await put(`/v2/space/${space}`, { features: { time_tracking: { enabled: true } } });
    expect((await post(base, { start, duration: HOUR, tid })).status).toBe(200);
  });

  it('updates and keeps a history', async () => {
    const { get, put } = harness();
    const path = `${base}/${TIME_ENTRIES.acceptance}`;
    expect((await put(path, { start })).status).toBe(400);
    expect(await put(path, {})).toMatchObject({ status: 400, json: { ECODE: 'TIMEENTRY_060' } });
    const changed = (
      await put(path, { start, end: start + HOUR, tags: [{ name: 'support' }], tag_action: 'add', billable: false })
    ).json.data;
    expect(changed).toMatchObject({ start: String(start), duration: String(HOUR), billable: false });
    expect(changed.tags.map((tag: Json) => tag.name)).toEqual(['review', 'support']);
    const { data } = (await get(`${path}/history`)).json;
    expect(data.map((change: Json) => change.field)).toEqual(['billable', 'start', 'end', 'tags']);
    expect(data[1]).toMatchObject({ after: String(start), user: { id: Number(USERS.lena) } });
    expect((await put(path, { duration: 1000 })).json.data.end).toBe(String(start + 1000));
    expect((await put(path, { tags: [{ name: 'meeting' }] })).json.data.tags).toHaveLength(1);
    const none = await put(path, { tags: [{ name: 'Meeting' }, { name: 'never seen' }], tag_action: 'remove' });
    expect(none.json.data.tags).toEqual([]);
    expect((await get(`${base}/tags`)).json.data.map((label: Json) => label.name)).not.toContain('never seen');
  });

  it('deletes one or several, and answers null for unknown ids', async () => {
    const { get, put, del } = harness();
    expect(await put(`${base}/4231230000000000000`, {})).toMatchObject({ status: 200, json: { data: null } });
    expect(await del(`${base}/4231230000000000000`)).toMatchObject({ status: 200, json: { data: null } });
    const { data } = (await del(`${base}/${TIME_ENTRIES.standUp},${TIME_ENTRIES.morningMail}`)).json;
    expect(data).toHaveLength(2);
    expect((await get(`${base}/${TIME_ENTRIES.standUp}`)).status).toBe(401);
  });
});

describe('labels', () => {
  it('adds, removes and renames them on many entries', async () => {
    const { get, post, put, call } = harness();
    const ids = [TIME_ENTRIES.standUp, TIME_ENTRIES.acceptance];
    const on = async (id: string) => (await get(`${base}/${id}`)).json.data.tags.map((tag: Json) => tag.name);
    expect((await post(`${base}/tags`, { time_entry_ids: ids, tags: [{ name: 'Focus' }] })).json).toEqual({});
    expect(await on(ids[0] ?? '')).toEqual(['meeting', 'Focus']);
    const renamed = { name: 'focus', new_name: 'Deep focus', tag_bg: '#000000', tag_fg: '#ffffff' };
    expect((await put(`${base}/tags`, renamed)).json).toEqual({});
    expect(await on(ids[1] ?? '')).toEqual(['review', 'Deep focus']);
    await call('DELETE', `${base}/tags`, { time_entry_ids: ids, tags: [{ name: 'deep focus' }] });
    expect(await on(ids[1] ?? '')).toEqual(['review']);
    expect((await put(`${base}/tags`, { ...renamed, name: 'nope' })).status).toBe(400);
    expect((await post(`${base}/tags`, { tags: [] })).status).toBe(400);
  });
});

describe('the older routes of a task', () => {
  it('group by person and write the same entries', async () => {
    const { get, post, put, del } = harness();
    const path = `/v2/task/${TASKS.greyButton}/time`;
    expect((await get(path)).json).toEqual({ data: [] });
    const { id } = (await post(path, { start: SEED_NOW - HOUR, end: SEED_NOW, time: HOUR })).json;
    const [row] = (await get(path)).json.data;
    expect(row).toMatchObject({
      user: { id: Number(USERS.lena) },
      time: HOUR,
      intervals: [{ id, time: String(HOUR) }],
    });
    expect((await get(`${base}/${id}`)).json.data.task.id).toBe(TASKS.greyButton);
    expect((await put(`${path}/${id}`, { time: 2 * HOUR, start: SEED_NOW - 2 * HOUR })).json).toEqual({});
    expect((await get(path)).json.data[0].time).toBe(2 * HOUR);
    expect((await del(`${path}/${id}`)).json).toEqual({});
    expect((await get(path)).json).toEqual({ data: [] });
    expect(await post(path, {})).toMatchObject({ status: 400, json: { ECODE: 'TIMESPENT_002' } });
    expect((await del(`${path}/4231230000000000000`)).status).toBe(401);
  });
});
