import type { OperationId } from '../../generated/operations.js';
import { isPlainObject } from '../runtime/plain-object.js';
import { type ApiError, apiError } from './errors.js';
import type { Ids } from './ids.js';
import type { JsonObject } from './json.js';
import type { Plan } from './plans.js';
import type { State } from './state/index.js';
import type { TokenRow, UserRow } from './state/people.js';
import type { UndocumentedId } from './undocumented.js';
import type { WebhookOptions } from './webhooks/policy.js';

export type { JsonObject };

/** One change of one property, as webhooks report it. */
export interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly data?: JsonObject;
  /** The comment that the change is about. */
  readonly comment?: JsonObject;
}

/** Something that happened and that webhooks may carry; ids name the object it happened to. */
export interface SandboxEvent {
  readonly event: string;
  readonly ids: {
    readonly task_id?: string;
    readonly list_id?: string;
    readonly folder_id?: string;
    readonly space_id?: string;
    readonly goal_id?: string;
    readonly key_result_id?: string;
  };
  readonly changes: readonly Change[];
  /** What the event says beside its changes. */
  readonly data?: JsonObject;
  readonly workspaceId: string;
}

/** What a handler gets: the parsed request, who sends it, and the state to work on. */
export interface Context {
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON object of the request; empty when there is none or it is something else. */
  readonly body: JsonObject;
  /** The JSON value whatever its type, for the routes whose body is an array. */
  readonly json: unknown;
  readonly form: FormData | null;
  readonly state: State;
  readonly ids: Ids;
  readonly plan: Plan;
  /** Unix ms, the same throughout one request. */
  readonly now: number;
  readonly user: UserRow;
  readonly token: TokenRow;
  readonly webhooks: WebhookOptions;
  /** Under the fault `duplicate-delivery`: webhooks get each event of this request twice. */
  readonly deliverTwice: boolean;
  /** Base of file links, e.g. `https://api.clickup.com`. */
  readonly origin: string;
  /** Records what ClickUp would have passed over in silence; shown in strict mode. */
  note(text: string): void;
  emit(event: SandboxEvent): void;
}

/** Answers a plain JSON value for 200, a `Reply` for anything else, or throws an `ApiError`. */
export type Handler = (ctx: Context) => unknown;

/** Handlers of one noun by operation. */
export type Routes = Partial<Record<OperationId | UndocumentedId, Handler>>;

/** Narrows to a JSON object. */
export const isObject: (value: unknown) => value is JsonObject = isPlainObject;

/** A flag of the query: `true` and `1` are on. */
export const flag = (ctx: Context, name: string): boolean => {
  const value = ctx.query.get(name);
  return value === 'true' || value === '1';
};

/** A path parameter that the route guarantees. */
export const param = (ctx: Context, name: string): string => ctx.params[name] ?? '';

/** A non-blank string of the body, else `error`. */
export function requireText(ctx: Context, key: string, error: ApiError): string {
  const value = ctx.body[key];
  if (typeof value !== 'string' || value.trim() === '') throw error;
  return value;
}

/** A string of the body; undefined when it is absent or something else. */
export function optionalText(ctx: Context, key: string): string | undefined {
  const value = ctx.body[key];
  return typeof value === 'string' ? value : undefined;
}

/** A date or duration of the body: a number, or digits; null clears; undefined when absent. Else 400 INPUT_006. */
export function optionalNumber(ctx: Context, key: string, ecode = 'INPUT_006'): number | null | undefined {
  const value = ctx.body[key];
  if (value === undefined || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
  throw apiError(400, ecode, `${key} invalid`);
}
