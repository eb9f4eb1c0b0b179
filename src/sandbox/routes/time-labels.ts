import { type Context, param, type Routes, requireText } from '../context.js';
import { findWorkspace } from '../domain/locate.js';
import { mayManage } from '../domain/time-query.js';
import { hasLabel, labelId, readLabels, saveEntry, withoutLabels } from '../domain/time-write.js';
import { apiError } from '../errors.js';
import { presentLabel } from '../present/time-entries.js';
import type { TimeEntryRow } from '../state/time-entries.js';

/** Entries of `time_entry_ids` that the user may change. */
function entriesOf(ctx: Context, workspaceId: string): TimeEntryRow[] {
  const { time_entry_ids: ids } = ctx.body;
  if (!Array.isArray(ids)) throw apiError(400, 'INPUT_006', 'time_entry_ids must be an array');
  return ids.map(String).flatMap((id) => {
    const entry = ctx.state.timeEntries.get(id);
    return entry?.workspaceId === workspaceId && mayManage(ctx, entry) ? [entry] : [];
  });
}

/** Labels of time entries, which are not the tags of tasks. */
export const timeLabels = {
  Getalltagsfromtimeentries: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    return { data: ctx.state.timeLabels.by('workspace', workspace.id).map(presentLabel) };
  },

  Addtagsfromtimeentries: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const entries = entriesOf(ctx, workspace.id);
    const names = readLabels(ctx, workspace.id);
    for (const entry of entries) {
      saveEntry(ctx, entry, { tags: [...entry.tags, ...names.filter((name) => !hasLabel(entry, name))] });
    }
    return {};
  },

  Removetagsfromtimeentries: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const entries = entriesOf(ctx, workspace.id);
    for (const entry of entries) saveEntry(ctx, entry, { tags: withoutLabels(entry, ctx.body.tags) });
    return {};
  },

  Changetagnamesfromtimeentries: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const name = requireText(ctx, 'name', apiError(400, 'INPUT_006', 'Tag name invalid'));
    const fresh = requireText(ctx, 'new_name', apiError(400, 'INPUT_006', 'Tag name invalid')).trim();
    const label = ctx.state.timeLabels.get(labelId(workspace.id, name));
    if (!label) throw apiError(400, 'INPUT_006', 'Tag not found');
    const { tag_bg: bg, tag_fg: fg } = ctx.body;
    ctx.state.timeLabels.remove(label.id);
    ctx.state.timeLabels.put({
      ...label,
      id: labelId(workspace.id, fresh),
      name: fresh,
      ...(typeof bg === 'string' ? { bg } : {}),
      ...(typeof fg === 'string' ? { fg } : {}),
    });
    for (const entry of ctx.state.timeEntries.by('workspace', workspace.id)) {
      if (!hasLabel(entry, name)) continue;
      const tags = entry.tags.map((tag) => (tag.toLowerCase() === name.toLowerCase() ? fresh : tag));
      ctx.state.timeEntries.patch(entry.id, { tags: [...new Set(tags)] });
    }
    return {};
  },
} satisfies Routes;
