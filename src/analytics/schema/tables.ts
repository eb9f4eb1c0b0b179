/**
 * The synced copy. Every table begins with the Workspace, so that one database serves many and can be split by it. Ids that
 * ClickUp mints are text, but those of people; durations are milliseconds. There are no foreign keys between synced tables: pages
 * arrive in any order, and may name what the token cannot see.
 */
export const tables = `
CREATE SCHEMA cu;

CREATE TABLE cu.workspaces (
  workspace_id text PRIMARY KEY, name text NOT NULL,
  timezone text NOT NULL DEFAULT 'UTC', week_start smallint NOT NULL DEFAULT 1,
  day_hours numeric NOT NULL DEFAULT 8,
  coverage text NOT NULL DEFAULT 'all' CHECK (coverage IN ('all', 'self')),
  changes_from timestamptz, entries_from timestamptz, synced_at timestamptz, full_synced_at timestamptz);

CREATE TABLE cu.members (
  workspace_id text NOT NULL, user_id bigint NOT NULL, uuid uuid NOT NULL, username text, email text, color text,
  initials text, role smallint, is_guest boolean NOT NULL DEFAULT false, last_active_at timestamptz, left_at timestamptz,
  PRIMARY KEY (workspace_id, user_id));

CREATE TABLE cu.spaces (
  workspace_id text NOT NULL, space_id text NOT NULL, name text NOT NULL, color text,
  multiple_assignees boolean NOT NULL DEFAULT false, features jsonb NOT NULL DEFAULT '{}',
  archived boolean NOT NULL DEFAULT false, deleted_at timestamptz, deleted_reason text, seen_run bigint,
  PRIMARY KEY (workspace_id, space_id));
CREATE TABLE cu.folders (
  workspace_id text NOT NULL, folder_id text NOT NULL, space_id text NOT NULL, parent_folder_id text, name text NOT NULL,
  archived boolean NOT NULL DEFAULT false, deleted_at timestamptz, deleted_reason text, seen_run bigint,
  PRIMARY KEY (workspace_id, folder_id));
CREATE TABLE cu.lists (
  workspace_id text NOT NULL, list_id text NOT NULL, folder_id text, space_id text NOT NULL, name text NOT NULL,
  start_at timestamptz, due_at timestamptz,
  archived boolean NOT NULL DEFAULT false, deleted_at timestamptz, deleted_reason text, seen_run bigint,
  PRIMARY KEY (workspace_id, list_id));

CREATE TABLE cu.statuses (
  workspace_id text NOT NULL, owner_kind text NOT NULL CHECK (owner_kind IN ('space', 'folder', 'list')),
  owner_id text NOT NULL, status_key text NOT NULL, name text NOT NULL, type text NOT NULL, orderindex int NOT NULL,
  color text, PRIMARY KEY (workspace_id, owner_kind, owner_id, status_key));
CREATE TABLE cu.status_rules (
  workspace_id text NOT NULL, pattern text NOT NULL,
  category text NOT NULL CHECK (category IN ('not_started', 'active', 'done', 'closed', 'cancelled', 'other')),
  PRIMARY KEY (workspace_id, pattern));

CREATE TABLE cu.tasks (
  workspace_id text NOT NULL, task_id text NOT NULL, uuid uuid NOT NULL, custom_id text, parent_id text, top_id text,
  home_list_id text NOT NULL, folder_id text, space_id text NOT NULL, custom_type int NOT NULL DEFAULT 0,
  name text NOT NULL, description text, status text NOT NULL, status_type text NOT NULL, status_order int NOT NULL,
  category text NOT NULL, priority smallint, points numeric, time_estimate_ms bigint, time_spent_ms bigint,
  start_at timestamptz, due_at timestamptz, creator_id bigint, created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL, done_at timestamptz, closed_at timestamptz, archived boolean NOT NULL DEFAULT false,
  deleted_at timestamptz, deleted_reason text, content_hash text NOT NULL, seen_run bigint,
  PRIMARY KEY (workspace_id, task_id));
CREATE INDEX tasks_list ON cu.tasks (workspace_id, home_list_id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_space ON cu.tasks (workspace_id, space_id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_parent ON cu.tasks (workspace_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX tasks_done ON cu.tasks (workspace_id, done_at) WHERE done_at IS NOT NULL;
CREATE INDEX tasks_updated ON cu.tasks (workspace_id, updated_at);
CREATE INDEX tasks_custom ON cu.tasks (workspace_id, custom_id) WHERE custom_id IS NOT NULL;

CREATE TABLE cu.task_assignees (
  workspace_id text NOT NULL, task_id text NOT NULL, user_id bigint NOT NULL, position int NOT NULL,
  PRIMARY KEY (workspace_id, task_id, user_id));
CREATE INDEX task_assignees_user ON cu.task_assignees (workspace_id, user_id, task_id);
CREATE TABLE cu.task_tags (
  workspace_id text NOT NULL, task_id text NOT NULL, tag text NOT NULL, PRIMARY KEY (workspace_id, task_id, tag));
CREATE TABLE cu.task_lists (
  workspace_id text NOT NULL, task_id text NOT NULL, list_id text NOT NULL, is_home boolean NOT NULL,
  PRIMARY KEY (workspace_id, task_id, list_id));
CREATE INDEX task_lists_list ON cu.task_lists (workspace_id, list_id, task_id);
CREATE TABLE cu.task_deps (
  workspace_id text NOT NULL, task_id text NOT NULL, depends_on text NOT NULL,
  PRIMARY KEY (workspace_id, task_id, depends_on));

CREATE TABLE cu.time_entries (
  workspace_id text NOT NULL, entry_id text NOT NULL, uuid uuid NOT NULL, task_id text, user_id bigint NOT NULL,
  start_at timestamptz NOT NULL, end_at timestamptz, duration_ms bigint NOT NULL CHECK (duration_ms >= 0),
  is_running boolean NOT NULL DEFAULT false, billable boolean NOT NULL DEFAULT false, description text, source text,
  tags jsonb NOT NULL DEFAULT '[]', changed_at timestamptz, deleted_at timestamptz, content_hash text NOT NULL,
  PRIMARY KEY (workspace_id, entry_id));
CREATE INDEX time_entries_start ON cu.time_entries (workspace_id, start_at);
CREATE INDEX time_entries_user ON cu.time_entries (workspace_id, user_id, start_at);
CREATE INDEX time_entries_length ON cu.time_entries (workspace_id, duration_ms);
CREATE INDEX time_entries_task ON cu.time_entries (workspace_id, task_id);

CREATE TABLE cu.status_changes (
  workspace_id text NOT NULL, task_id text NOT NULL, at timestamptz NOT NULL, from_status text, to_status text NOT NULL,
  from_category text, to_category text NOT NULL, PRIMARY KEY (workspace_id, task_id, at, to_status));
CREATE TABLE cu.daily_tasks (
  workspace_id text NOT NULL, day date NOT NULL, task_id text NOT NULL, title text NOT NULL, status text NOT NULL,
  assignee_name text, tracked_ms bigint NOT NULL, space text, folder text, list text, due_at timestamptz,
  synced_at timestamptz NOT NULL, PRIMARY KEY (workspace_id, day, task_id));
CREATE TABLE cu.projects (
  workspace_id text NOT NULL, alias text NOT NULL, scope_kind text NOT NULL CHECK (scope_kind IN ('space', 'folder', 'list')),
  scope_id text NOT NULL, added_at timestamptz NOT NULL, PRIMARY KEY (workspace_id, alias),
  UNIQUE (workspace_id, scope_kind, scope_id));

CREATE TABLE cu.sync_runs (
  run_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, workspace_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('full', 'incremental')),
  state text NOT NULL CHECK (state IN ('running', 'done', 'needs_review', 'failed')), started_at timestamptz NOT NULL,
  finished_at timestamptz, calls int NOT NULL DEFAULT 0, rows bigint NOT NULL DEFAULT 0, error text);
CREATE INDEX sync_runs_workspace ON cu.sync_runs (workspace_id, run_id);
CREATE TABLE cu.sync_cursors (
  workspace_id text NOT NULL, stream text NOT NULL, run_id bigint NOT NULL, cursor jsonb NOT NULL,
  done boolean NOT NULL DEFAULT false, updated_at timestamptz NOT NULL, PRIMARY KEY (workspace_id, stream));
CREATE TABLE cu.sync_lease (
  workspace_id text PRIMARY KEY, owner text NOT NULL, fence bigint NOT NULL, expires_at timestamptz NOT NULL);
`;
