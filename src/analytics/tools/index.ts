import type { AnalyticsTool } from '../tool.js';
import { syncNow } from './sync-now.js';

/** Every tool of the toolset, in the order in which it is listed. */
export const analyticsTools: readonly AnalyticsTool[] = [syncNow];
