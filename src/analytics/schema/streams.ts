/** What is synced where it is asked for: values of custom fields, time in status, and comments. */
export const streams = `
ALTER TABLE cu.workspaces ADD COLUMN streams jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN cu.workspaces.streams IS 'The optional streams (ANALYTICS_STREAMS) that hold for every task.';

CREATE TABLE cu.custom_fields (
  workspace_id text NOT NULL, field_id text NOT NULL, name text NOT NULL, type text NOT NULL, config jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (workspace_id, field_id));
CREATE TABLE cu.custom_field_values (
  workspace_id text NOT NULL, task_id text NOT NULL, field_id text NOT NULL, value jsonb NOT NULL, value_text text, value_num numeric,
  value_at timestamptz, PRIMARY KEY (workspace_id, task_id, field_id));
COMMENT ON COLUMN cu.custom_field_values.value_text IS 'As people read it: names of options and people; value is what ClickUp sent.';
CREATE INDEX custom_field_values_field ON cu.custom_field_values (workspace_id, field_id, value_num);

CREATE TABLE cu.time_in_status (
  workspace_id text NOT NULL, task_id text NOT NULL, status_key text NOT NULL, minutes bigint NOT NULL, since timestamptz NOT NULL,
  is_current boolean NOT NULL, is_whole boolean NOT NULL, fetched_at timestamptz NOT NULL, PRIMARY KEY (workspace_id, task_id, status_key));
COMMENT ON COLUMN cu.time_in_status.since IS 'When the task entered the status, for the last time.';
COMMENT ON COLUMN cu.time_in_status.is_whole IS 'The task entered each of its statuses once: since and minutes of all of them are its whole history.';

CREATE TABLE cu.comments (
  workspace_id text NOT NULL, comment_id text NOT NULL, task_id text NOT NULL, user_id bigint, body text NOT NULL, assigned_to bigint,
  resolved boolean NOT NULL, reply_count int NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (workspace_id, comment_id));
CREATE INDEX comments_task ON cu.comments (workspace_id, task_id, at);

CREATE TABLE cu.stream_due (
  workspace_id text NOT NULL, stream text NOT NULL, task_id text NOT NULL, PRIMARY KEY (workspace_id, stream, task_id));
COMMENT ON TABLE cu.stream_due IS 'Tasks that changed since a stream read what it keeps of them.';

ALTER TABLE cu.status_changes DROP CONSTRAINT status_changes_origin_check,
  ADD CONSTRAINT status_changes_origin_check CHECK (origin IN ('diff', 'webhook', 'time_in_status'));
COMMENT ON COLUMN cu.status_changes.origin IS 'webhook, time_in_status: at the exact moment; diff: when the task was last changed before a sync saw it.';
`;
