import type { Frame } from './report.js';

/** When tasks entered the status that they have, where that is known: from time in status, or from the last change to it. */
export async function statusSince(
  { query, workspaceId }: Pick<Frame, 'query' | 'workspaceId'>,
  ids: readonly string[],
): Promise<(id: string) => Date | null> {
  const rows = await query<{ task_id: string; since: Date | null }>(
    `SELECT t.task_id, coalesce(i.since, (
       SELECT max(c.at) FROM cu.status_changes c WHERE c.workspace_id = t.workspace_id AND c.task_id = t.task_id AND c.to_status = t.status)) AS since
     FROM cu.tasks t
     LEFT JOIN cu.time_in_status i ON i.workspace_id = t.workspace_id AND i.task_id = t.task_id AND i.is_current AND i.status_key = t.status
     WHERE t.workspace_id = $1 AND t.task_id = ANY($2::text[])`,
    [workspaceId, [...ids]],
  );
  const known = new Map(rows.map(({ task_id, since }) => [task_id, since]));
  return (id) => known.get(id) ?? null;
}
