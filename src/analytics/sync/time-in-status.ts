import { unwrap } from '../../clickup/api.js';
import type { Queryable } from '../../db/database.js';
import { ClickUpError, NotFoundError } from '../../runtime/errors.js';
import { categoryOf, statusKey } from '../categories.js';
import { readDue } from './due-tasks.js';
import { instant, list, number, object, type Row, text, type Wire } from './rows.js';
import type { Run } from './run.js';
import { upsert } from './store-rows.js';

/** Ids of one call. https://developer.clickup.com/reference/getbulktaskstimeinstatus */
const batchSize = 100;
const minuteMs = 60_000;
/** ClickUp counts whole minutes: a stay and the way to the next one may differ by so much. */
const roundedMs = 2 * minuteMs;
/** A change that a sync saw before is the same one, within so long. */
const sameChangeMs = 3_600_000;
/** The Workspace has it switched off. */
const switchedOff = 'TIS_027';

/** Reads of each task that changed how long it was in which status; gives what is in the way. */
export async function syncTimeInStatus(run: Run): Promise<string | undefined> {
  try {
    await readDue(run, 'time_in_status', batchSize, async (ids) => {
      const found = await readTimes(run, ids);
      return (tx) => storeTimes(tx, run, ids, found);
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof ClickUpError) || error.details?.ecode !== switchedOff) throw error;
    return 'Time in status is switched off in the Workspace: an owner or admin switches it on among the ClickApps.';
  }
}

/** One task that is gone spoils the answer for all: then each is asked for by itself. */
async function readTimes({ api, call }: Run, ids: readonly string[]): Promise<Map<string, Wire>> {
  try {
    const params = { query: { task_ids: [...ids] } };
    const answer = await call(unwrap(api.GET('/v2/task/bulk_time_in_status/task_ids', { params })));
    return new Map(Object.entries(answer as unknown as Record<string, Wire>));
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
  const found = new Map<string, Wire>();
  for (const task_id of ids) {
    const params = { path: { task_id } };
    const one = call(unwrap(api.GET('/v2/task/{task_id}/time_in_status', { params })));
    const answer = await one.catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
    });
    if (answer) found.set(task_id, answer as unknown as Wire);
  }
  return found;
}

interface Stay {
  status: string;
  type: string;
  since: number;
  minutes: number;
}

/** Each status that a task had, in the order in which it was entered last. */
function staysOf(wire: Wire): Stay[] {
  const stays = [...list(wire.status_history), object(wire.current_status)].flatMap((each): Stay[] => {
    const time = object(each.total_time);
    const [since, status] = [number(time.since), text(each.status)];
    if (since === null || status === null) return [];
    return [{ status, type: text(each.type) ?? '', since, minutes: number(time.by_minute) ?? 0 }];
  });
  // The history repeats the current status, with its type.
  const once = new Map(stays.toReversed().map((stay) => [statusKey(stay.status), stay]));
  return [...once.values()].sort((a, b) => a.since - b.since);
}

/** Whether the task entered each of them once: then each lasted until the next one began. */
const areWhole = (stays: readonly Stay[]): boolean =>
  stays.slice(0, -1).every(({ since, minutes }, index) => {
    const lasted = stays[index + 1]!.since - since;
    return Math.abs(lasted - minutes * minuteMs) < roundedMs;
  });

async function storeTimes(tx: Queryable, run: Run, ids: readonly string[], found: ReadonlyMap<string, Wire>) {
  const { workspaceId: workspace_id, rules } = run;
  const fetched_at = new Date(run.now());
  const rows: Row[] = [];
  const changes: Row[] = [];
  for (const [task_id, wire] of found) {
    const stays = staysOf(wire);
    const is_whole = areWhole(stays);
    const current = statusKey(text(object(wire.current_status).status) ?? '');
    for (const [index, { status, type, since, minutes }] of stays.entries()) {
      const status_key = statusKey(status);
      const is_current = status_key === current;
      rows.push({
        workspace_id,
        ...{ task_id, status_key, minutes, since: instant(since), is_current, is_whole, fetched_at },
      });
      const before = stays[index - 1];
      if (!is_whole || !before) continue;
      changes.push({
        ...{ workspace_id, task_id, at: instant(since), from_status: statusKey(before.status), to_status: status_key },
        from_category: categoryOf(before.status, before.type, rules),
        to_category: categoryOf(status, type, rules),
        origin: 'time_in_status',
      });
    }
  }
  await tx.query('DELETE FROM cu.time_in_status WHERE workspace_id = $1 AND task_id = ANY($2::text[])', [
    workspace_id,
    ids,
  ]);
  await upsert(tx, { table: 'cu.time_in_status', key: ['workspace_id', 'task_id', 'status_key'] }, rows);
  await storeChanges(tx, workspace_id, changes);
  return rows.length;
}

/** In place of what a sync had to guess; not beside what a webhook told. */
async function storeChanges(tx: Queryable, workspaceId: string, changes: readonly Row[]): Promise<void> {
  const told = 'jsonb_populate_recordset(NULL::cu.status_changes, $2::jsonb) new';
  const same = 'old.workspace_id = $1 AND old.task_id = new.task_id AND old.to_status = new.to_status';
  const json = JSON.stringify(changes);
  await tx.query(
    `DELETE FROM cu.status_changes old USING ${told} WHERE ${same}
       AND (old.origin = 'time_in_status' OR old.origin = 'diff' AND old.at >= new.at AND old.at < new.at + make_interval(secs => $3))`,
    [workspaceId, json, sameChangeMs / 1_000],
  );
  await tx.query(
    `INSERT INTO cu.status_changes (workspace_id, task_id, at, from_status, to_status, from_category, to_category, origin)
     SELECT $1, task_id, at, from_status, to_status, from_category, to_category, origin FROM ${told}
     WHERE NOT EXISTS (SELECT 1 FROM cu.status_changes old WHERE ${same} AND old.origin = 'webhook'
       AND old.at BETWEEN new.at - make_interval(secs => $3) AND new.at + make_interval(secs => $3))
     ON CONFLICT DO NOTHING`,
    [workspaceId, json, roundedMs / 1_000],
  );
}
