export { type Clock, type ManualClock, manualClock, runningClock, SEED_NOW } from './clock.js';
export { type FaultKind, type FaultRule, faultKinds } from './engine/faults.js';
export type { RateLimitOptions } from './engine/rate-limit.js';
export type { LoggedRequest } from './engine/request-log.js';
export type { MswHttp } from './msw.js';
export type { SandboxOptions } from './options.js';
export { type Plan, plans } from './plans.js';
export { createSandbox, type Sandbox } from './sandbox.js';
export type { SeedContext, SeedFunction } from './seed/context.js';
export { FIELDS, optionId } from './seed/fields.js';
export {
  API_KEYS,
  CHANNELS,
  COMMENTS,
  DOCS,
  FOLDERS,
  GOALS,
  GROUPS,
  KEY_RESULTS,
  LISTS,
  MESSAGES,
  OAUTH_APP,
  PAGES,
  ROLES,
  SANDBOX_API_KEY,
  SPACES,
  TASKS,
  TIME_ENTRIES,
  USERS,
  VIEWS,
  WORKSPACE_ID,
} from './seed/ids.js';
export { readSnapshot, type Snapshot } from './snapshot.js';
export type { Delivery } from './webhooks/delivery.js';
export type { WebhookOptions } from './webhooks/policy.js';
