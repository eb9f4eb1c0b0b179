/** The validation codes an input can fail with before any request is sent. */
export type InputErrorCode = 'INVALID_PARAMETER' | 'MISSING_PARAMETER' | 'AMBIGUOUS_REFERENCE';

/** What the caller needs to correct the input; `suggestion` says in one sentence what to do. */
export interface InputErrorOptions {
  parameter?: string | undefined;
  value?: unknown;
  allowed?: readonly string[] | undefined;
  nearest?: string | undefined;
  suggestion: string;
  code?: InputErrorCode | undefined;
}

/** An input that cannot be used as given. Thrown before anything is sent; `code` defaults to INVALID_PARAMETER. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: InputErrorCode;
  readonly parameter: string | undefined;
  readonly value: unknown;
  readonly allowed: readonly string[] | undefined;
  readonly nearest: string | undefined;
  readonly suggestion: string;

  constructor(message: string, options: InputErrorOptions) {
    super(message);
    this.code = options.code ?? 'INVALID_PARAMETER';
    this.parameter = options.parameter;
    this.value = options.value;
    this.allowed = options.allowed;
    this.nearest = options.nearest;
    this.suggestion = options.suggestion;
  }
}
