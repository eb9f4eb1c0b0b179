export type { components, paths } from '../generated/api.js';
export type * from '../generated/contracts.js';
export type { PagedTool } from './client/call-types.js';
export { chooseTools } from './client/choose-tools.js';
export type { ConfirmMode } from './client/confirm-modes.js';
export { type ClickUp, createClickUp } from './client/create-clickup.js';
export type { ClickUpOptions, OnConfirm } from './client/options.js';
export {
  readWebhook,
  verifyWebhook,
  type WebhookDelivery,
  type WebhookEvent,
  type WebhookEventName,
} from './client/webhooks.js';
export type { Policy, PolicyEffect } from './policy/policy.js';
export type { Choice } from './registry/choose.js';
export type { CallOptions } from './runtime/call.js';
export type { Clock } from './runtime/clock.js';
export type { ReadFile } from './runtime/context.js';
export type {
  ApiCall,
  DebugInfo,
  DryRun,
  Envelope,
  Failure,
  Metadata,
  PlannedChange,
  PlannedRequest,
  RateLimit,
  RetryInfo,
  Success,
  WritePlan,
} from './runtime/envelope.js';
export {
  ApiError,
  AuthError,
  ClickUpError,
  type ErrorBody,
  type ErrorCode,
  type ErrorType,
  NotFoundError,
  RateLimitError,
  ValidationError,
} from './runtime/errors.js';
export type { CallEvent, RequestEvent, RetryEvent, WaitEvent } from './runtime/hooks.js';
export type { Credentials } from './runtime/layers/auth.js';
export { createLimiter, type Limiter, type Limits } from './runtime/limit/rate-limiter.js';
export {
  type LimitGrant,
  type LimitQuestion,
  memoryLimit,
  type SharedLimit,
} from './runtime/limit/shared-limit.js';
export { Metrics, type MetricsSnapshot, type ToolMetrics } from './runtime/metrics.js';
export { memoryStore, type Store } from './runtime/store.js';
export type { Detail, ToolEntry } from './runtime/tool.js';
