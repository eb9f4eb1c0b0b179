/**
 * Forms a value can take in an answer: `time` is an ISO 8601 instant, `day` the same or a plain date for ClickUp's
 * date-only stamps, `duration` text such as "1h 30m", `ms` whole milliseconds, `role` a word, `ended` the type of
 * a status in which work has ended, done or closed, `id` always a string.
 */
export type Scalar = (typeof scalars)[number];
export const scalars = [
  'string',
  'id',
  'integer',
  'number',
  'boolean',
  'time',
  'day',
  'duration',
  'ms',
  'role',
  'ended',
  'any',
] as const;

/** What ClickUp's numbers for the roles in a Workspace mean. Source: https://developer.clickup.com/reference/getuser */
const roles: Record<string, string> = { 1: 'owner', 2: 'admin', 3: 'member', 4: 'guest' };

/** The word for a role; the number itself where there is none. */
export const roleName = (role: unknown): string =>
  (Object.hasOwn(roles, String(role)) ? roles[String(role)] : undefined) ?? String(role);

/** How answers show stamps; undefined for what is no stamp. */
export interface TimeFormat {
  /** An instant with the offset of the zone in which dates are read: `2026-10-20T17:00+02:00`. */
  instant(value: unknown): string | undefined;
  /** The same; a plain date for what ClickUp keeps as a day without a time. */
  day(value: unknown): string | undefined;
}

/** Names under which ClickUp sends epoch milliseconds, as strings or numbers. */
const timeKeys = new Set([
  'at',
  'date',
  'date_added',
  'date_closed',
  'date_created',
  'date_done',
  'date_invited',
  'date_joined',
  'date_updated',
  'due_date',
  'end',
  'last_active',
  'last_viewed',
  'since',
  'start',
  'start_date',
  'stop',
  'created_at',
  'updated_at',
]);

/** Those of them that may stand for a day without a time. */
const dayKeys = new Set(['due_date', 'start_date']);

/** Keys whose contents are a user's own data or configuration and are passed on untouched. */
const opaqueKeys = new Set(['value', 'value_richtext', 'type_config', 'comment', 'filters', 'features', 'settings']);

/** Earliest plausible stamp (1980): smaller numbers under the same names are durations or positions. */
const earliest = 315_532_800_000;

/** The full form: everything ClickUp sent that holds something, with ids as strings and stamps as ISO 8601. */
export function normalise(value: unknown, format: TimeFormat, key = ''): unknown {
  if (opaqueKeys.has(key)) return value;
  if (Array.isArray(value)) return value.map((item) => normalise(item, format));
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(([name, item]) => [name, normalise(item, format, name)] as const);
    return Object.fromEntries(parts.filter(([, item]) => !isEmpty(item)));
  }
  if (
    typeof value === 'number' &&
    (key === 'id' || key === 'userid' || key === 'wid' || /(?<!custom_item)_id$/.test(key))
  ) {
    return String(value);
  }
  if (!timeKeys.has(key) || !(Number(value) >= earliest)) return value;
  return (dayKeys.has(key) ? format.day(value) : format.instant(value)) ?? value;
}

/** Whether there is nothing in it; false and 0 are something. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);
