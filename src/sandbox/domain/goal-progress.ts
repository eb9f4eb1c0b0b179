import type { GoalRow, KeyResultRow } from '../state/goals.js';
import type { State } from '../state/index.js';
import { isEnded, statusOf } from './places.js';

export interface Steps {
  readonly start: number;
  readonly end: number;
  readonly current: number;
  /** From 0 to 1. */
  readonly share: number;
}

const part = (start: number, end: number, current: number): number =>
  end === start ? (current >= end ? 1 : 0) : Math.min(1, Math.max(0, (current - start) / (end - start)));

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** How far a key result is; an automatic one counts how many of its tasks, and of the tasks of its Lists, are done. */
export function stepsOf(state: State, row: KeyResultRow): Steps {
  if (row.type !== 'automatic') {
    const { start, end, current } = row;
    return { start, end, current, share: rounded(part(start, end, current)) };
  }
  const named = row.taskIds.flatMap((id) => state.tasks.get(id) ?? []);
  const listed = row.listIds.flatMap((id) => state.tasks.by('list', id).filter((task) => task.parentId === null));
  const counted = [...new Set([...named, ...listed])].filter((task) => !task.deleted && !task.archived);
  const done = counted.filter((task) => isEnded(statusOf(state, task))).length;
  const share = counted.length === 0 ? 0 : done / counted.length;
  return { start: 0, end: counted.length, current: done, share: rounded(share) };
}

/** The mean of its key results, from 0 to 1. */
export function shareOf(state: State, goal: GoalRow): number {
  const shares = state.keyResults.by('goal', goal.id).map((row) => stepsOf(state, row).share);
  return shares.length === 0 ? 0 : rounded(shares.reduce((sum, share) => sum + share, 0) / shares.length);
}
