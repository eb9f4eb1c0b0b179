import type { State } from '../state/index.js';
import type { TaskRow } from '../state/tasks.js';

/** Finished time entries of a task, in ms. */
export const timeSpent = (state: State, taskId: string): number =>
  state.timeEntries
    .by('task', taskId)
    .reduce((sum, entry) => sum + (entry.end === null ? 0 : entry.end - entry.start), 0);

/** The estimate of a task: the sum of the people's estimates where there are some. */
export function timeEstimate(task: TaskRow): number | null {
  const parts = Object.values(task.estimates);
  return parts.length > 0 ? parts.reduce((sum, part) => sum + part, 0) : task.timeEstimate;
}
