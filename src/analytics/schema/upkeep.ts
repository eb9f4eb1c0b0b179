/** When places were read last, when old rows were looked at again, and how far that is. */
export const upkeep = `
ALTER TABLE cu.workspaces ADD COLUMN structured_at timestamptz, ADD COLUMN audited_at timestamptz,
  ADD COLUMN audit jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN cu.workspaces.structured_at IS 'Null where a task named a place that is not known: the next sync reads all places.';
`;
