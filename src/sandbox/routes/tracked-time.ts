import { type Context, optionalNumber, param, type Routes } from '../context.js';
import { findTask } from '../domain/locate.js';
import { mayManage } from '../domain/time-query.js';
import { addEntry, refuseUntracked, removeEntry, saveEntry } from '../domain/time-write.js';
import { apiError, notAuthorized } from '../errors.js';
import { presentUsers } from '../present/people.js';
import { presentInterval } from '../present/time-entries.js';
import type { TimeEntryRow } from '../state/time-entries.js';

const refused = (text: string) => apiError(400, 'TIMESPENT_002', text);

/** A stretch from `start` and `end`, or from `time` alone, which then ends now. */
function readInterval(ctx: Context): { start: number; end: number } | undefined {
  const [start, end, time] = ['start', 'end', 'time'].map((key) => optionalNumber(ctx, key, 'TIMESPENT_002') ?? null);
  if (start != null && end != null) {
    if (end < start) throw refused('end must be after start');
    return { start, end };
  }
  if (time == null) return undefined;
  if (time <= 0) throw refused('time must be above 0');
  const from = start ?? (end ?? ctx.now) - time;
  return { start: from, end: from + time };
}

/** The task's entry of that id; others' entries are for owners and admins. */
function findInterval(ctx: Context): TimeEntryRow {
  const task = findTask(ctx, param(ctx, 'task_id'), 'comment');
  const entry = ctx.state.timeEntries.get(param(ctx, 'interval_id'));
  if (entry?.taskId !== task.id || !mayManage(ctx, entry)) throw notAuthorized();
  return entry;
}

/** The older routes: time on a task, by person. They see the same entries as the newer ones. */
export const trackedTime = {
  Gettrackedtime: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'));
    const byUser = new Map<string, TimeEntryRow[]>();
    for (const entry of ctx.state.timeEntries.by('task', task.id)) {
      if (entry.end === null) continue;
      byUser.set(entry.userId, [...(byUser.get(entry.userId) ?? []), entry]);
    }
    return {
      data: [...byUser].map(([userId, entries]) => ({
        user: presentUsers(ctx.state, [userId])[0],
        time: entries.reduce((sum, entry) => sum + ((entry.end ?? entry.start) - entry.start), 0),
        intervals: entries.map(presentInterval),
      })),
    };
  },

  Tracktime: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'), 'comment');
    refuseUntracked(ctx, task);
    const interval = readInterval(ctx);
    if (!interval) throw refused('time, or start and end, must be given');
    const entry = addEntry(ctx, {
      id: ctx.ids.timer(),
      workspaceId: task.workspaceId,
      userId: ctx.user.id,
      taskId: task.id,
      ...interval,
      description: '',
      billable: false,
      tags: [],
      source: 'clickup',
      at: ctx.now,
    });
    return { id: entry.id };
  },

  Edittimetracked: (ctx) => {
    const entry = findInterval(ctx);
    const interval = readInterval(ctx);
    if (interval) saveEntry(ctx, entry, interval);
    return {};
  },

  Deletetimetracked: (ctx) => {
    removeEntry(ctx, findInterval(ctx));
    return {};
  },
} satisfies Routes;
