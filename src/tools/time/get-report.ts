import type { TimeGetReportData, TimeGetReportInput } from '../../../generated/contracts.js';
import { readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { formatDuration } from '../../clickup/dates/durations.js';
import { withSeparateTags } from '../../clickup/task/tag-names.js';
import { fetchEntries, type TimeEntry } from '../../clickup/time/entries.js';
import { labelled, ofTaggedTasks } from '../../clickup/time/entry-labels.js';
import { type Dimension, type Group, groupEntries } from '../../clickup/time/groups.js';
import { entryQuery } from '../../clickup/time/query.js';
import { timeScope } from '../../clickup/time/scope.js';
import { invalidInput } from '../../runtime/errors.js';

/** A List has at most so many pages read for the facts of its tasks; what lies beyond is said. */
const maxPages = 10;

/** As many as anybody could read; combinations of people and days over a year make more. */
const defaultRows = 1_000;

/** Totals of tracked time by person, task, place, label or day. */
export async function timeGetReport(ctx: Context, given: TimeGetReportInput): Promise<TimeGetReportData> {
  const input = withSeparateTags(ctx, given, ['tags', 'task_tags']);
  const by: Dimension[] = [...new Set(input.group_by?.length ? input.group_by : (['person'] as const))];
  if (input.task_facts && !by.includes('task')) throw factsWithoutTasks();
  const query = await entryQuery(ctx, input);
  const taskTags = (input.task_tags?.length ?? 0) > 0;
  const all = await fetchEntries(ctx, { ...query, taskTags });
  const entries = ofTaggedTasks(ctx, labelled(ctx, all, input.tags), input.task_tags);
  const groups = groupEntries(entries, by, await ctx.timeZone());
  const facts = input.task_facts ? await taskFacts(ctx, query.teamId, entries) : undefined;
  const sum = (of: readonly TimeEntry[]) => of.reduce((total, { duration }) => total + duration, 0);
  const billable = sum(entries.filter((entry) => entry.billable));
  const running = entries.filter((entry) => entry.running).length;
  if (by.includes('tag') && groups.reduce((total, { ms }) => total + ms, 0) > sum(entries)) {
    ctx.note('Entries with several labels count under each, so the rows add up to more than the total.');
  }
  const shown = groups.slice(0, input.limit ?? defaultRows);
  if (shown.length < groups.length) ctx.note(`${groups.length - shown.length} more rows are left out by limit.`);
  const { instant } = await ctx.times();
  return {
    scope: await timeScope(ctx, input, query, all),
    start: instant(query.start) ?? '',
    end: instant(query.end) ?? '',
    total: formatDuration(sum(entries)),
    total_ms: sum(entries),
    billable: formatDuration(billable),
    billable_ms: billable,
    entries: entries.length,
    ...(running > 0 && { running }),
    rows: await ctx.projectAll(
      'report_row',
      shown.map((group) => withFacts(group, facts)),
    ),
  };
}

interface TaskFacts {
  status?: string;
  estimate?: number;
  due_date?: string;
}

/** What tasks say about themselves, read List by List: the API takes no task ids here. */
async function taskFacts(
  ctx: Context,
  team_id: string,
  entries: readonly TimeEntry[],
): Promise<Map<string, TaskFacts>> {
  const wanted = new Set(entries.flatMap(({ task }) => (task && typeof task === 'object' ? [task.id] : [])));
  const lists = new Set(entries.flatMap(({ task_location: at }) => (at?.list_id ? [String(at.list_id)] : [])));
  const facts = new Map<string, TaskFacts>();
  const query = { 'list_ids[]': [...lists], subtasks: true, include_closed: true };
  for (let page = 0, last = lists.size === 0; !last && page < maxPages && facts.size < wanted.size; page++) {
    const params = { path: { team_id }, query: { ...query, page } };
    const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/task', { params }));
    const tasks = rows(answer, 'tasks');
    for (const { id, status, time_estimate, due_date } of readable(ctx, tasks, 'tasks').filter((task) =>
      wanted.has(task.id),
    )) {
      facts.set(id, {
        ...(status?.status && { status: status.status }),
        ...(time_estimate && { estimate: Number(time_estimate) }),
        ...(due_date && { due_date: String(due_date) }),
      });
    }
    last = tasks.length === 0 || (answer.last_page ?? tasks.length < 100);
  }
  const missing = wanted.size - facts.size;
  if (missing > 0)
    ctx.note(
      `Status and estimate of ${missing} tasks are missing: archived, deleted, or beyond the first 1,000 tasks.`,
    );
  return facts;
}

const withFacts = (group: Group, facts: Map<string, TaskFacts> | undefined) => ({
  ...group,
  ...(group.billable_ms === 0 && { billable_ms: undefined }),
  ...(group.task_id !== undefined && facts?.get(group.task_id)),
});

const factsWithoutTasks = () =>
  invalidInput('task_facts needs rows that stand for tasks', {
    parameter: 'task_facts',
    value: true,
    suggestion: 'Add task to group_by, or leave task_facts out.',
  });
