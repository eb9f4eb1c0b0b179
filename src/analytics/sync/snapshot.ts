import type { Queryable } from '../../db/database.js';

/** Keeps how the tasks that changed since the beginning of a day are at this moment, by the Workspace's calendar; those of earlier days stay. */
export const snapshot = (tx: Queryable, workspaceId: string, now: Date, since = now): Promise<unknown> =>
  tx.query(
    `INSERT INTO cu.daily_tasks (workspace_id, day, task_id, title, status, assignee_name, tracked_ms, space, folder, list, due_at, synced_at)
     SELECT t.workspace_id, (t.updated_at AT TIME ZONE w.timezone)::date, t.task_id, t.name, t.status,
       (SELECT string_agg(m.username, ', ' ORDER BY a.position) FROM cu.task_assignees a JOIN cu.members m USING (workspace_id, user_id)
        WHERE a.workspace_id = t.workspace_id AND a.task_id = t.task_id),
       coalesce(o.ms, 0),
       s.name, f.name, l.name, t.due_at, $2
     FROM cu.tasks t JOIN cu.workspaces w USING (workspace_id)
     LEFT JOIN cu.spaces s ON s.workspace_id = t.workspace_id AND s.space_id = t.space_id
     LEFT JOIN cu.folders f ON f.workspace_id = t.workspace_id AND f.folder_id = t.folder_id
     LEFT JOIN cu.lists l ON l.workspace_id = t.workspace_id AND l.list_id = t.home_list_id
     LEFT JOIN cu.task_time o ON o.workspace_id = t.workspace_id AND o.task_id = t.task_id
     WHERE t.workspace_id = $1 AND t.deleted_at IS NULL
       AND t.updated_at >= ((($3::timestamptz AT TIME ZONE w.timezone)::date)::timestamp AT TIME ZONE w.timezone)
     ON CONFLICT (workspace_id, day, task_id) DO UPDATE SET title = excluded.title, status = excluded.status,
       assignee_name = excluded.assignee_name, tracked_ms = excluded.tracked_ms, space = excluded.space,
       folder = excluded.folder, list = excluded.list, due_at = excluded.due_at, synced_at = excluded.synced_at`,
    [workspaceId, now, since],
  );

/** The day that a moment belongs to is the one before for so long after midnight: a sync takes its time. */
const afterMidnightMs = 3_600_000;

/**
 * Keeps the day: how its tasks are, and figures of each List in `cu.snapshots`. Soon after midnight it is the day that has ended.
 * Taken again, it is replaced; earlier days stay. Gives the day and its rows.
 */
export async function keepDay(tx: Queryable, workspaceId: string, now: Date): Promise<{ day: string; rows: number }> {
  const since = new Date(now.getTime() - afterMidnightMs);
  await snapshot(tx, workspaceId, now, since);
  const [row] = await tx.query<{ day: string; rows: number }>(
    `WITH day AS (SELECT ($2::timestamptz AT TIME ZONE timezone)::date AS day FROM cu.workspaces WHERE workspace_id = $1),
     figures AS (
       SELECT t.home_list_id, count(*) FILTER (WHERE t.category = 'not_started') AS not_started,
         count(*) FILTER (WHERE t.category = 'active') AS active, count(*) FILTER (WHERE t.category IN ('done', 'closed')) AS completed,
         count(*) FILTER (WHERE t.category IN ('not_started', 'active') AND t.due_at < $3) AS overdue,
         coalesce(sum(greatest(t.time_estimate_ms - coalesce(o.ms, 0), 0)) FILTER (WHERE t.category IN ('not_started', 'active')), 0) AS remaining_ms,
         coalesce(sum(o.ms), 0) AS tracked_ms
       FROM cu.tasks t LEFT JOIN cu.task_time o ON o.workspace_id = $1 AND o.task_id = t.task_id WHERE t.workspace_id = $1 AND t.deleted_at IS NULL GROUP BY 1),
     kept AS (
       INSERT INTO cu.snapshots (workspace_id, day, scope_kind, scope_id, metric, value)
       SELECT $1, day, 'list', home_list_id, metric, value FROM figures CROSS JOIN day CROSS JOIN LATERAL (VALUES
         ('not_started', not_started), ('active', active), ('completed', completed), ('overdue', overdue),
         ('remaining_ms', remaining_ms), ('tracked_ms', tracked_ms)) AS each (metric, value)
       ON CONFLICT (workspace_id, day, scope_kind, scope_id, metric) DO UPDATE SET value = excluded.value RETURNING 1)
     SELECT day::text, (SELECT count(*) FROM kept) AS rows FROM day`,
    [workspaceId, since, now],
  );
  return row!;
}
