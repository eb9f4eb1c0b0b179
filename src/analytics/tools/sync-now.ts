import * as z from 'zod';
import { workspaceId } from '../../clickup/workspace.js';
import { keepToday, sync, syncPeople } from '../sync/sync.js';
import { databaseOf, defineTool } from '../tool.js';

/** The longest history that is read; ClickUp has no limit of its own. */
const mostDays = 3_660;

export const syncNow = defineTool({
  name: 'sync_now',
  group: 'sync',
  description:
    'Brings the copy that reports read up to date: everything at first and with full, else what changed. Goes on where an interrupted one stopped.',
  effect: 'write',
  input: z.object({
    full: z.boolean().default(false).describe('Read everything again, and find what was deleted.'),
    part: z
      .enum(['all', 'employees', 'daily'])
      .default('all')
      .describe('Only the people, or only the snapshot of the day, which calls nothing.'),
    history_days: z.int().min(1).max(mostDays).default(365).describe('Days of time entries that a full sync reads.'),
  }),
  async run(ctx, { full, part, history_days }) {
    const deps = {
      api: ctx.api,
      db: databaseOf(ctx),
      workspaceId: await workspaceId(ctx),
      now: ctx.now,
      progress: (message: string) => ctx.progress(0, 0, message),
    };
    if (part === 'employees') return syncPeople(deps);
    if (part === 'daily') return keepToday(deps);
    return sync(deps, { full, historyDays: history_days });
  },
});
