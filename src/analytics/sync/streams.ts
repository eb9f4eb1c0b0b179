import type { Environment } from '../../config/setting.js';
import type { Queryable } from '../../db/database.js';
import { invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';

/** What is read of tasks besides what a sync needs; custom fields come with the tasks, the others take calls of their own. */
export const streamNames = ['custom_fields', 'time_in_status', 'comments'] as const;
export type Stream = (typeof streamNames)[number];

/** Those that cost nothing. */
export const usualStreams: ReadonlySet<Stream> = new Set(['custom_fields']);

/** Reads ANALYTICS_STREAMS, names with commas between, or `off`. Throws for one that there is not. */
export function readStreams({ ANALYTICS_STREAMS }: Environment): ReadonlySet<Stream> {
  const text = ANALYTICS_STREAMS?.trim().toLowerCase();
  if (!text) return usualStreams;
  return text === 'off' ? new Set() : checkedStreams(text.split(/[\s,]+/), 'ANALYTICS_STREAMS');
}

export function checkedStreams(names: readonly string[], parameter: string): ReadonlySet<Stream> {
  for (const name of names) {
    if (streamNames.some((each) => each === name)) continue;
    const near = nearest(name, streamNames);
    throw invalidInput(`${parameter} names the stream "${name}", which there is not`, {
      parameter,
      value: name,
      allowed: streamNames,
      suggestion: near ? `Did you mean ${near}?` : `There are ${streamNames.join(', ')}.`,
    });
  }
  return new Set(names as Stream[]);
}

/** Streams that read each task by itself, once it has changed. */
export const readsTasks = (stream: Stream): boolean => stream !== 'custom_fields';

/** The streams that hold for every task of the copy. */
export async function streamsOf(db: Pick<Queryable, 'query'>, workspaceId: string): Promise<Set<Stream>> {
  const [row] = await db.query<{ streams: Stream[] }>('SELECT streams FROM cu.workspaces WHERE workspace_id = $1', [
    workspaceId,
  ]);
  return new Set(row?.streams ?? []);
}

export const keepStreams = (tx: Queryable, workspaceId: string, streams: Iterable<Stream>) =>
  tx.query('UPDATE cu.workspaces SET streams = $2::jsonb WHERE workspace_id = $1', [
    workspaceId,
    JSON.stringify([...streams].sort()),
  ]);
