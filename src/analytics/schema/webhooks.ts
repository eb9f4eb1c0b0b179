/** Webhooks of this program, what they have told and nobody has looked at, and where a change of status was learnt. */
export const webhooks = `
CREATE TABLE cu.webhooks (
  workspace_id text NOT NULL, endpoint text NOT NULL, webhook_id text NOT NULL, secret text NOT NULL,
  is_healthy boolean NOT NULL DEFAULT true, checked_at timestamptz NOT NULL, PRIMARY KEY (workspace_id, endpoint));
CREATE TABLE cu.webhook_inbox (
  workspace_id text NOT NULL, event_key text NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY, event text NOT NULL,
  task_id text, payload jsonb NOT NULL, received_at timestamptz NOT NULL, handled_at timestamptz,
  PRIMARY KEY (workspace_id, event_key));
CREATE INDEX webhook_inbox_waiting ON cu.webhook_inbox (workspace_id, seq) WHERE handled_at IS NULL;
ALTER TABLE cu.status_changes ADD COLUMN origin text NOT NULL DEFAULT 'diff' CHECK (origin IN ('diff', 'webhook'));
COMMENT ON COLUMN cu.status_changes.origin IS 'webhook: at the exact moment; diff: when the task was last changed before a sync saw it.';
ALTER TABLE cu.workspaces ADD COLUMN polled_at timestamptz;
COMMENT ON COLUMN cu.workspaces.polled_at IS 'When ClickUp was asked for all changes; between two such times webhooks tell of them.';
`;
