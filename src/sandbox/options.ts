import { operations } from '../../generated/operations.js';
import { nearest } from '../runtime/nearest.js';
import type { Clock } from './clock.js';
import { type FaultRule, faultKinds } from './engine/faults.js';
import type { RateLimitOptions } from './engine/rate-limit.js';
import { type Plan, plans } from './plans.js';
import type { SeedFunction } from './seed/context.js';
import { SCALE_LIMITS } from './seed/scale.js';
import type { Snapshot } from './snapshot.js';
import type { WebhookOptions } from './webhooks/policy.js';

const methods: ReadonlySet<string> = new Set(Object.values(operations).map(({ method }) => method));

/**
 * How a sandbox is set up; everything has a default.
 *
 * @example
 * const options: SandboxOptions = { plan: 'enterprise', strict: true, seed: { scale: 10_000 } };
 * const sandbox = createSandbox(options);
 */
export interface SandboxOptions {
  /**
   * What it holds at the start: the company `harbour-bikes` (default), nothing but people and one Workspace, the company with
   * so many tasks (240 to 1,000,000), or your own.
   */
  readonly seed?: 'harbour-bikes' | 'empty' | { readonly scale: number } | SeedFunction;
  /** What it holds at the start instead of a seed, and after `reset`: a snapshot, from JSON by `readSnapshot`. */
  readonly data?: Snapshot;
  /** Plan of the Workspace: decides the rate limit and which routes are refused. Default `business`. */
  readonly plan?: Plan;
  /** Overrides the plan's limit; false never answers 429, and the headers say that nothing is used up. */
  readonly rateLimit?: RateLimitOptions | false;
  /** The present, as ISO 8601 or Unix ms, from which time runs on; the sample data is laid around it. Default: real time. */
  readonly now?: string | number;
  /** Another clock; the sample data is laid around what it says. Excludes `now`. */
  readonly clock?: Pick<Clock, 'now'> & Partial<Clock>;
  /** Seed of the id and fault sequences: the same number, the same answers. Default 1. */
  readonly random?: number;
  /** Real ms that every answer takes. Default 0. */
  readonly latency?: number;
  readonly faults?: readonly FaultRule[];
  /** Where webhooks may deliver to. Default: to this machine only. */
  readonly webhooks?: WebhookOptions;
  /**
   * Says in the `X-Sandbox-Notes` header and in `requests` what ClickUp passes over in silence, and where a request departs
   * from the API's description, with the JSON pointer of the rule. The answer stays ClickUp's. Default false.
   */
  readonly strict?: boolean;
  /** Whether routes answer that ClickUp's description lacks and released clients use. Default: true. */
  readonly undocumented?: boolean;
}

/** Throws a TypeError that names the option, the value and what is allowed. */
export function checkOptions(options: SandboxOptions): void {
  const { plan, rateLimit, latency, random, faults, seed, webhooks, now, clock } = options;
  if (plan !== undefined && !Object.hasOwn(plans, plan)) refuse('plan', plan, Object.keys(plans).join(', '));
  if (rateLimit && !(rateLimit.limit >= 0 && rateLimit.windowMs > 0))
    refuse('rateLimit', JSON.stringify(rateLimit), 'limit of at least 0 and windowMs above 0, or false');
  if (latency !== undefined && !(latency >= 0)) refuse('latency', latency, 'milliseconds of at least 0');
  if (random !== undefined && !Number.isFinite(random)) refuse('random', random, 'a finite number');
  if (now !== undefined && Number.isNaN(momentOf(now))) refuse('now', now, 'ISO 8601 or Unix milliseconds');
  if (now !== undefined && clock) refuse('now', now, 'either it or a clock');
  checkSeed(seed);
  const { allow, retryDelay = 0, timeout = 1 } = webhooks ?? {};
  if (allow !== undefined && !Array.isArray(allow)) refuse('webhooks.allow', allow, 'a list of host names, or of *');
  if (!(retryDelay >= 0)) refuse('webhooks.retryDelay', retryDelay, 'milliseconds of at least 0');
  if (!(timeout > 0)) refuse('webhooks.timeout', timeout, 'milliseconds above 0');
  for (const rule of faults ?? []) checkFault(rule);
}

/** Unix ms of the option `now`; NaN for what is no moment. */
export const momentOf = (now: string | number): number => new Date(now).getTime();

function checkFault(rule: FaultRule): void {
  if (!faultKinds.includes(rule.kind)) refuse('faults[].kind', rule.kind, faultKinds.join(', '));
  for (const name of [rule.operation ?? []].flat())
    if (!Object.hasOwn(operations, name))
      refuse('faults[].operation', name, nearest(name, Object.keys(operations)) ?? 'operations such as CreateTask');
  for (const method of [rule.method ?? []].flat())
    if (!methods.has(method)) refuse('faults[].method', method, [...methods].join(', '));
  if (rule.share !== undefined && !(rule.share >= 0 && rule.share <= 1))
    refuse('faults[].share', rule.share, 'a number from 0 to 1');
  for (const nth of [rule.nth ?? []].flat())
    if (!Number.isInteger(nth) || nth < 1) refuse('faults[].nth', nth, 'whole numbers from 1');
}

function checkSeed(seed: SandboxOptions['seed']): void {
  if (typeof seed === 'object' && seed !== null) {
    const { least, most } = SCALE_LIMITS;
    if (!(Number.isInteger(seed.scale) && seed.scale >= least && seed.scale <= most))
      refuse('seed.scale', seed.scale, `whole numbers from ${least} to ${most}`);
  } else if (seed !== undefined && typeof seed !== 'function' && seed !== 'harbour-bikes' && seed !== 'empty') {
    refuse('seed', seed, 'harbour-bikes, empty, { scale }, or a function');
  }
}

function refuse(option: string, value: unknown, allowed: string): never {
  throw new TypeError(`Sandbox option ${option} is ${String(value)}; allowed: ${allowed}`);
}
