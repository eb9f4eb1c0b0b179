import type { When } from '../../../generated/contracts.js';
import { invalidInput } from '../../runtime/errors.js';
import { omitUndefined } from '../api.js';
import type { Context } from '../context.js';
import { dateMs } from '../dates/arguments.js';
import { DAY_MS, dayStart } from '../dates/zone.js';
import { userIds } from '../people/ids.js';
import { members } from '../people/members.js';
import { type Id, objectId } from '../references.js';
import { taskId } from '../task/ids.js';
import { workspaceId } from '../workspace.js';
import type { EntryQuery } from './entries.js';

/** The arguments that say which time entries are meant, the same in every tool that reads several. */
export interface EntryScope {
  start_date?: When | undefined;
  end_date?: When | undefined;
  people?: readonly Id[] | undefined;
  space_id?: Id | undefined;
  folder_id?: Id | undefined;
  list_id?: Id | undefined;
  task_id?: Id | undefined;
  billable?: boolean | undefined;
}

/** Without a start, the range is a week that ends with its end. */
const defaultDays = 6;

/** Reads the arguments. Throws before anything is sent when they contradict each other. */
export async function entryQuery(ctx: Context, input: EntryScope): Promise<EntryQuery> {
  const place = onlyLocation(input);
  const { start, end } = await range(ctx, input);
  const teamId = await workspaceId(ctx);
  return {
    teamId,
    start,
    end,
    people: await people(ctx, input.people),
    place: await placeIds(ctx, place, input),
    billable: input.billable,
  };
}

type PlaceArgument = 'space_id' | 'folder_id' | 'list_id' | 'task_id';

/** ClickUp refuses a second place with TIMEENTRY_065. */
function onlyLocation(input: EntryScope): PlaceArgument | undefined {
  const given = (['space_id', 'folder_id', 'list_id', 'task_id'] as const).filter((name) => input[name] !== undefined);
  if (given.length <= 1) return given[0];
  throw invalidInput(`${given.join(' and ')} cannot be combined: ClickUp takes one place`, {
    parameter: given[1],
    value: input[given[1]!],
    suggestion: `Keep ${given.at(-1)}, the narrowest, and leave out the others.`,
  });
}

async function placeIds(ctx: Context, place: PlaceArgument | undefined, input: EntryScope) {
  if (place === undefined) return {};
  if (place === 'task_id') return omitUndefined({ task_id: await taskId(ctx, input.task_id, 'task_id') });
  const kind = ({ space_id: 'space', folder_id: 'folder', list_id: 'list' } as const)[place];
  return omitUndefined({ [place]: objectId(kind, input[place], place) });
}

async function range(ctx: Context, { start_date, end_date }: EntryScope): Promise<{ start: number; end: number }> {
  const zone = await ctx.timeZone();
  const end = (await dateMs(ctx, end_date, 'end_date', { end: true })) ?? ctx.now();
  const start = await dateMs(ctx, start_date, 'start_date', { start: true });
  if (start !== undefined && start <= end) return { start, end };
  if (start === undefined) {
    const week = dayStart(end - defaultDays * DAY_MS, zone);
    ctx.resolved('start_date', (await ctx.times()).instant(week) ?? '');
    return { start: week, end };
  }
  throw invalidInput('start_date is after end_date', {
    parameter: 'start_date',
    value: start_date,
    suggestion: 'Give an earlier start_date or a later end_date; without end_date the range ends now.',
  });
}

/** Whether `people` asks for all of them. */
export const isEveryone = (people: readonly Id[] = []): boolean =>
  people.some((each) => String(each).trim().toLowerCase() === 'all');

/** Ids of the people; undefined for the token's user, whose entries need no further right. */
async function people(ctx: Context, wanted: readonly Id[] | undefined): Promise<number[] | undefined> {
  const words = (wanted ?? []).map((each) => String(each).trim().toLowerCase());
  if (words.every((word) => word === 'me')) return undefined;
  if (!isEveryone(wanted)) return userIds(ctx, wanted ?? [], 'people');
  return (await members(ctx)).map(({ id }) => id);
}
