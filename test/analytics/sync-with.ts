import * as z from 'zod';
import { type SyncOptions, type SyncResult, sync } from '../../src/analytics/sync/sync.js';
import { defineTool, entryOf } from '../../src/analytics/tool.js';
import type { Database } from '../../src/db/database.js';
import { type ClickUpOptions, createClickUp } from '../../src/index.js';
import { WORKSPACE_ID } from '../../src/sandbox/seed/ids.js';

/** Syncs as the tool does, in real time and with options that it does not take. Throws what it answers as an error. */
export async function syncWith(options: ClickUpOptions, db: Database, how: SyncOptions = {}): Promise<SyncResult> {
  const tool = defineTool({
    name: 'sync_now',
    group: 'sync',
    description: '',
    effect: 'write',
    input: z.object({}),
    run: ({ api }) =>
      sync({ api, db, workspaceId: WORKSPACE_ID, now: Date.now, progress: () => undefined }, how) as Promise<object>,
  });
  const clickup = createClickUp({
    ...options,
    tools: [entryOf(tool)],
    services: { analytics: { db } },
    deadlineMs: 2 ** 31 - 1,
    cacheMs: 0,
  });
  try {
    const answer = await clickup.call('sync_now' as never, {} as never);
    if (answer.success) return answer.data as unknown as SyncResult;
    throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  } finally {
    clickup.close();
  }
}
