import type { Queryable } from '../../db/database.js';
import type { Run } from './run.js';
import { keepStreams, readsTasks, type Stream, streamsOf } from './streams.js';

/** One that is switched on has all tasks to read; what one kept that is switched off is forgotten, since it would grow old. */
export async function switchStreams(run: Run): Promise<void> {
  const { workspaceId, streams } = run;
  const held = await streamsOf(run.db, workspaceId);
  const added = [...streams].filter((stream) => readsTasks(stream) && !held.has(stream));
  const gone = [...held].filter((stream) => !streams.has(stream));
  if (added.length === 0 && gone.length === 0) return;
  await run.page(async (tx) => {
    for (const stream of added)
      await tx.query(
        `INSERT INTO cu.stream_due (workspace_id, stream, task_id)
         SELECT workspace_id, $2, task_id FROM cu.tasks WHERE workspace_id = $1 AND deleted_at IS NULL ON CONFLICT DO NOTHING`,
        [workspaceId, stream],
      );
    for (const stream of gone) await forget(tx, workspaceId, stream);
    await keepStreams(tx, workspaceId, [...[...held].filter((stream) => streams.has(stream)), ...added]);
  });
}

const tablesOf: Record<Stream, readonly string[]> = {
  custom_fields: ['custom_field_values', 'custom_fields'],
  time_in_status: ['time_in_status'],
  comments: ['comments'],
};

async function forget(tx: Queryable, workspaceId: string, stream: Stream): Promise<void> {
  for (const table of tablesOf[stream])
    await tx.query(`DELETE FROM cu.${table} WHERE workspace_id = $1`, [workspaceId]);
  await tx.query('DELETE FROM cu.stream_due WHERE workspace_id = $1 AND stream = $2', [workspaceId, stream]);
  // Tasks are the same when they are read again, but for what is missing now.
  if (!readsTasks(stream))
    await tx.query("UPDATE cu.tasks SET content_hash = '' WHERE workspace_id = $1", [workspaceId]);
}

/** Tasks that have changed are read by these streams. */
export async function markDue({ streams, workspaceId }: Run, tx: Queryable, ids: readonly string[]): Promise<void> {
  for (const stream of [...streams].filter(readsTasks))
    await tx.query(
      `INSERT INTO cu.stream_due (workspace_id, stream, task_id) SELECT $1, $2, unnest($3::text[]) ON CONFLICT DO NOTHING`,
      [workspaceId, stream, ids],
    );
}

/** Reads what is due of a stream, so many tasks at a time, until nothing is; what each time gives is written with its end. */
export async function readDue(
  run: Run,
  stream: Stream,
  most: number,
  read: (ids: readonly string[]) => Promise<(tx: Queryable) => Promise<number>>,
): Promise<void> {
  const { db, workspaceId } = run;
  for (;;) {
    const due = await db.query<{ task_id: string }>(
      'SELECT task_id FROM cu.stream_due WHERE workspace_id = $1 AND stream = $2 ORDER BY task_id LIMIT $3',
      [workspaceId, stream, most],
    );
    if (due.length === 0) return;
    const ids = due.map(({ task_id }) => task_id);
    const write = await read(ids);
    await run.page(async (tx) => {
      run.counts.rows += await write(tx);
      await tx.query(
        'DELETE FROM cu.stream_due WHERE workspace_id = $1 AND stream = $2 AND task_id = ANY($3::text[])',
        [workspaceId, stream, ids],
      );
    });
    run.progress(`${stream.replaceAll('_', ' ')}: ${run.counts.rows} rows`);
  }
}
