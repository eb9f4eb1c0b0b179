import type { TimeStartData, TimeStartInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { formatDuration } from '../../clickup/dates/durations.js';
import { labelsOfWorkspace, noteNewTags } from '../../clickup/new-tags.js';
import { taskId } from '../../clickup/task/ids.js';
import { separateTags } from '../../clickup/task/tag-names.js';
import { readEntry, type TimeEntry, titleOf } from '../../clickup/time/entries.js';
import { oneEntry, runningEntry } from '../../clickup/time/one-entry.js';
import { workspaceId } from '../../clickup/workspace.js';
import type { Text } from '../../runtime/advice.js';

/**
 * Starts a timer. What ClickUp does to one that is already running is not documented, so it is looked at before and after
 * and reported.
 */
export async function timeStart(ctx: Context, input: TimeStartInput): Promise<TimeStartData> {
  const team_id = await workspaceId(ctx);
  const tags = separateTags(ctx, input.tags, 'tags');
  const [before, tid, labels] = await Promise.all([
    runningEntry(ctx, team_id),
    taskId(ctx, input.task_id, 'task_id'),
    tags?.length ? labelsOfWorkspace(ctx, team_id) : undefined,
  ]);
  const body = omitUndefined({
    tid,
    description: input.description,
    billable: input.billable,
    tags: tags?.map((name) => ({ name })),
  });
  const { data } = await unwrap(
    ctx.api.POST('/v2/team/{team_id}/time_entries/start', { params: { path: { team_id } }, body }),
  );
  noteNewTags(ctx, labels, tags);
  const entry = await ctx.project('time_entry', readEntry(data, ctx.now()));
  if (!before || ctx.dryRun) return { entry };
  // The new timer runs whatever this read says; its failure must not hide that.
  const after = await oneEntry(ctx, team_id, before.id).catch(() => undefined);
  ctx.note(sayWhatHappened(before, after));
  return { entry, previous: await ctx.project('time_entry', after ?? before) };
}

function sayWhatHappened(before: TimeEntry, after: TimeEntry | undefined): Text {
  const what = `A timer was running already (${titleOf(before)}, ${formatDuration(before.duration)})`;
  if (!after) return withHint(`${what}; whether ClickUp stopped it could not be read`, 'time.get', 'shows it');
  return after.running
    ? withHint(`${what} and still runs`, 'time.stop', 'stops timers one by one')
    : `${what}; ClickUp stopped it.`;
}
