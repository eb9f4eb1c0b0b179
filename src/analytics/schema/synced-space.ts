/** Which Space the last sync read, where it was told to read one alone. */
export const syncedSpace = `
ALTER TABLE cu.workspaces ADD COLUMN synced_space_id text;
COMMENT ON COLUMN cu.workspaces.synced_space_id IS 'The only Space that is kept up to date (CLICKUP_SPACE_ID); null for all.';
`;
