/** A kind of thing that is remembered between calls. */
export interface CacheTime {
  /** Milliseconds from when it was read. */
  ttlMs: number;
  /** What it is, for the settings page. */
  what: string;
}

/**
 * For how long what was read is believed. A write of the same client drops what it changes at once; these times bound how
 * late the changes of others are seen. Values are those that the agent contract of ClickUp-MCP publishes.
 */
export const cacheTimes = {
  workspace: {
    ttlMs: 60_000,
    what: "Workspaces, members, the token's user and its time zone, Spaces, Folders and Lists, statuses, custom fields, task types, tags and labels",
  },
  tasks: { ttlMs: 60_000, what: 'Which task has a custom id: for look-ups alone, never for reading a task' },
  taskNames: { ttlMs: 10_000, what: 'What a task that another one names is called, and its status' },
  docs: { ttlMs: 30_000, what: 'Docs, their pages and what is written on them; channels of Chat' },
} as const satisfies Record<string, CacheTime>;
