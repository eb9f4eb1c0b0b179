import type { paths } from '../../../generated/api.js';
import type { AuditQueryData, AuditQueryInput } from '../../../generated/contracts.js';
import { readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { dateMs } from '../../clickup/dates/arguments.js';
import { userIds } from '../../clickup/people/ids.js';
import { workspaceId } from '../../clickup/workspace.js';
import { decodeCursor, encodeCursor } from '../../runtime/cursor.js';
import { invalidInput } from '../../runtime/errors.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { omitEmpty } from '../arguments.js';

type Query = paths['/v3/workspaces/{workspace_id}/auditlogs']['post']['requestBody']['content']['application/json'];
type EventType = NonNullable<Query['filter']>['eventType'];

/** An event as far as paging needs it; ClickUp does not describe its answer. */
interface WireEvent {
  eventId?: unknown;
  eventTime?: unknown;
}

const usual = 100;

/** The parts of the log by ClickUp's names. https://developer.clickup.com/reference/queryauditlog */
const areas = {
  security: 'auth-and-security',
  people: 'user-activity',
  hierarchy: 'hierarchy-activity',
  fields: 'custom-fields',
  agents: 'agent-settings-activity',
  other: 'other-activity',
} as const;

/** The moment of the last event that was shown, and the events of that moment, of which the next answer may have more. */
interface Position {
  time: number;
  seen: string[];
}

const isPosition = (value: unknown): value is Position =>
  isPlainObject(value) && Number.isSafeInteger(value.time) && Array.isArray(value.seen);

/** Events of the audit log, newest first, each once. */
export async function auditQuery(ctx: Context, input: AuditQueryInput): Promise<AuditQueryData> {
  const owner = { tool: 'audit.query', input };
  const from = decodeCursor(owner, isPosition);
  const limit = input.limit ?? usual;
  const [workspace_id, filter] = await Promise.all([workspaceId(ctx), filterOf(ctx, input)]);
  const pageRows = limit + (from?.seen.length ?? 0);
  const body: Query = {
    applicability: areas[input.area],
    ...(filter && { filter }),
    // One later than the last one shown: several events can be of one moment, and those that were shown are left out.
    pagination: { pageRows, pageDirection: 'before', ...(from && { pageTimestamp: from.time + 1 }) },
  };
  const answer = await unwrap(
    ctx.api.POST('/v3/workspaces/{workspace_id}/auditlogs', { params: { path: { workspace_id } }, body }),
  );
  const found = readable(ctx, rows(answer as { data?: WireEvent[] }, 'data'), 'events', 'eventId');
  const fresh = found.filter(({ eventId }) => !from?.seen.includes(String(eventId))).slice(0, limit);
  if (fresh.length === 0 && !from && input.event_type !== undefined) {
    ctx.note('ClickUp does not say whether there is such an event_type; without it the types that occur are listed.');
  }
  const time = Number(fresh.at(-1)?.eventTime);
  const isMore = found.length >= pageRows && Number.isSafeInteger(time);
  return {
    events: await ctx.projectAll('audit_event', fresh, input.detail),
    ...(isMore && { next_cursor: encodeCursor(owner, { time, seen: seenAt(time, fresh, from) }) }),
  };
}

/** The ids of all events shown so far that the next answer can repeat. */
const seenAt = (time: number, shown: readonly WireEvent[], from: Position | undefined): string[] => [
  ...(from && from.time <= time + 1 ? from.seen : []),
  ...shown.filter(({ eventTime }) => Number(eventTime) <= time + 1).map(({ eventId }) => String(eventId)),
];

async function filterOf(ctx: Context, { people, event_type, status, start_date, end_date }: AuditQueryInput) {
  const [ids, startTime, endTime] = await Promise.all([
    userIds(ctx, people, 'people'),
    dateMs(ctx, start_date, 'start_date', { start: true }),
    dateMs(ctx, end_date, 'end_date', { end: true }),
  ]);
  if (startTime !== undefined && endTime !== undefined && startTime > endTime) {
    throw invalidInput('start_date is after end_date', { parameter: 'start_date', suggestion: 'Exchange the two.' });
  }
  return omitEmpty({
    userId: ids?.map(String),
    eventType: event_type
      ?.trim()
      .toUpperCase()
      .replace(/[\s-]+/g, '_') as EventType,
    eventStatus: status,
    startTime,
    endTime,
  });
}
