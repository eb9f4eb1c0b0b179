import type { Queryable } from '../../db/database.js';
import { categoryOf, statusKey } from '../categories.js';
import { instant, list, object, type Row, text, type Wire } from './rows.js';
import type { Run } from './run.js';
import { upsert } from './store-rows.js';

/** Most events of one run; the others have their turn in the next. */
const mostEvents = 1_000;
/** More tasks than this are read by their date of change rather than one by one. */
const fewTasks = 4;
/** So often all changes are asked for though webhooks work: ClickUp repeats an event five times, and never later. */
const pollMs = 3_600_000;
/** A change that a sync saw before its event came is the same one, within so long. */
const sameChangeMs = 3_600_000;

/** What webhooks have told of, and no run has looked at. */
export interface Waiting {
  /** The last of them. */
  seq: number;
  tasks: string[];
  /** Those among them that are said to be gone. */
  deleted: string[];
  /** Those of which comments were written or changed. */
  commented: string[];
  hasTime: boolean;
  hasPlaces: boolean;
  statusChanges: Row[];
}

interface Event {
  seq: number;
  event: string;
  task_id: string | null;
  payload: Wire;
}

export async function waitingEvents({ db, workspaceId, rules }: Run): Promise<Waiting> {
  const events = await db.query<Event>(
    `SELECT seq, event, task_id, payload FROM cu.webhook_inbox WHERE workspace_id = $1 AND handled_at IS NULL
     ORDER BY seq LIMIT ${mostEvents}`,
    [workspaceId],
  );
  const idsOf = (some: readonly Event[]) => [...new Set(some.flatMap(({ task_id }) => task_id ?? []))];
  return {
    seq: events.at(-1)?.seq ?? 0,
    tasks: idsOf(events),
    deleted: idsOf(events.filter(({ event }) => event === 'taskDeleted')),
    commented: idsOf(events.filter(({ event }) => event.startsWith('taskComment'))),
    hasTime: events.some(({ event }) => event === 'taskTimeTrackedUpdated'),
    hasPlaces: events.some(({ event }) => /^(list|folder|space)/.test(event)),
    statusChanges: events.flatMap(({ task_id, payload }) => (task_id ? statusChangesIn(task_id, payload, rules) : [])),
  };
}

/**
 * Whether webhooks have told of all that has to be read: they work, they told of little, and it is not long since everything was
 * asked for. What they missed is found by the next run that asks.
 */
export async function areEnough({ db, workspaceId, startedAt }: Run, { tasks }: Waiting): Promise<boolean> {
  const [row] = await db.query<{ polled_at: Date | null; structured_at: Date | null; works: boolean }>(
    `SELECT polled_at, structured_at, EXISTS (SELECT 1 FROM cu.webhooks h WHERE h.workspace_id = $1 AND h.is_healthy) AS works
     FROM cu.workspaces WHERE workspace_id = $1`,
    [workspaceId],
  );
  const isRecent = row?.polled_at !== null && row !== undefined && startedAt - row.polled_at.getTime() < pollMs;
  return isRecent && row.works && tasks.length <= fewTasks;
}

/** Keeps exact changes of status, in place of what a sync had to guess. Events that come twice, late or in another order change nothing. */
export async function storeStatusChanges(run: Run, { statusChanges, hasPlaces }: Waiting): Promise<void> {
  if (statusChanges.length === 0 && !hasPlaces) return;
  const { workspaceId: workspace_id } = run;
  const key = ['workspace_id', 'task_id', 'at', 'to_status'];
  const rows = [...new Map(statusChanges.map((row) => [`${row.task_id} ${row.at} ${row.to_status}`, row])).values()];
  await run.page(async (tx) => {
    if (hasPlaces)
      await tx.query('UPDATE cu.workspaces SET structured_at = NULL WHERE workspace_id = $1', [workspace_id]);
    await tx.query(
      `DELETE FROM cu.status_changes old USING jsonb_populate_recordset(NULL::cu.status_changes, $2::jsonb) new
       WHERE old.workspace_id = $1 AND old.task_id = new.task_id AND old.to_status = new.to_status AND old.origin = 'diff'
         AND old.at >= new.at AND old.at < new.at + make_interval(secs => ${sameChangeMs / 1_000})`,
      [workspace_id, JSON.stringify(rows)],
    );
    await upsert(
      tx,
      { table: 'cu.status_changes', key },
      rows.map((row) => ({ workspace_id, ...row })),
    );
  });
}

export const markHandled = (tx: Queryable, { workspaceId, now }: Run, { seq }: Waiting) =>
  tx.query('UPDATE cu.webhook_inbox SET handled_at = $3 WHERE workspace_id = $1 AND handled_at IS NULL AND seq <= $2', [
    workspaceId,
    seq,
    new Date(now()),
  ]);

function statusChangesIn(task_id: string, { history_items }: Wire, rules: Run['rules']): Row[] {
  return list(history_items).flatMap((item) => {
    const [before, after] = [object(item.before), object(item.after)];
    const to = text(after.status);
    const at = instant(item.date);
    if (item.field !== 'status' || to === null || at === null) return [];
    const from = text(before.status);
    return [
      {
        task_id,
        at,
        from_status: from === null ? null : statusKey(from),
        to_status: statusKey(to),
        from_category: from === null ? null : categoryOf(from, text(before.type) ?? '', rules),
        to_category: categoryOf(to, text(after.type) ?? '', rules),
        origin: 'webhook',
      },
    ];
  });
}
