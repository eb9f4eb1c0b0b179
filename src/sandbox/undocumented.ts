/**
 * Routes that released clients live on although ClickUp's OpenAPI description lacks them: served, and kept out of `operations`,
 * so that no tool, type or page comes from what may go without notice.
 */
export const undocumented = {
  // The whole Workspace in one call: https://github.com/benthesoundguy/clickup-mcp-server (V4-PLAN.md, measured August 2026)
  GetWorkspaceFolders: { method: 'GET', path: '/v2/team/{team_id}/folder' },
  // Its members: https://github.com/taazkareem/clickup-mcp-server and its forks
  GetWorkspace: { method: 'GET', path: '/v2/team/{team_id}' },
  // The spelling of ClickUp's own SDK, https://www.npmjs.com/package/@api/clickup, and of many clients
  GetPageListing: { method: 'GET', path: '/v3/workspaces/{workspace_id}/docs/{doc_id}/pageListing' },
  // Seen to work by one client each. Field creation has schemas in ClickUp's v3 document, but no operation.
  DeletePage: { method: 'DELETE', path: '/v3/workspaces/{workspace_id}/docs/{doc_id}/pages/{page_id}' },
  CreateListField: { method: 'POST', path: '/v2/list/{list_id}/field' },
  CreateSpaceField: { method: 'POST', path: '/v2/space/{space_id}/field' },
  CreateWorkspaceField: { method: 'POST', path: '/v2/team/{team_id}/field' },
} as const;

export type UndocumentedId = keyof typeof undocumented;
