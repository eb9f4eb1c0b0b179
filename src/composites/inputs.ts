import type { When } from '../../generated/contracts.js';
import { clickUpError } from '../runtime/errors.js';
import { InputError } from '../runtime/input-error.js';
import { ok } from './api.js';
import type { Context } from './context.js';
import { parseDate } from './convert/dates.js';
import { parseDuration } from './convert/durations.js';
import { type PriorityName, priorities } from './convert/priorities.js';
import { type ObjectKind, parseObjectReference, parseTaskReference } from './convert/references.js';
import { isNone } from './match-name.js';
import { matchMember, members } from './people/members.js';

/** An id as callers give it. */
export type Id = string | number;

/** A task as operations that take custom ids want it: the path argument, and the query that goes with a custom one. */
export interface TaskRef {
  id: string;
  query: { custom_task_ids?: boolean; team_id?: string };
}

const memoryMs = 10 * 60_000;

/** An id, or the id inside a pasted app URL. Refuses whatever could not be an id before it comes near a path. */
export function objectId(kind: ObjectKind, value: Id, parameter: string): string;
export function objectId(kind: ObjectKind, value: Id | undefined, parameter: string): string | undefined;
export function objectId(kind: ObjectKind, value: Id | undefined, parameter: string): string | undefined {
  return value === undefined ? undefined : parseObjectReference(kind, value, { parameter }).id;
}

/** The Workspace to work in: the one given, the configured one, or the only one the token reaches. */
export async function workspaceId(ctx: Context, value?: Id): Promise<string> {
  const given = value ?? ctx.defaultWorkspaceId;
  if (given !== undefined) return objectId('workspace', given, 'workspace_id');
  const workspaces = await authorizedWorkspaces(ctx);
  if (workspaces.length === 1) return String(workspaces[0]!.id);
  const candidates = workspaces.map(({ id, name }) => ({ id: String(id), name }));
  throw clickUpError(
    workspaces.length === 0 ? 'FORBIDDEN' : 'AMBIGUOUS_REFERENCE',
    workspaces.length === 0 ? 'The token reaches no Workspace' : `The token reaches ${workspaces.length} Workspaces`,
    {
      suggestion: 'Pass workspace_id, or set CLICKUP_WORKSPACE_ID once.',
      details: { parameter: 'workspace_id', candidates },
    },
  );
}

/** The Workspaces of the token, with their members; remembered for a few minutes. */
export async function authorizedWorkspaces(ctx: Context) {
  const { teams } = await ctx.remember('workspaces', memoryMs, () => ok(ctx.api.GET('/v2/team')));
  return teams ?? [];
}

/** A task for operations that accept custom ids themselves. */
export async function taskRef(ctx: Context, value: Id, parameter: string): Promise<TaskRef> {
  const reference = parseTaskReference(String(value), { parameter });
  if (reference.kind === 'id') return { id: reference.value, query: {} };
  const team_id = reference.workspaceId ?? (await workspaceId(ctx));
  return { id: reference.value, query: { custom_task_ids: true, team_id } };
}

/** A task's own id; a custom id is resolved with one read, remembered because it never changes its task. */
export async function taskId(ctx: Context, value: Id, parameter: string): Promise<string>;
export async function taskId(ctx: Context, value: Id | undefined, parameter: string): Promise<string | undefined>;
export async function taskId(ctx: Context, value: Id | undefined, parameter: string): Promise<string | undefined> {
  if (value === undefined) return undefined;
  const { id, query } = await taskRef(ctx, value, parameter);
  if (!query.custom_task_ids) return id;
  return ctx.remember(`task ${query.team_id} ${id}`, memoryMs, async () => {
    const task = await ok(ctx.api.GET('/v2/task/{task_id}', { params: { path: { task_id: id }, query } }));
    return String(task.id);
  });
}

export async function taskIds(ctx: Context, values: readonly Id[], parameter: string): Promise<string[]> {
  return Promise.all(values.map((value, index) => taskId(ctx, value, `${parameter}[${index}]`)));
}

/** A person's id from an id, a name, an e-mail address or "me". */
export async function userId(ctx: Context, value: Id, parameter: string): Promise<number>;
export async function userId(ctx: Context, value: Id | undefined, parameter: string): Promise<number | undefined>;
export async function userId(ctx: Context, value: Id | undefined, parameter: string): Promise<number | undefined> {
  if (value === undefined) return undefined;
  const text = String(value).trim();
  if (/^-?\d+$/.test(text)) return Number(text);
  if (text.toLowerCase() === 'me') return Number((await currentUser(ctx)).id);
  const member = matchMember(await members(ctx), text, parameter);
  ctx.resolved(parameter, `${member.username ?? member.email} (${member.id})`);
  return member.id;
}

/** A person's id as `userId` finds it, or the word "none". */
export async function userOrNone(ctx: Context, value: Id, parameter: string): Promise<number | 'none'>;
export async function userOrNone(
  ctx: Context,
  value: Id | undefined,
  parameter: string,
): Promise<number | 'none' | undefined>;
export async function userOrNone(
  ctx: Context,
  value: Id | undefined,
  parameter: string,
): Promise<number | 'none' | undefined> {
  return value !== undefined && isNone(value) ? 'none' : userId(ctx, value, parameter);
}

