/** What the toolsets of other servers' names are for: only help and pages say it. */
export const aliasDescriptions: Readonly<Record<'contract' | 'truto', string>> = {
  contract: 'The names that the agent contract of ClickUp-MCP has for tools, listed too. They work without it.',
  truto: "The eight tools of Truto's managed server, by their names, listed too. They work without it.",
};
