import { ClickUpError, clickUpError } from '../../runtime/errors.js';
import { omitUndefined, readable, rows, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { DAY_MS } from '../dates/zone.js';

/** A time entry as ClickUp sends it: stamps and durations come as text or as numbers. */
export interface WireTimeEntry {
  id: string;
  task?: { id: string; custom_id?: string | null; name: string } | string | null;
  user?: { id: number; username?: string | null; email?: string };
  description?: string;
  billable?: boolean;
  start: string | number;
  end?: string | number | null;
  duration: string | number;
  tags?: readonly { name: string }[];
  task_tags?: readonly { name: string }[];
  task_location?: {
    list_id?: string | number | null;
    folder_id?: string | number | null;
    space_id?: string | number | null;
    list_name?: string;
    folder_name?: string;
    space_name?: string;
  };
}

/** The same with times as numbers; a running timer counts up to now, where ClickUp sends a negative duration. */
export type TimeEntry = Omit<WireTimeEntry, 'start' | 'duration'> & { start: number; duration: number; running?: true };

/** Reads ClickUp's form of an entry. `now` is in ms. */
export function readEntry(entry: WireTimeEntry, now: number): TimeEntry {
  const start = Number(entry.start);
  const duration = Number(entry.duration);
  // A timer in its first millisecond counts zero, and has no end either.
  const running = duration < 0 || (entry.end == null && !(duration > 0));
  if (running) return { ...entry, start, duration: Math.max(0, now - start), running: true };
  return { ...entry, start, duration, end: entry.end ?? start + duration };
}

/** How people would call an entry. */
export const titleOf = ({ task, description, id }: TimeEntry): string =>
  (task && typeof task === 'object' && task.name) || description || `entry ${id}`;

/** What entries to read: times in ms; people as ids, the token's user without any. */
export interface EntryQuery {
  teamId: string;
  start: number;
  end: number;
  people?: readonly number[] | undefined;
  place?: Partial<Record<'space_id' | 'folder_id' | 'list_id' | 'task_id', string>>;
  billable?: boolean | undefined;
  taskTags?: boolean;
}

/** ClickUp answers with 30 days unless told otherwise and has no pages: https://developer.clickup.com/reference/gettimeentrieswithinadaterange */
const windowMs = 30 * DAY_MS;
/** Ids in one request, which keeps its URL short. */
const peopleAtOnce = 100;
/** More would use up most of a minute's calls on the smaller plans: https://developer.clickup.com/docs/rate-limits */
const maxCalls = 60;

/**
 * All entries that begin in a range, its ends included, newest first, each once; long ranges and many people are read in
 * several requests.
 */
export async function fetchEntries(ctx: Context, query: EntryQuery): Promise<TimeEntry[]> {
  const { teamId, people, place, billable } = query;
  const groups = people ? chunks(people, peopleAtOnce) : [undefined];
  const requests = windows(query.start, query.end).flatMap((range) => groups.map((group) => ({ ...range, group })));
  if (requests.length > maxCalls) throw tooMuch(requests.length);
  let done = 0;
  const answers = await Promise.all(
    requests.map(async ({ from, to, group }) => {
      const params = {
        path: { team_id: teamId },
        query: omitUndefined({
          start_date: from,
          end_date: to,
          assignee: group?.join(','),
          include_location_names: true,
          include_task_tags: query.taskTags === true ? true : undefined,
          is_billable: billable,
          ...place,
        }),
      };
      const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/time_entries', { params })).catch(explainRefusal);
      done++;
      if (requests.length > 1) ctx.progress(done, requests.length, `${done} of ${requests.length} stretches read`);
      return readable(ctx, rows(answer, 'data'), 'time entries');
    }),
  );
  const now = ctx.now();
  const byId = new Map(answers.flat().map((entry) => [entry.id, readEntry(entry, now)]));
  return [...byId.values()]
    .filter(({ start }) => start >= query.start && start <= query.end)
    .filter((entry) => billable === undefined || (entry.billable ?? false) === billable)
    .sort((a, b) => b.start - a.start || compareIds(b.id, a.id));
}

/** Whose time one may see: https://developer.clickup.com/reference/gettimeentrieswithinadaterange */
function explainRefusal(error: unknown): never {
  if (!(error instanceof ClickUpError) || error.details?.ecode !== 'TIMEENTRY_059') throw error;
  throw clickUpError('FORBIDDEN', 'ClickUp shows the time of others to owners and admins alone', {
    suggestion: 'Give "me" for people to get your own, or use the token of an owner or admin.',
    details: { ...error.details, parameter: 'people' },
    cause: error,
  });
}

/** Ids are too long for numbers: the longer is the larger, equal lengths compare as text. */
export const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Stretches of the range, a millisecond wider at each end: ClickUp leaves out what begins at a date that it is given. */
function windows(start: number, end: number): { from: number; to: number }[] {
  const count = Math.max(1, Math.ceil((end - start) / windowMs));
  return Array.from({ length: count }, (_, index) => ({
    from: start + index * windowMs - 1,
    to: Math.min(end, start + (index + 1) * windowMs) + 1,
  }));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

const tooMuch = (calls: number) =>
  clickUpError('INVALID_PARAMETER', `The range and the people would take ${calls} calls; ${maxCalls} is the limit`, {
    suggestion: 'Shorten the range with start_date and end_date, or name fewer people.',
    details: { parameter: 'start_date', calls, maximum: maxCalls },
  });
