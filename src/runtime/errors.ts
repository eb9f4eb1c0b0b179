import { render, type Text, type ToolNames } from './advice.js';

/**
 * The five families of failure; each has an error class of its own in the SDK.
 *
 * @example
 * const type: ErrorType = new NotFoundError('RESOURCE_NOT_FOUND', 'No such task', { suggestion: 'Check the id.' }).type;
 */
export type ErrorType = 'RATE_LIMIT' | 'NOT_FOUND' | 'AUTH' | 'VALIDATION' | 'API_ERROR';

/** Every code a tool can answer with, by family. */
export const errorCodes = {
  RATE_LIMIT: ['RATE_LIMIT_EXCEEDED'],
  NOT_FOUND: ['RESOURCE_NOT_FOUND'],
  AUTH: ['UNAUTHORIZED', 'FORBIDDEN', 'PLAN_REQUIRED'],
  VALIDATION: [
    'INVALID_PARAMETER',
    'MISSING_PARAMETER',
    'AMBIGUOUS_REFERENCE',
    'CONFIRMATION_REQUIRED',
    'CONFLICT',
    'POLICY_DENIED',
    'UNKNOWN_TOOL',
  ],
  API_ERROR: ['SERVER_ERROR', 'NETWORK_ERROR', 'TIMEOUT', 'UNKNOWN_OUTCOME', 'INVALID_RESPONSE', 'CANCELLED'],
} as const satisfies Record<ErrorType, readonly string[]>;

/**
 * What happened, in one word; see the reference of errors.
 *
 * @example
 * const worthRepeating: readonly ErrorCode[] = ['RATE_LIMIT_EXCEEDED', 'SERVER_ERROR', 'NETWORK_ERROR', 'TIMEOUT'];
 */
export type ErrorCode = (typeof errorCodes)[ErrorType][number];

/**
 * The word of the agent contract of ClickUp-MCP for each family, which a body carries as `details.contract_code`.
 * https://glama.ai/mcp/servers/@Polaralias/ClickUp-MCP-Server (AGENTS.md, 8)
 */
export const contractCodes = {
  RATE_LIMIT: 'LIMIT_EXCEEDED',
  NOT_FOUND: 'CLICKUP_ERROR',
  AUTH: 'CLICKUP_ERROR',
  VALIDATION: 'INVALID_PARAMETER',
  API_ERROR: 'CLICKUP_ERROR',
} as const satisfies Record<ErrorType, string>;

/**
 * The `error` of a failed envelope. `retry_after` is in seconds.
 *
 * @example
 * const answer = await clickup.call("clickup_task_get", { task_ids: ['ENG-1'] });
 * const error: ErrorBody | undefined = answer.success ? undefined : answer.error;
 * if (error?.retry_after) console.log(`again in ${error.retry_after} s`);
 */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  type: ErrorType;
  retry_after?: number;
  details?: Record<string, unknown>;
  suggested_action: string;
}

const typeOfCode = new Map<ErrorCode, ErrorType>(
  (Object.entries(errorCodes) as [ErrorType, readonly ErrorCode[]][]).flatMap(([type, codes]) =>
    codes.map((code): [ErrorCode, ErrorType] => [code, type]),
  ),
);

export interface ErrorOptions {
  /** What the caller should do next, naming the tool that helps. */
  suggestion: Text;
  details?: Record<string, unknown>;
  /** Seconds until a repeat can succeed. */
  retryAfter?: number;
  cause?: unknown;
}

/**
 * The base of everything that this package throws on purpose.
 *
 * @example
 * try {
 *   await clickup.task.update({ task_id: 'ENG-96', status: 'almost done' });
 * } catch (error) {
 *   if (!(error instanceof ClickUpError)) throw error;
 *   console.error(error.code, error.message, error.suggestion);
 * }
 */
export class ClickUpError extends Error {
  override readonly name: string = 'ClickUpError';
  readonly code: ErrorCode;
  readonly type: ErrorType;
  readonly retryAfter: number | undefined;
  readonly details: Record<string, unknown> | undefined;
  /** What to do next. */
  readonly suggestion: string;
  readonly #advice: Text;

  constructor(code: ErrorCode, message: string, options: ErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.type = typeOfCode.get(code) ?? 'API_ERROR';
    this.retryAfter = options.retryAfter;
    this.details = options.details && withShortInput(options.details);
    this.#advice = options.suggestion;
    this.suggestion = String(options.suggestion);
  }

  /** What to do next, before it is known which tools there are. */
  get advice(): Text {
    return this.#advice;
  }

