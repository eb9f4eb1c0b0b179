/** Other names of arguments: what ClickUp's API v2 calls a team is a Workspace. */
export const argumentSynonyms: Readonly<Record<string, string>> = { team_id: 'workspace_id' };

/** Names that ClickUp's own documents use, and what is meant by them here. */
export const renamedArguments: Readonly<Record<string, string>> = {
  team_id: 'The Workspace is called workspace_id here; user groups are group_id.',
};
