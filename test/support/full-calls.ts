/** Calls that a full sync of a Workspace takes, by what is in it: 30 days of time entries of 500 people in one call, for a year. */
export const fullCalls = ({ spaces, tasks, archived }: { spaces: number; tasks: number; archived: number }): number =>
  2 + 2 + 4 * spaces + Math.max(1, Math.ceil(tasks / 100)) + Math.max(1, Math.ceil(archived / 100)) + 13;
