import type { Queryable } from '../../db/database.js';
import { midnightsOf, type Period } from './period.js';
import type { Frame } from './report.js';
import type { About, Params } from './sql.js';

/** Sums that are kept: by day, or where a period has all of them, of all days together. */
type Kept = 'days' | 'all';

/**
 * The sums that answer for a period. It has whole days of the zone they are kept by, and the database begins each of these when this
 * program does; the two may know different rules of a zone. A day on which midnight comes twice is such a case.
 */
export function keptSums(frame: Frame): Promise<Kept | undefined> {
  const found = foundSums.get(frame.period) ?? findSums(frame);
  foundSums.set(frame.period, found);
  return found;
}

/** A report has a period of its own, and may ask for the sums of it several times. */
const foundSums = new WeakMap<Period, Promise<Kept | undefined>>();

async function findSums({ query, workspace, workspaceId, timeZone, period }: Frame): Promise<Kept | undefined> {
  if (timeZone !== workspace.timezone || !hasWholeDays(period)) return undefined;
  // Where tables lie on several machines, no triggers keep sums: these have no such table.
  const [table] = await query<{ is: boolean }>("SELECT to_regclass('cu.day_time') IS NOT NULL AS is");
  const held = table!.is ? await daysHeld(query, workspaceId, period) : undefined;
  if (!held) return undefined;
  const midnights = midnightsOf({ ...held, timeZone }).map((ms) => new Date(ms).toISOString());
  const [same] = await query<{ is: boolean }>(
    `SELECT bool_and(at = ($2::date + n::int - 1)::timestamp AT TIME ZONE $3) AS is FROM unnest($1::timestamptz[]) WITH ORDINALITY AS days (at, n)`,
    [midnights, held.firstDay, timeZone],
  );
  return same!.is ? (held.areAll ? 'all' : 'days') : undefined;
}

/** Its days from the first to the last that has any time, and one more at each end; undefined where none has. */
async function daysHeld(query: Queryable['query'], workspaceId: string, { firstDay, lastDay }: Period) {
  const ofWorkspace = 'FROM cu.day_time WHERE workspace_id = $1';
  const ofPeriod = `${ofWorkspace} AND day BETWEEN $2::date AND $3::date`;
  const [held] = await query<{ firstDay: string; lastDay: string; areAll: boolean }>(
    `SELECT greatest(first - 1, $2::date)::text AS "firstDay", least(last + 1, $3::date)::text AS "lastDay",
       NOT EXISTS (SELECT 1 ${ofWorkspace} AND day < $2::date) AND NOT EXISTS (SELECT 1 ${ofWorkspace} AND day > $3::date) AS "areAll"
     FROM (SELECT (SELECT min(day) ${ofPeriod}) AS first, (SELECT max(day) ${ofPeriod}) AS last) AS held WHERE first IS NOT NULL`,
    [workspaceId, firstDay, lastDay],
  );
  return held;
}

function hasWholeDays(period: Period): boolean {
  const { firstDay, lastDay, timeZone } = period;
  const first = midnightsOf({ firstDay, lastDay: firstDay, timeZone })[0];
  const end = midnightsOf({ firstDay: lastDay, lastDay, timeZone })[1];
  return first === period.from.getTime() && end === period.to.getTime();
}

/** `kept`: what was tracked in a period on the tasks in `scoped`, already summed by person and task, and by day where that is asked. */
export function keptTime(
  params: Params,
  { workspaceId, scope }: About,
  { firstDay, lastDay }: Period,
  which: Kept,
): string {
  const workspace = params.add(workspaceId);
  const first = which === 'days' ? `${params.add(firstDay)}::date` : '';
  const source =
    which === 'all'
      ? `entries FROM cu.person_time WHERE workspace_id = ${workspace}`
      : `day, CASE WHEN day = ${first} THEN begun + continued ELSE begun END AS entries, begun + continued AS entries_of_day
    FROM cu.day_time WHERE workspace_id = ${workspace} AND day BETWEEN ${first} AND ${params.add(lastDay)}::date`;
  return `kept AS NOT MATERIALIZED (
    SELECT nullif(task_id, '') AS task_id, user_id, ms, billable_ms, ${source} AND ms > 0
      ${scope.kind === 'workspace' ? '' : 'AND task_id IN (SELECT task_id FROM scoped)'})`;
}
