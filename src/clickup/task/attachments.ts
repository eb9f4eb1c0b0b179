import { ClickUpError } from '../../runtime/errors.js';
import { unwrap } from '../api.js';
import type { Context } from '../context.js';
import type { WireTask } from './model.js';

/** Enough for a thousand files. */
const maxPages = 10;

/** The files of a task; those that the task itself carries where the listing of API v3 is out of reach. */
export async function taskAttachments(ctx: Context, task: WireTask): Promise<unknown[]> {
  const path = { workspace_id: task.team_id, entity_type: 'attachments', entity_id: task.id } as const;
  const all: unknown[] = [];
  let cursor: string | undefined;
  try {
    for (let page = 0; page < maxPages; page++) {
      const query = { limit: 100, ...(cursor && { cursor }) };
      const { data, next_cursor } = await unwrap(
        ctx.api.GET('/v3/workspaces/{workspace_id}/{entity_type}/{entity_id}/attachments', { params: { path, query } }),
      );
      all.push(...(data ?? []));
      if (!next_cursor) return all;
      cursor = next_cursor;
    }
  } catch (error) {
    if (!(error instanceof ClickUpError) || !task.attachments || error.type === 'API_ERROR') throw error;
    return task.attachments;
  }
  ctx.note(`Only the first ${all.length} files of task ${task.id} are listed.`);
  return all;
}