  /** For JSON.stringify and loggers: what an error has, and its message, which JSON leaves out of other errors. */
  toJSON(): Record<string, unknown> {
    const { name, message, ...rest } = this;
    return { name, message, ...rest };
  }

  /** The error as the envelope carries it, for a caller with these tools. */
  toBody(names: ToolNames = () => undefined): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      type: this.type,
      ...(this.retryAfter === undefined ? {} : { retry_after: this.retryAfter }),
      details: { ...this.details, contract_code: contractCodes[this.type] },
      suggested_action: render(this.#advice, names),
    };
  }
}

/**
 * ClickUp's limit of calls per minute was reached and waiting would pass the deadline.
 *
 * @example
 * await clickup.space.list({}).catch((error: unknown) => {
 *   if (error instanceof RateLimitError) console.log(`again in ${error.retryAfter} s`);
 * });
 */
export class RateLimitError extends ClickUpError {
  override readonly name = 'RateLimitError';
}

/**
 * The object does not exist, or the token cannot see it (ClickUp does not tell the two apart).
 *
 * @example
 * await clickup.list.get({ list_id: '901710000999' }).catch((error: unknown) => {
 *   if (!(error instanceof NotFoundError)) throw error;
 *   return undefined;
 * });
 */
export class NotFoundError extends ClickUpError {
  override readonly name = 'NotFoundError';
}

/**
 * The token is missing, dead, not allowed, or the Workspace's plan lacks the feature.
 *
 * @example
 * await clickup.user.get({}).catch((error: unknown) => {
 *   if (error instanceof AuthError) console.error('Check the key:', error.suggestion);
 * });
 */
export class AuthError extends ClickUpError {
  override readonly name = 'AuthError';
}

/**
 * The input cannot work; nothing was sent, or ClickUp refused it.
 *
 * @example
 * await clickup.task.delete({ task_id: 'ENG-96' }).catch((error: unknown) => {
 *   if (error instanceof ValidationError) console.log(error.code, error.details); // CONFIRMATION_REQUIRED
 * });
 */
export class ValidationError extends ClickUpError {
  override readonly name = 'ValidationError';
}

/**
 * ClickUp or the network failed, or the call was cut short.
 *
 * @example
 * await clickup.task.create({ list_id: '901710000303', name: 'Once' }).catch((error: unknown) => {
 *   if (error instanceof ApiError && error.code === 'UNKNOWN_OUTCOME') console.log('look first:', error.suggestion);
 * });
 */
export class ApiError extends ClickUpError {
  override readonly name = 'ApiError';
}

const classes = {
  RATE_LIMIT: RateLimitError,
  NOT_FOUND: NotFoundError,
  AUTH: AuthError,
  VALIDATION: ValidationError,
  API_ERROR: ApiError,
} as const;

const longestText = 250;
const longestJson = 2_000;

/** What a caller sent is recognised by its beginning, and the message may hold it once more. */
function withShortInput(details: Record<string, unknown>): Record<string, unknown> {
  const given = ['parameter', 'value'].filter((name) => name in details);
  return { ...details, ...Object.fromEntries(given.map((name) => [name, shortened(details[name])])) };
}

function shortened(value: unknown): unknown {
  try {
    const [text, most] = typeof value === 'string' ? [value, longestText] : [JSON.stringify(value) ?? '', longestJson];
    return text.length > most ? `${text.slice(0, 200)}... (${text.length} characters)` : value;
  } catch {
    return '(no JSON)';
  }
}

/** The one factory: picks the class that belongs to the code. */
export function clickUpError(code: ErrorCode, message: string, options: ErrorOptions): ClickUpError {
  return new classes[typeOfCode.get(code) ?? 'API_ERROR'](code, message, options);
}

/** What the caller needs to correct an input; `suggestion` says in one sentence what to do. */
export interface InvalidInput {
  parameter?: string | undefined;
  value?: unknown;
  allowed?: readonly string[] | undefined;
  nearest?: string | undefined;
  suggestion: Text;
  code?: 'INVALID_PARAMETER' | 'MISSING_PARAMETER' | 'AMBIGUOUS_REFERENCE' | undefined;
}

/** An input that cannot be used as given, found before anything is sent; `code` defaults to INVALID_PARAMETER. */
export function invalidInput(
  message: string,
  { parameter, value, allowed, nearest, suggestion, code = 'INVALID_PARAMETER' }: InvalidInput,
): ClickUpError {
  const details = {
    ...(parameter !== undefined && { parameter }),
    ...(value !== undefined && { value }),
    ...(allowed !== undefined && { allowed_values: allowed }),
    ...(nearest !== undefined && { nearest }),
  };
  return clickUpError(code, message, { suggestion, details });
}
