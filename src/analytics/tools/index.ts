import type { AnalyticsTool } from '../tool.js';
import { attention } from './attention.js';
import { syncNow } from './copy.js';
import { flowReports } from './flow.js';
import { insights } from './insights.js';
import { intelligence } from './intelligence.js';
import { projectTools } from './projects.js';
import { statusReports } from './statuses.js';
import { structureTools } from './structure.js';
import { taskTools } from './tasks.js';
import { timeReports } from './time-reports.js';
import { timesheets } from './timesheets.js';
import { taskWrites } from './write-tasks.js';

/** Every tool of the toolset, in the order in which it is listed. */
export const analyticsTools: readonly AnalyticsTool[] = [
  ...[
    structureTools,
    taskTools,
    taskWrites,
    timeReports,
    timesheets,
    flowReports,
    insights,
    statusReports,
    attention,
    intelligence,
    projectTools,
  ].flat(),
  syncNow,
];