export async function userIds(ctx: Context, values: readonly Id[], parameter: string): Promise<number[]>;
export async function userIds(
  ctx: Context,
  values: readonly Id[] | undefined,
  parameter: string,
): Promise<number[] | undefined>;
export async function userIds(
  ctx: Context,
  values: readonly Id[] | undefined,
  parameter: string,
): Promise<number[] | undefined> {
  if (values === undefined) return undefined;
  const ids = await Promise.all(values.map((value, index) => userId(ctx, value, `${parameter}[${index}]`)));
  return [...new Set(ids)];
}

/** The token's user; remembered for a few minutes. */
export async function currentUser({ api, remember }: Pick<Context, 'api' | 'remember'>) {
  const { user } = await remember('user', memoryMs, () => ok(api.GET('/v2/user')));
  return user;
}

/** People to set, add and remove, as ids. */
export interface PeopleChange {
  set?: number[];
  add?: number[];
  remove?: number[];
}

/** A plain list means exactly these people; `{ add, remove }` changes the ones there are. */
export async function peopleChange(
  ctx: Context,
  value: readonly Id[] | { set?: readonly Id[]; add?: readonly Id[]; remove?: readonly Id[] } | undefined,
  parameter: string,
): Promise<PeopleChange | undefined> {
  if (value === undefined) return undefined;
  const change = isList(value) ? { set: value } : value;
  if (change.set && (change.add || change.remove)) {
    throw clickUpError('INVALID_PARAMETER', `${parameter} gives both an exact list and changes to it`, {
      suggestion: 'Use set alone, or add and remove.',
      details: { parameter },
    });
  }
  const [set, add, remove] = await Promise.all([
    userIds(ctx, change.set, `${parameter}.set`),
    userIds(ctx, change.add, `${parameter}.add`),
    userIds(ctx, change.remove, `${parameter}.remove`),
  ]);
  const both = add?.find((id) => remove?.includes(id));
  if (both !== undefined) {
    throw clickUpError('INVALID_PARAMETER', `${parameter} both adds and removes the user ${both}`, {
      suggestion: 'Name each person in one of the two.',
      details: { parameter, value: String(both) },
    });
  }
  return { ...(set && { set }), ...(add && { add }), ...(remove && { remove }) };
}

const isList = (value: unknown): value is readonly Id[] => Array.isArray(value);

/** Epoch ms from ISO 8601, a plain date or relative English, in the user's zone. `start` and `end` place a bare day. */
export async function dateMs(
  ctx: Context,
  value: When,
  parameter: string,
  range?: { start?: boolean; end?: boolean },
): Promise<number>;
export async function dateMs(
  ctx: Context,
  value: When | undefined,
  parameter: string,
  range?: { start?: boolean; end?: boolean },
): Promise<number | undefined>;
export async function dateMs(
  ctx: Context,
  value: When | undefined,
  parameter: string,
  range: { start?: boolean; end?: boolean } = {},
) {
  return value === undefined ? undefined : (await readDate(ctx, value, parameter, range)).ms;
}

/** A date for a request body, with the flag that keeps its time of day: `{ due_date, due_date_time }`. "none" clears. */
export async function dateFields<Wire extends 'due_date' | 'start_date'>(
  ctx: Context,
  value: When | undefined,
  parameter: string,
  wire: Wire,
): Promise<{ [K in Wire]?: number } & { [K in `${Wire}_time`]?: boolean }> {
  if (value === undefined) return {} as never;
  if (isNone(value)) return { [wire]: null } as never;
  if (String(value).trim() === '') {
    throw new InputError(`${parameter} is empty`, {
      parameter,
      value,
      suggestion: 'Give a date, or "none" for no date.',
    });
  }
  const { ms, hasTime } = await readDate(ctx, value, parameter, {});
  return { [wire]: ms, [`${wire}_time`]: hasTime } as never;
}

async function readDate(ctx: Context, value: When, parameter: string, range: { start?: boolean; end?: boolean }) {
  const isRange = range.start === true || range.end === true;
  const [timeZone, dayZone] = await Promise.all([ctx.timeZone(), isRange ? undefined : ctx.dayZone()]);
  const date = parseDate(value instanceof Date ? value.toISOString() : value, {
    now: ctx.now(),
    timeZone,
    ...(dayZone !== undefined && { dayZone }),
    parameter,
    // People look back over ranges, except over what is due and what they plan in fields of their own.
    prefer: isRange && !/^(due|custom_fields)/.test(parameter) ? 'past' : 'future',
    ...(range.start && { startOfRange: true }),
    ...(range.end && { endOfRange: true }),
  });
  ctx.resolved(parameter, date.iso);
  return date;
}

/** Milliseconds from "1h 30m", "90m", "1:30" or a number of milliseconds. */
export function durationMs(value: Id, parameter: string): number;
export function durationMs(value: Id | undefined, parameter: string): number | undefined;
export function durationMs(value: Id | undefined, parameter: string): number | undefined {
  return value === undefined ? undefined : parseDuration(value, { parameter });
}

/** ClickUp's number for a priority; null, which clears, for "none". */
export function priorityNumber(value: PriorityName): 1 | 2 | 3 | 4 | null;
export function priorityNumber(value: PriorityName | undefined): 1 | 2 | 3 | 4 | null | undefined;
export function priorityNumber(value: PriorityName | undefined): 1 | 2 | 3 | 4 | null | undefined {
  return value === undefined ? undefined : priorities[value];
}
