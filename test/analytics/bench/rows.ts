import { randomUUID } from 'node:crypto';
import { dropIndexes, makeIndexes } from '../../../src/analytics/sync/entry-indexes.js';
import type { Row } from '../../../src/analytics/sync/rows.js';
import { insert, upsert } from '../../../src/analytics/sync/store-rows.js';
import { leaveSums, sumTime } from '../../../src/analytics/sync/sums.js';
import type { Database, Queryable } from '../../../src/db/database.js';
import { WORKSPACE_ID } from '../../../src/sandbox/index.js';

const users = 200;
const spaces = 10;
const lists = 1_000;
const [hourMs, dayMs] = [3_600_000, 86_400_000];
/** The largest answer of time entries that a sync asks for. */
const pageSize = 5_000;
/** How far back time entries go. */
const historyDays = 320;

const ws = { workspace_id: WORKSPACE_ID };
const ago = (now: number, days: number): string => new Date(now - days * dayMs).toISOString();
const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
const statuses = [
  ['open', 'not_started'],
  ['doing', 'active'],
  ['done', 'done'],
  ['done', 'done'],
] as const;

/** A task by its number: two of five are subtasks, a third has an estimate. */
function task(t: number, now: number): Row {
  const list = t % lists;
  const [status, category] = statuses[t % 4]!;
  return {
    ...ws,
    task_id: `t${t}`,
    uuid: randomUUID(),
    parent_id: t % 5 < 2 && t > 5 ? `t${t - 1 - (t % 5)}` : null,
    home_list_id: `l${list}`,
    folder_id: `f${Math.floor(list / 10)}`,
    space_id: `s${Math.floor(list / 100)}`,
    custom_type: 0,
    name: `Task ${t}`,
    status,
    status_type: status,
    status_order: 0,
    category,
    time_estimate_ms: t % 3 === 0 ? 2 * hourMs : null,
    due_at: ago(now, (t % 60) - 20),
    created_at: ago(now, (t % 300) + 1),
    updated_at: ago(now, t % 30),
    done_at: category === 'done' ? ago(now, t % 90) : null,
    archived: false,
    content_hash: '',
  };
}

/** Tasks that a person works on by turns until they are done. */
const atATime = 5;

/** An entry by its number: each person has one after the other, and works on a task in a stretch of some days. */
function entry(e: number, now: number, tasks: number, entries: number): Row {
  const [person, turn] = [e % users, Math.floor(e / users)];
  const perTask = Math.max(1, Math.round(entries / tasks));
  const nth = Math.floor(turn / (atATime * perTask)) * atATime + (turn % atATime);
  const before = Math.floor((turn / Math.ceil(entries / users)) * historyDays * dayMs);
  const start = Math.floor(now / hourMs) * hourMs - before - 2 * hourMs;
  const duration_ms = (3_600 + ((e * 7) % 1_801)) * 1_000;
  return {
    ...ws,
    entry_id: `e${e}`,
    uuid: randomUUID(),
    task_id: `t${(nth * users + person) % tasks}`,
    user_id: person + 1,
    start_at: new Date(start).toISOString(),
    end_at: new Date(start + duration_ms).toISOString(),
    duration_ms,
    is_running: false,
    billable: e % 3 === 0,
    tags: [],
    content_hash: '',
  };
}

/** Rows of a large Workspace by arithmetic, the same on every run, written as the sync writes them. Gives rows a second. */
export async function fill(db: Database, { tasks, entries }: { tasks: number; entries: number }): Promise<number> {
  const now = Date.now();
  const began = performance.now();
  let count = 0;
  // The next page is made while the database writes one, as the next answer is on its way during a sync.
  let written: Promise<unknown> = Promise.resolve();
  const store = async (table: string, key: string[], length: number, rowsOf: (index: number) => Row | Row[]) => {
    const write = { table: `cu.${table}`, key: ['workspace_id', ...key] };
    for (let first = 0; first < length; first += pageSize) {
      const page = range(Math.min(pageSize, length - first)).flatMap<Row>((index) => rowsOf(first + index));
      count += page.length;
      await written;
      // As the first sync, which looks up the ids of entries before, and makes indexes and sums in the end.
      const isNew = table === 'time_entries';
      const work = async (tx: Queryable) => {
        if (!isNew) return upsert(tx, write, page);
        await leaveSums(tx);
        return insert(tx, write.table, page);
      };
      written = db.transaction(work, { timeoutMs: 0 });
    }
  };
  const synced = { timezone: 'Europe/Berlin', week_start: 1, day_hours: 8, coverage: 'all', synced_at: ago(now, 0) };
  await store('workspaces', [], 1, () => ({ ...ws, name: 'Large', ...synced, full_synced_at: ago(now, 0) }));
  await store('members', ['user_id'], users, (u) => {
    return { ...ws, user_id: u + 1, uuid: randomUUID(), username: `Person ${u + 1}`, is_guest: false };
  });
  const place = { archived: false };
  await store('spaces', ['space_id'], spaces, (s) => {
    return { ...ws, space_id: `s${s}`, name: `Space ${s}`, multiple_assignees: true, features: {}, ...place };
  });
  await store('folders', ['folder_id'], lists / 10, (f) => {
    return { ...ws, folder_id: `f${f}`, space_id: `s${Math.floor(f / 10)}`, name: `Folder ${f}`, ...place };
  });
  await store('lists', ['list_id'], lists, (l) => {
    const above = { folder_id: `f${Math.floor(l / 10)}`, space_id: `s${Math.floor(l / 100)}` };
    return { ...ws, list_id: `l${l}`, ...above, name: `List ${l}`, ...place };
  });
  await store('tasks', ['task_id'], tasks, (t) => task(t, now));
  await store('task_assignees', ['task_id', 'user_id'], tasks, (t) =>
    range(t % 10 < 7 ? 1 : 2).map((position) => {
      return { ...ws, task_id: `t${t}`, user_id: ((t + position * 13) % users) + 1, position };
    }),
  );
  await written;
  const writer: Parameters<typeof makeIndexes>[0] = { db, page: (work, options) => db.transaction(work, options) };
  await dropIndexes(writer);
  await store('time_entries', ['entry_id'], entries, (e) => entry(e, now, tasks, entries));
  await written;
  await makeIndexes(writer);
  await db.transaction((tx) => sumTime(tx, WORKSPACE_ID), { timeoutMs: 0 });
  const perSecond = count / ((performance.now() - began) / 1_000);
  await db.transaction((tx) => tx.query('ANALYZE'), { timeoutMs: 0 });
  return perSecond;
}
