import type { Params } from './params.js';

/** What tasks have in common wherever they lie: a tag, or the value of a custom field. */
export const markKinds = ['tag', 'custom_field'] as const;
export type MarkKind = (typeof markKinds)[number];

/**
 * Ids of the tasks with a tag or with a value of a custom field, and of all below them: a mark says of what a task is, and its subtasks are
 * of the same, unless they have another value of that field themselves. Of labels and people one is enough.
 */
export function markedTasks(params: Params, workspace: string, { kind, id }: { kind: MarkKind; id: string }): string {
  const below = `FROM marked m JOIN cu.tasks c ON c.workspace_id = ${workspace} AND c.parent_id = m.task_id`;
  if (kind === 'tag')
    return `WITH RECURSIVE marked AS (
      SELECT task_id FROM cu.task_tags WHERE workspace_id = ${workspace} AND lower(tag) = ${params.add(id)}
      UNION SELECT c.task_id ${below})
    SELECT task_id FROM marked`;
  const at = id.indexOf('=');
  const [name, value] = [params.add(id.slice(0, at)), params.add(id.slice(at + 1))];
  return `WITH RECURSIVE fields AS (SELECT field_id FROM cu.custom_fields WHERE workspace_id = ${workspace} AND lower(name) = ${name}),
    marked AS (
      SELECT v.task_id FROM cu.custom_field_values v
      WHERE v.workspace_id = ${workspace} AND v.field_id IN (SELECT field_id FROM fields)
        AND (lower(v.value_text) = ${value} OR (jsonb_typeof(v.value) = 'array' AND ${value} = ANY(string_to_array(lower(v.value_text), ', '))))
      UNION SELECT c.task_id ${below}
      WHERE NOT EXISTS (SELECT 1 FROM cu.custom_field_values v
        WHERE v.workspace_id = ${workspace} AND v.task_id = c.task_id AND v.field_id IN (SELECT field_id FROM fields)))
  SELECT task_id FROM marked`;
}
