import { atRisk } from './at-risk.js';
import type { Card } from './card.js';
import { burnup, flow } from './flow.js';
import { projects } from './projects.js';
import { timesheet } from './timesheet.js';
import { workload } from './workload.js';

/** The dashboard, from top to bottom. */
export const cards: readonly Card[] = [timesheet, projects, workload, burnup, flow, atRisk];
