import { ClickUpError } from '../../runtime/errors.js';
import { rows, unwrap } from '../api.js';
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
      const answer = await unwrap(
        ctx.api.GET('/v3/workspaces/{workspace_id}/{entity_type}/{entity_id}/attachments', { params: { path, query } }),
      );
      const files = rows(answer, 'data');
      all.push(...files);
      const { next_cursor: next } = answer;
      if (!next || next === cursor || files.length === 0) return all;
      cursor = next;
    }
  } catch (error) {
    if (!(error instanceof ClickUpError) || !task.attachments || error.type === 'API_ERROR') throw error;
    return task.attachments;
  }
  ctx.note(`Only the first ${all.length} files of task ${task.id} are listed.`);
  return all;
}
