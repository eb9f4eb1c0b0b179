/** Every table is keyed by its Workspace first, so that a database can be partitioned or spread over machines by it. */
export const keys = `
ALTER TABLE cu.sync_runs DROP CONSTRAINT sync_runs_pkey, ADD PRIMARY KEY (workspace_id, run_id);
DROP INDEX cu.sync_runs_workspace;
`;
