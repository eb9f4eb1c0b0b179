import type { MigrationSet } from '../../db/migrate.js';
import { dayTime, firstSums } from './day-time.js';
import { keys } from './keys.js';
import { markedProjects } from './marked-projects.js';
import { quickSums } from './quick-sums.js';
import { snapshots } from './snapshots.js';
import { streams } from './streams.js';
import { syncedSpace } from './synced-space.js';
import { tables } from './tables.js';
import { taskTime } from './task-time.js';
import { teams } from './teams.js';
import { upkeep } from './upkeep.js';
import { views } from './views.js';
import { webhooks } from './webhooks.js';

/** The schema of the synced copy, step by step. */
export const schema: MigrationSet = {
  name: 'analytics',
  steps: [
    { name: 'tables', sql: tables },
    { name: 'views', sql: views },
    { name: 'snapshots', sql: snapshots },
    { name: 'time of tasks', sql: taskTime },
    { name: 'upkeep', sql: upkeep },
    { name: 'webhooks', sql: webhooks },
    { name: 'synced space', sql: syncedSpace },
    { name: 'keys', sql: keys },
    { name: 'time of days', sql: dayTime },
    { name: 'streams', sql: streams },
    { name: 'first sums', sql: firstSums },
    { name: 'quick sums', sql: quickSums },
    { name: 'teams', sql: teams },
    { name: 'marked projects', sql: markedProjects },
  ],
};
