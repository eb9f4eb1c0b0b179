/** Four views for people who write SQL; `clickup-analytics query` finds them without the name of their schema. */
export const views = `
CREATE SCHEMA analytics;

CREATE VIEW analytics.tasks AS
SELECT t.uuid AS id, t.task_id AS clickup_task_id, t.name AS title, t.description, t.status, t.status_type,
  CASE t.priority WHEN 1 THEN 'urgent' WHEN 2 THEN 'high' WHEN 3 THEN 'normal' WHEN 4 THEN 'low' END AS priority,
  people.names AS assignee_name, people.first AS employee_id,
  coalesce(own.minutes, 0) AS tracked_minutes, round(t.time_estimate_ms / 60000.0)::int AS time_estimate_minutes,
  (t.start_at AT TIME ZONE w.timezone)::date AS start_date, (t.due_at AT TIME ZONE w.timezone)::date AS due_date,
  t.created_at AS date_created, t.closed_at AS date_closed, last.at AS last_status_change,
  s.name AS space_name, f.name AS folder_name, l.name AS list_name, tags.names AS tags, t.points AS sprint_points,
  CASE WHEN t.custom_type = 1 THEN 'milestone' WHEN t.parent_id IS NOT NULL THEN 'subtask' ELSE 'task' END AS type,
  t.deleted_at IS NOT NULL AS is_deleted, t.workspace_id
FROM cu.tasks t
JOIN cu.workspaces w USING (workspace_id)
LEFT JOIN cu.spaces s ON s.workspace_id = t.workspace_id AND s.space_id = t.space_id
LEFT JOIN cu.folders f ON f.workspace_id = t.workspace_id AND f.folder_id = t.folder_id
LEFT JOIN cu.lists l ON l.workspace_id = t.workspace_id AND l.list_id = t.home_list_id
LEFT JOIN LATERAL (
  SELECT array_agg(m.username ORDER BY a.position) AS names, (array_agg(m.uuid ORDER BY a.position))[1] AS first
  FROM cu.task_assignees a JOIN cu.members m USING (workspace_id, user_id)
  WHERE a.workspace_id = t.workspace_id AND a.task_id = t.task_id) people ON true
LEFT JOIN LATERAL (
  SELECT round(sum(e.duration_ms) / 60000.0)::int AS minutes FROM cu.time_entries e
  WHERE e.workspace_id = t.workspace_id AND e.task_id = t.task_id AND e.deleted_at IS NULL AND NOT e.is_running) own ON true
LEFT JOIN LATERAL (
  SELECT max(c.at) AS at FROM cu.status_changes c
  WHERE c.workspace_id = t.workspace_id AND c.task_id = t.task_id) last ON true
LEFT JOIN LATERAL (
  SELECT array_agg(g.tag ORDER BY g.tag) AS names FROM cu.task_tags g
  WHERE g.workspace_id = t.workspace_id AND g.task_id = t.task_id) tags ON true;
COMMENT ON COLUMN analytics.tasks.employee_id IS 'The first assignee; assignee_name holds all of them.';
COMMENT ON COLUMN analytics.tasks.tracked_minutes IS 'Rounded, of the task alone, without subtasks and running timers; cu.time_entries has milliseconds.';
COMMENT ON COLUMN analytics.tasks.date_created IS 'An instant: a timestamp with time zone keeps no zone of its own.';

CREATE VIEW analytics.employees AS
SELECT uuid AS id, user_id AS clickup_user_id, username AS name, email,
  CASE role WHEN 1 THEN 'owner' WHEN 2 THEN 'admin' WHEN 3 THEN 'member' WHEN 4 THEN 'guest' ELSE 'custom' END AS role,
  workspace_id
FROM cu.members;

CREATE VIEW analytics.time_logs AS
SELECT e.uuid AS id, e.task_id AS clickup_task_id, m.uuid AS employee_id, m.username AS employee_name, e.start_at, e.end_at,
  round(e.duration_ms / 60000.0)::int AS duration_minutes, e.description, e.billable,
  ARRAY(SELECT jsonb_array_elements_text(e.tags)) AS tags, e.workspace_id
FROM cu.time_entries e LEFT JOIN cu.members m USING (workspace_id, user_id)
WHERE e.deleted_at IS NULL AND NOT e.is_running;
COMMENT ON COLUMN analytics.time_logs.duration_minutes IS 'Rounded; cu.time_entries.duration_ms is exact.';

CREATE VIEW analytics.daily_syncs AS
SELECT d.day AS sync_date, d.task_id AS clickup_task_id, d.title, d.status, d.assignee_name,
  round(d.tracked_ms / 60000.0)::int AS tracked_minutes, d.space, d.folder, d.list,
  (d.due_at AT TIME ZONE w.timezone)::date AS due_date, d.synced_at, d.workspace_id
FROM cu.daily_tasks d JOIN cu.workspaces w USING (workspace_id);
`;
