/** Figures of each day, which ClickUp keeps nowhere: one row for each List and metric. */
export const snapshots = `
CREATE TABLE cu.snapshots (
  workspace_id text NOT NULL, day date NOT NULL, scope_kind text NOT NULL, scope_id text NOT NULL, metric text NOT NULL,
  value numeric NOT NULL, PRIMARY KEY (workspace_id, day, scope_kind, scope_id, metric));
COMMENT ON TABLE cu.snapshots IS 'At the end of each day, by List: tasks not_started, active, completed and overdue, remaining_ms, tracked_ms.';
`;
