import { ClickUpError, clickUpError } from '../../runtime/errors.js';
import { withHint } from '../advice.js';
import { identified, member, omitUndefined, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { readEntry } from './entries.js';

/** The running timer of a person, by default of the token's user. */
export async function runningEntry(ctx: Context, team_id: string, person?: number) {
  const params = {
    path: { team_id },
    query: omitUndefined({ assignee: person === undefined ? undefined : String(person) }),
  };
  const data = member(await unwrap(ctx.api.GET('/v2/team/{team_id}/time_entries/current', { params })), 'data');
  return data ? readEntry(data, ctx.now()) : undefined;
}

/** One entry; RESOURCE_NOT_FOUND when there is none of that id. */
export async function oneEntry(ctx: Context, team_id: string, timer_id: string) {
  const params = { path: { team_id, timer_id }, query: { include_location_names: true } };
  const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/time_entries/{timer_id}', { params })).catch((error) => {
    const isUnknown = error instanceof ClickUpError && error.code === 'RESOURCE_NOT_FOUND';
    return Promise.reject(isUnknown ? noSuchEntry(timer_id, error) : error);
  });
  const data = member(answer, 'data');
  if (data === null) throw noSuchEntry(timer_id);
  return readEntry(identified(data), ctx.now());
}

/** ClickUp answers 200 with `data: null` to an id it does not know, or says that the Workspace is out of reach. */
export const noSuchEntry = (id: string, cause?: ClickUpError) =>
  clickUpError('RESOURCE_NOT_FOUND', `There is no time entry ${id}, or it is not yours to see`, {
    suggestion: withHint('Check the id', 'time.list', 'shows the entries of a range with their ids'),
    details: { ...cause?.details, parameter: 'time_entry_id', value: id },
    cause,
  });
