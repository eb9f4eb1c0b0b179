import { longestTimerMs } from '../runtime/clock.js';
import { isBaseUrl, isCount, isDuration } from '../runtime/options.js';
import { isPlainObject } from '../runtime/plain-object.js';
import { confirmModes } from './confirm-modes.js';
import type { ClickUpOptions } from './options.js';

/** What an option takes, in words that follow "is not", and whether a value is that. */
export interface OptionRule {
  takes: string;
  isFine(value: unknown): boolean;
}

const isFunction = (value: unknown) => typeof value === 'function';

const hasMethods =
  (...names: readonly string[]) =>
  (value: unknown) =>
    typeof value === 'object' && value !== null && names.every((name) => isFunction(Reflect.get(value, name)));

const flag: OptionRule = { takes: 'true or false', isFine: (value) => typeof value === 'boolean' };

const count: OptionRule = { takes: 'a whole number from 1', isFine: isCount };

const duration: OptionRule = { takes: `milliseconds above 0, at most ${longestTimerMs}`, isFine: isDuration };

function isTimeZone(value: unknown): boolean {
  try {
    return typeof value === 'string' && Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false;
  }
}

/** Every option of a client. The environment's settings of the same name are held against the same rules. */
export const optionRules: Record<keyof ClickUpOptions, OptionRule> = {
  apiKey: { takes: 'the token as text', isFine: (value) => typeof value === 'string' },
  credentials: { takes: 'an object whose get() gives the token', isFine: hasMethods('get') },
  tools: {
    takes: 'a list of tools from the registry',
    isFine: (value) => Array.isArray(value) && value.every(hasMethods('load')),
  },
  services: { takes: 'an object of services by name', isFine: isPlainObject },
  workspaceId: {
    takes: 'the digits after app.clickup.com/ in the address of the Workspace, such as 9011234567',
    isFine: (value) => typeof value === 'string' && /^\d+$/.test(value),
  },
  timeZone: { takes: 'an IANA name such as Europe/Berlin', isFine: isTimeZone },
  times: { takes: 'zone or utc', isFine: (value) => value === 'zone' || value === 'utc' },
  baseUrl: {
    takes: 'an http(s) URL that ends before /v2 and holds no query, fragment or password',
    isFine: isBaseUrl,
  },
  fetch: { takes: 'a function from Request to Response', isFine: isFunction },
  transport: { takes: 'a function that carries a request', isFine: isFunction },
  store: {
    takes: 'an object with read(), append() and exclusively()',
    isFine: hasMethods('read', 'append', 'exclusively'),
  },
  metrics: { takes: 'a Metrics', isFine: hasMethods('listening', 'cached', 'snapshot') },
  clock: { takes: 'an object with now(), sleep() and alarm()', isFine: hasMethods('now', 'sleep', 'alarm') },
  random: { takes: 'a function that gives numbers from 0 to below 1', isFine: isFunction },
  debug: flag,
  maxConcurrency: count,
  rateLimit: count,
  sharedLimit: { takes: 'an object with exchange()', isFine: hasMethods('exchange') },
  limiter: { takes: 'a limiter of createLimiter()', isFine: hasMethods('enter', 'leave', 'pause') },
  cacheMs: { takes: 'a whole number of milliseconds from 0', isFine: (value) => value === 0 || isCount(value) },
  attemptMs: duration,
  deadlineMs: duration,
  onEvent: { takes: 'a function that hears of calls', isFine: isFunction },
  onRequest: { takes: 'a function that hears of requests', isFine: isFunction },
  onRetry: { takes: 'a function that hears of repeats', isFine: isFunction },
  onWait: { takes: 'a function that hears of waits', isFine: isFunction },
  confirm: { takes: 'yes, plan or ask', isFine: (value) => confirmModes.some((mode) => mode === value) },
  history: flag,
  passThrough: flag,
  onConfirm: { takes: 'a function that asks a person', isFine: isFunction },
  maxUnverifiedWrites: count,
  policy: { takes: "an object of rules such as { effects: ['read'] }", isFine: isPlainObject },
  readFile: { takes: 'a function from a path to a name and bytes', isFine: isFunction },
  fetchFile: { takes: 'a function from a URL to a name and bytes', isFine: isFunction },
};
