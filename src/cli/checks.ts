import type { ClickUp } from '../client/create-clickup.js';
import type { Policy } from '../policy/policy.js';
import type { RateLimit } from '../runtime/envelope.js';
import type { ErrorBody } from '../runtime/errors.js';
import { exitCodes } from './usage.js';

/** One thing that was looked at: what it is, and what to do about it. */
export interface Finding {
  level: 'ok' | 'note' | 'FAIL';
  what: string;
  next?: string;
  /** Exit code that a failure asks for. */
  code?: number;
}

/** When an answer arrived, and what time it was there. */
export interface Arrival {
  at: number;
  date: string | null;
}

/** A clock further off than this makes relative dates and waiting times wrong. */
const skewMs = 2 * 60_000;

/** ClickUp's windows last a minute; rounding and a slow answer may add to it. https://developer.clickup.com/docs/rate-limits */
const longestWindowMs = 2 * 60_000;

/** Someone waits for the result. */
const options = { deadlineMs: 20_000 };

/** Workspaces whose plan is looked up when none is chosen. */
const fewWorkspaces = 3;

interface Account {
  workspaceId: string | undefined;
  lastArrival(): Arrival | undefined;
  /** Whether the API is on this machine. */
  isLocal?: boolean;
}

/** Asks ClickUp who the key belongs to, what it reaches and how much it may be used. Reads only. */
export async function checkAccount(
  client: ClickUp,
  { workspaceId, lastArrival, isLocal = false }: Account,
): Promise<Finding[]> {
  const me = await client.call('clickup_user_get', {}, options);
  if (!me.success) return [failure(me.error.type === 'AUTH' ? 'Key' : 'ClickUp', me.error)];
  const { username, email, timezone } = me.data.user as { username?: string; email?: string; timezone?: string };
  const zone = timezone ? `; dates are read in ${timezone}` : '';
  const arrival = lastArrival();
  return [
    { level: 'ok', what: `Key: ${username ?? email ?? 'valid'}${username && email ? ` (${email})` : ''}${zone}` },
    ...(await checkWorkspaces(client, workspaceId)),
    checkLimit(me.metadata.rate_limit, arrival),
    checkClock(arrival, isLocal),
  ];
}

async function checkWorkspaces(client: ClickUp, wanted: string | undefined): Promise<Finding[]> {
  const answer = await client.call('clickup_workspace_list', {}, options);
  if (!answer.success) return [failure('Workspaces', answer.error)];
  const rows = answer.data.workspaces as readonly { id: string; name: string }[];
  const named = rows.map(({ id, name }) => `${name} (${id})`).join(', ');
  const chosen = wanted ? rows.filter(({ id }) => id === wanted) : rows;
  if (chosen.length === 0) {
    return [
      {
        level: 'FAIL',
        what: wanted ? `Workspace: ${wanted} is not among those of the key` : 'Workspace: the key reaches none',
        next: wanted
          ? `Set CLICKUP_WORKSPACE_ID to one of: ${named || 'none'}.`
          : 'Join a Workspace with this account.',
        code: exitCodes.VALIDATION,
      },
    ];
  }
  const plans = await Promise.all(
    chosen.slice(0, fewWorkspaces).map((row) => checkPlan(client, row, chosen.length > 1)),
  );
  const several: Finding = {
    level: 'note',
    what: `Workspaces: ${named}`,
    next: 'Set CLICKUP_WORKSPACE_ID to the one to use, or pass workspace_id to tools that ask for it.',
  };
  const one: Finding = { level: 'ok', what: `Workspace: ${chosen[0]!.name} (${chosen[0]!.id})` };
  return [chosen.length > 1 ? several : one, ...plans];
}

async function checkPlan(
  client: ClickUp,
  { id, name }: { id: string; name: string },
  isOneOfMany: boolean,
): Promise<Finding> {
  const label = isOneOfMany ? `Plan of ${name}` : 'Plan';
  const answer = await client.call('clickup_workspace_get_plan', { workspace_id: id }, options);
  // Guests may not ask; everything else works for them.
  if (!answer.success) return { level: 'note', what: `${label}: not known (${answer.error.message})` };
  const { plan, seats } = answer.data as {
    plan: { name: string };
    seats?: Record<string, { filled: number; total: number }>;
  };
  const taken = Object.entries(seats ?? {})
    .filter(([, { filled, total }]) => Number.isFinite(filled) && Number.isFinite(total))
    .map(([kind, { filled, total }]) => `${filled} of ${total} ${kind.replace(/s$/, '')} seats`);
  return { level: 'ok', what: `${label}: ${plan.name}${taken.length > 0 ? `; ${taken.join(' and ')} taken` : ''}` };
}

export function checkLimit(limit: RateLimit | undefined, arrival: Arrival | undefined): Finding {
  if (!limit) return { level: 'note', what: 'Rate limit: the answer carries no figures, so calls cannot be paced' };
  const left = `Rate limit: ${limit.remaining} of ${limit.limit} calls left in this minute`;
  const there = arrival?.date ? Date.parse(arrival.date) : Number.NaN;
  if (Math.abs(limit.reset_at - there) > longestWindowMs) {
    return {
      level: 'note',
      what: `${left}, but the window ends ${new Date(limit.reset_at).toISOString()} while the answer is of ${new Date(there).toISOString()}`,
      next: 'A server with two clocks, such as a sandbox on its own time: waiting for the limit may be wrong.',
    };
  }
  return { level: 'ok', what: left };
}

/** A server on this machine may be a sandbox on a time of its own. */
export function checkClock(arrival: Arrival | undefined, isLocal = false): Finding {
  const there = arrival?.date ? Date.parse(arrival.date) : Number.NaN;
  if (!arrival || Number.isNaN(there)) return { level: 'ok', what: 'Clock: not compared, the answer carries no date' };
  const ahead = arrival.at - there;
  const seconds = Math.round(Math.abs(ahead) / 1000);
  // The header counts whole seconds and the way takes time.
  if (Math.abs(ahead) < 3000) return { level: 'ok', what: "Clock: agrees with ClickUp's" };
  const what = `Clock: ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} ClickUp's`;
  if (Math.abs(ahead) < skewMs) return { level: 'ok', what };
  if (isLocal) {
    const next = 'A sandbox on a time of its own: "tomorrow" is read by the clock of this machine.';
    return { level: 'note', what, next };
  }
  return {
    level: 'FAIL',
    what,
    next: 'Set the clock of this machine: "tomorrow" and waiting times would be wrong.',
    code: exitCodes.API_ERROR,
  };
}

/** Whether the Spaces, Folders and Lists of a policy are there. */
export async function checkPlaces(client: ClickUp, policy: Policy): Promise<Finding[]> {
  const places = [policy.spaces, policy.folders, policy.lists].flatMap((names) => names ?? []);
  if (places.length === 0) return [];
  const answer = await client.call('clickup_space_list', {}, options);
  if (!answer.success) return [failure('Policy', answer.error)];
  return [{ level: 'ok', what: `Policy: nothing outside of ${places.join(', ')}` }];
}

const failure = (label: string, { type, message, suggested_action }: ErrorBody): Finding => ({
  level: 'FAIL',
  what: `${label}: ${message}`,
  next: suggested_action,
  code: exitCodes[type],
});
