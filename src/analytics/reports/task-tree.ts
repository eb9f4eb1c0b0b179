import type { Frame } from './report.js';
import { Params, subtrees } from './sql.js';

export interface TreeRow {
  task_id: string;
  parent_id: string | null;
  name: string;
  status: string;
  category: string;
  depth: number;
  own_ms: number;
  own_estimate_ms: number;
  subtree_ms: number;
  subtree_estimate_ms: number;
  subtasks: number;
  open: number;
}

/** A task and all below it, wherever that lies: own and whole sums, which are never mixed. */
export async function treeOf(frame: Frame, taskId: string, depth: number): Promise<TreeRow[]> {
  const params = new Params();
  const [workspace, root] = [params.add(frame.workspaceId), params.add(taskId)];
  const ctes = [
    `scoped AS (
      WITH RECURSIVE below AS (
        SELECT t.*, 0 AS depth, ARRAY[t.task_id] AS path FROM cu.tasks t WHERE t.workspace_id = ${workspace} AND t.task_id = ${root}
        UNION ALL
        SELECT t.*, b.depth + 1, b.path || t.task_id FROM below b JOIN cu.tasks t ON t.workspace_id = ${workspace} AND t.parent_id = b.task_id
        WHERE t.deleted_at IS NULL AND t.task_id <> ALL(b.path) AND b.depth < 64)
      SELECT * FROM below)`,
    subtrees(params, frame.workspaceId),
    `own AS (SELECT task_id, ms FROM cu.task_time WHERE workspace_id = ${workspace} AND task_id IN (SELECT task_id FROM scoped))`,
  ];
  return frame.rows<TreeRow>(
    `WITH ${ctes.join(', ')}
     SELECT t.task_id, t.parent_id, t.name, t.status, t.category, t.depth, coalesce(o.ms, 0)::bigint AS own_ms,
       coalesce(t.time_estimate_ms, 0)::bigint AS own_estimate_ms,
       sum(coalesce(b.ms, 0))::bigint AS subtree_ms, sum(coalesce(d.time_estimate_ms, 0))::bigint AS subtree_estimate_ms,
       count(*) - 1 AS subtasks, count(*) FILTER (WHERE d.category IN ('not_started', 'active')) AS open
     FROM scoped t JOIN subtree s ON s.root_id = t.task_id JOIN scoped d ON d.task_id = s.task_id
     LEFT JOIN own o ON o.task_id = t.task_id LEFT JOIN own b ON b.task_id = d.task_id
     WHERE t.depth <= ${params.add(depth)}
     GROUP BY t.task_id, t.parent_id, t.name, t.status, t.category, t.depth, o.ms, t.time_estimate_ms, t.path
     ORDER BY t.path`,
    params,
  );
}
