import { optionalText, param, type Routes } from '../context.js';
import { findWorkspace } from '../domain/locate.js';
import { peopleOf, runningTimer } from '../domain/time-query.js';
import { addEntry, readBillable, readLabels, saveEntry, trackedTask } from '../domain/time-write.js';
import { presentEntry } from '../present/time-entries.js';

/** The running timer. Starting one ends the one before, as ClickUp's own apps have it; the API does not say. */
export const timers = {
  Getrunningtimeentry: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const running = peopleOf(ctx, workspace.id).flatMap((id) => runningTimer(ctx, workspace.id, id) ?? [])[0];
    return { data: running ? presentEntry(ctx, running) : null };
  },

  StartatimeEntry: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const task = trackedTask(ctx);
    const tags = readLabels(ctx, workspace.id);
    const before = runningTimer(ctx, workspace.id, ctx.user.id);
    if (before) saveEntry(ctx, before, { end: ctx.now });
    const started = addEntry(ctx, {
      id: ctx.ids.timer(),
      workspaceId: workspace.id,
      userId: ctx.user.id,
      taskId: task?.id ?? null,
      start: ctx.now,
      end: null,
      description: optionalText(ctx, 'description') ?? '',
      billable: readBillable(ctx, task),
      tags,
      source: 'clickup',
      at: ctx.now,
    });
    return { data: presentEntry(ctx, started) };
  },

  StopatimeEntry: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const running = runningTimer(ctx, workspace.id, ctx.user.id);
    return { data: running ? presentEntry(ctx, saveEntry(ctx, running, { end: ctx.now })) : null };
  },
} satisfies Routes;
