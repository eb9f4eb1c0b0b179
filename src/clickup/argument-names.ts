/** Names that ClickUp's own documents use, and what is meant by them here. */
export const renamedArguments: Readonly<Record<string, string>> = {
  team_id: 'The Workspace is called workspace_id here; user groups are group_id.',
};
