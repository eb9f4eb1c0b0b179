import type { TimeGetData, TimeGetInput } from '../../../generated/contracts.js';
import { readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { formatDuration } from '../../clickup/dates/durations.js';
import { userId } from '../../clickup/people/ids.js';
import { objectId } from '../../clickup/references.js';
import { taskRef } from '../../clickup/task/ids.js';
import { oneEntry, runningEntry } from '../../clickup/time/one-entry.js';
import { workspaceId } from '../../clickup/workspace.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import type { TimeFormat } from '../../runtime/scalars.js';
import { requireArgument } from '../arguments.js';
import { choose } from '../route.js';

const own = {
  entry: ['time_entry_id'],
  history: ['time_entry_id'],
  task: ['task_id'],
  running: ['person'],
  labels: [],
} as const;

/** One of five readings of time tracking; `what`, or the argument given, says which. */
export async function timeGet(ctx: Context, input: TimeGetInput): Promise<TimeGetData> {
  const what =
    input.what ?? (input.time_entry_id !== undefined ? 'entry' : input.task_id !== undefined ? 'task' : 'running');
  choose(input, [{ when: chooserOf(input), takes: ['what', 'workspace_id', 'detail', ...own[what]] }]);
  const team_id = await workspaceId(ctx);
  switch (what) {
    case 'task':
      return trackedTime(ctx, input);
    case 'labels': {
      const answer = await unwrap(
        ctx.api.GET('/v2/team/{team_id}/time_entries/tags', { params: { path: { team_id } } }),
      );
      return { labels: await ctx.projectAll('time_label', rows(answer, 'data'), input.detail) };
    }
    case 'running': {
      const entry = await runningEntry(ctx, team_id, await userId(ctx, input.person, 'person'));
      return {
        person: entry?.user?.username || String(input.person ?? 'me'),
        running: entry !== undefined,
        ...(entry && { entry: await ctx.project('time_entry', entry, input.detail) }),
      };
    }
    default: {
      const timer_id = objectId('time_entry', requireArgument(input, 'time_entry_id'), 'time_entry_id');
      const entry = await oneEntry(ctx, team_id, timer_id);
      return {
        entry: await ctx.project('time_entry', entry, input.detail),
        ...(what === 'history' && { history: await history(ctx, team_id, timer_id, input.detail) }),
      };
    }
  }
}

/** The argument that said what to read, for the error about one that does not go with it. */
function chooserOf({ what, time_entry_id, task_id }: TimeGetInput): string[] {
  if (what !== undefined) return [`what=${what}`];
  if (time_entry_id !== undefined) return ['time_entry_id'];
  return task_id !== undefined ? ['task_id'] : [];
}

async function trackedTime(ctx: Context, input: TimeGetInput): Promise<TimeGetData> {
  const { id, query } = await taskRef(ctx, requireArgument(input, 'task_id'), 'task_id');
  const answer = await unwrap(ctx.api.GET('/v2/task/{task_id}/time', { params: { path: { task_id: id }, query } }));
  return { people: await ctx.projectAll('tracked_time', rows(answer, 'data'), input.detail) };
}

async function history(ctx: Context, team_id: string, timer_id: string, detail: TimeGetInput['detail']) {
  const params = { path: { team_id, timer_id } };
  const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/time_entries/{timer_id}/history', { params }));
  const changes = readable(ctx, rows({ history: listIn(answer) }, 'history'), 'changes', null);
  const format = await ctx.times();
  return ctx.projectAll(
    'time_change',
    detail === 'full' ? changes : changes.map((change) => inWords(change, format)),
    detail,
  );
}

/** The document leaves the answer open; a list is in it, wherever it stands. */
function listIn(answer: unknown): Record<string, unknown>[] | undefined {
  if (Array.isArray(answer)) return answer;
  const values = Object.values((answer ?? {}) as object);
  return values.find(Array.isArray) ?? values.filter(isPlainObject).map(listIn).find(Array.isArray);
}

function inWords(change: Record<string, unknown>, format: TimeFormat): Record<string, unknown> {
  const form = (value: unknown) => {
    if (change.field === 'start' || change.field === 'end') return format.instant(value) ?? value;
    return change.field === 'duration' && Number(value) >= 0 ? formatDuration(Number(value)) : value;
  };
  return { ...change, before: form(change.before), after: form(change.after) };
}
