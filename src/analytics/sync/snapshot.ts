import type { Queryable } from '../../db/database.js';

/** Keeps how the tasks that changed today are at this moment, by the Workspace's calendar; those of earlier days stay. */
export const snapshot = (tx: Queryable, workspaceId: string, now: Date): Promise<unknown> =>
  tx.query(
    `INSERT INTO cu.daily_tasks (workspace_id, day, task_id, title, status, assignee_name, tracked_ms, space, folder, list, due_at, synced_at)
     SELECT t.workspace_id, (t.updated_at AT TIME ZONE w.timezone)::date, t.task_id, t.name, t.status,
       (SELECT string_agg(m.username, ', ' ORDER BY a.position) FROM cu.task_assignees a JOIN cu.members m USING (workspace_id, user_id)
        WHERE a.workspace_id = t.workspace_id AND a.task_id = t.task_id),
       coalesce((SELECT sum(e.duration_ms) FROM cu.time_entries e WHERE e.workspace_id = t.workspace_id AND e.task_id = t.task_id
         AND e.deleted_at IS NULL AND NOT e.is_running), 0),
       s.name, f.name, l.name, t.due_at, $2
     FROM cu.tasks t JOIN cu.workspaces w USING (workspace_id)
     LEFT JOIN cu.spaces s ON s.workspace_id = t.workspace_id AND s.space_id = t.space_id
     LEFT JOIN cu.folders f ON f.workspace_id = t.workspace_id AND f.folder_id = t.folder_id
     LEFT JOIN cu.lists l ON l.workspace_id = t.workspace_id AND l.list_id = t.home_list_id
     WHERE t.workspace_id = $1 AND t.deleted_at IS NULL
       AND t.updated_at >= ((($2::timestamptz AT TIME ZONE w.timezone)::date)::timestamp AT TIME ZONE w.timezone)
     ON CONFLICT (workspace_id, day, task_id) DO UPDATE SET title = excluded.title, status = excluded.status,
       assignee_name = excluded.assignee_name, tracked_ms = excluded.tracked_ms, space = excluded.space,
       folder = excluded.folder, list = excluded.list, due_at = excluded.due_at, synced_at = excluded.synced_at`,
    [workspaceId, now],
  );
