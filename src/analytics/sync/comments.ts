import { rows, unwrap } from '../../clickup/api.js';
import type { Queryable } from '../../db/database.js';
import { NotFoundError } from '../../runtime/errors.js';
import { readDue } from './due-tasks.js';
import { instant, number, object, type Row, text, type Wire } from './rows.js';
import type { Run } from './run.js';
import { upsert } from './store-rows.js';

/** https://developer.clickup.com/docs/task-comments-pagination */
const pageSize = 25;

/** Reads the comments of each task that changed, newest first, down to what is known. */
export const syncComments = (run: Run): Promise<void> =>
  readDue(run, 'comments', 1, async ([id]) => {
    const found = await readComments(run, id!);
    return async (tx) => (found ? storeComments(tx, run.workspaceId, id!, found) : 0);
  });

/** Undefined where the task is gone: what was said of it is kept, as its time is. */
async function readComments({ api, call, db, workspaceId }: Run, task_id: string): Promise<Wire[] | undefined> {
  const stored = await db.query<{ comment_id: string }>(
    'SELECT comment_id FROM cu.comments WHERE workspace_id = $1 AND task_id = $2',
    [workspaceId, task_id],
  );
  const known = new Set(stored.map(({ comment_id }) => comment_id));
  const found: Wire[] = [];
  for (;;) {
    const last = found.at(-1);
    const query = last ? { start: Number(last.date), start_id: String(last.id) } : {};
    const params = { path: { task_id }, query };
    const page = await call(unwrap(api.GET('/v2/task/{task_id}/comment', { params }))).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
    });
    if (!page) return undefined;
    const comments = rows(page, 'comments') as unknown as Wire[];
    found.push(...comments);
    // A whole page of known ones: those before it were read when they were new.
    if (comments.length < pageSize || comments.every(({ id }) => known.has(String(id)))) return found;
  }
}

async function storeComments(tx: Queryable, workspace_id: string, task_id: string, wires: readonly Wire[]) {
  const found = wires.map(
    (wire): Row => ({
      ...{ workspace_id, comment_id: String(wire.id), task_id },
      user_id: number(object(wire.user).id),
      body: text(wire.comment_text) ?? '',
      assigned_to: number(object(wire.assignee).id),
      resolved: wire.resolved === true,
      reply_count: number(wire.reply_count) ?? 0,
      at: instant(wire.date) ?? new Date(0).toISOString(),
    }),
  );
  const oldest = wires.length < pageSize ? undefined : found.at(-1)?.at;
  // Of the stretch that was read, what is there no more was deleted.
  await tx.query(
    'DELETE FROM cu.comments WHERE workspace_id = $1 AND task_id = $2 AND comment_id <> ALL($3::text[]) AND ($4::timestamptz IS NULL OR at > $4)',
    [
      workspace_id,
      task_id,
      found.map(({ comment_id }) => String(comment_id)),
      oldest ? new Date(String(oldest)) : null,
    ],
  );
  await upsert(tx, { table: 'cu.comments', key: ['workspace_id', 'comment_id'] }, found);
  return found.length;
}
