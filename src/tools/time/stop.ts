import type { TimeStopData } from '../../../generated/contracts.js';
import { withTool } from '../../clickup/advice.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { formatDuration } from '../../clickup/dates/durations.js';
import { readEntry, titleOf } from '../../clickup/time/entries.js';
import { runningEntry } from '../../clickup/time/one-entry.js';
import { workspaceId } from '../../clickup/workspace.js';
import { joinTexts } from '../../runtime/advice.js';
import { clickUpError } from '../../runtime/errors.js';

/** Stops the running timer of the token's user. RESOURCE_NOT_FOUND when none runs. */
export async function timeStop(ctx: Context): Promise<TimeStopData> {
  const team_id = await workspaceId(ctx);
  const running = await runningEntry(ctx, team_id);
  if (!running) throw nothingRuns();
  const { data } = await unwrap(
    ctx.api.POST('/v2/team/{team_id}/time_entries/stop', { params: { path: { team_id } } }),
  );
  // Somebody, or ClickUp's own app, can stop it between the two calls.
  if (!data) throw nothingRuns();
  const entry = readEntry(data, ctx.now());
  if (!ctx.dryRun) ctx.note(`Stopped after ${formatDuration(entry.duration)}: ${titleOf(running)}.`);
  return { entry: await ctx.project('time_entry', entry) };
}

const nothingRuns = () =>
  clickUpError('RESOURCE_NOT_FOUND', 'No timer of yours is running in this Workspace', {
    suggestion: joinTexts(
      [
        'There is nothing to stop',
        withTool('time.start', (name) => `${name} starts one`),
        withTool('time.create', (name) => `${name} records time already worked`),
        withTool('time.list', (name) => `${name} shows the last entries`),
      ],
      '; ',
    ),
  });
