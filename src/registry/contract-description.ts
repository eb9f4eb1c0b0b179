/** What the toolset of other servers' names is for: only help and pages say it. */
export const contractDescription =
  'The names that the agent contract of ClickUp-MCP has for tools, listed too. They work without it.';
