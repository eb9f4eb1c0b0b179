import type { AnalyticsTool } from '../tool.js';
import { insights } from './insights.js';
import { intelligence } from './intelligence.js';
import { syncNow } from './sync-now.js';
import { taskTools } from './tasks.js';
import { timeReports } from './time-reports.js';
import { timesheets } from './timesheets.js';

/** Every tool of the toolset, in the order in which it is listed. */
export const analyticsTools: readonly AnalyticsTool[] = [
  ...taskTools,
  ...timeReports,
  ...timesheets,
  ...insights,
  ...intelligence,
  syncNow,
];
