import { type ClickUpError, clickUpError, type ErrorCode } from '../runtime/errors.js';

/** A statement that the database refused. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** Five characters that say why: https://www.postgresql.org/docs/15/errcodes-appendix.html */
  readonly sqlState: string;
  readonly detail: string | undefined;
  readonly constraint: string | undefined;

  constructor(message: string, { sqlState, detail, constraint, cause }: DatabaseErrorFields) {
    super(message, { cause });
    this.sqlState = sqlState;
    this.detail = detail;
    this.constraint = constraint;
  }
}

interface DatabaseErrorFields {
  sqlState: string;
  detail?: string | undefined;
  constraint?: string | undefined;
  cause?: unknown;
}

/** What both drivers put on their errors. */
interface DriverError {
  message: string;
  code?: string;
  detail?: string;
  constraint?: string;
}

/** What a driver threw, as this package says it; `where` names the database without its password. */
export function databaseError(thrown: unknown, where: string): Error {
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  const { message, code = '', detail, constraint } = thrown as DriverError;
  const told = explained(code, message, where, thrown);
  if (told) return told;
  if (/^[0-9A-Z]{5}$/.test(code))
    return new DatabaseError(message, { sqlState: code, detail, constraint, cause: thrown });
  return thrown;
}

const startAgain = 'Use an empty database, or drop what is in its way; a copy is read again by the next sync.';

/** What a database may refuse though the statement is right: the code of the error, and what to do. */
const refusals: Readonly<Record<string, readonly [code: ErrorCode, says: string, suggestion: string]>> = {
  '25006': [
    'CONFLICT',
    'The database takes no writes',
    'Name the primary rather than a replica, or take default_transaction_read_only away. What only reads works as it is.',
  ],
  '42501': [
    'FORBIDDEN',
    'The role of the address of the database may not do this',
    'Name the role that owns the database, or grant it CREATE on the database and all of its schemas.',
  ],
  // Tables, schemas, views and functions that are there without a record of who made them.
  ...Object.fromEntries(
    ['42P06', '42P07', '42710', '42723'].map((code) => [
      code,
      ['CONFLICT', 'The database holds a part of what is to be made, and no record of it', startAgain] as const,
    ]),
  ),
  ...Object.fromEntries(
    ['42P01', '42703', '3F000', '42883'].map((code) => [
      code,
      ['CONFLICT', 'The database lacks a part of what this program made', startAgain] as const,
    ]),
  ),
};

/** A refusal of the database with the next step; undefined for one that nothing more is known of. */
export function explainedRefusal(error: unknown): ClickUpError | undefined {
  const known = error instanceof DatabaseError ? refusals[error.sqlState] : undefined;
  if (!known) return undefined;
  const [code, says, suggestion] = known;
  return clickUpError(code, `${says}: ${(error as DatabaseError).message}`, { suggestion, cause: error });
}

export const tooSlow = (where: string, cause?: unknown): ClickUpError =>
  clickUpError('TIMEOUT', `A statement took longer than it may, and ${where} ended it`, {
    suggestion: 'Ask for a shorter period or a smaller scope.',
    cause,
  });

function explained(code: string, message: string, where: string, cause: unknown): ClickUpError | undefined {
  if (code === '57014' || message === 'Query read timeout') return tooSlow(where, cause);
  if (code.startsWith('28'))
    return clickUpError('UNAUTHORIZED', `${where} refuses the user of its address: ${message}`, {
      suggestion: 'Correct user and password in DATABASE_URL.',
      cause,
    });
  if (code === '3D000')
    return clickUpError('INVALID_PARAMETER', `${where}: ${message}`, {
      suggestion: 'Create it (createdb NAME), or name another in DATABASE_URL.',
      cause,
    });
  if (code === '53100')
    return clickUpError('SERVER_ERROR', `${where} has no room left: ${message}`, {
      suggestion: 'Free disk space and run the same again; what was written before is kept.',
      cause,
    });
  if (isLost(code, message))
    return clickUpError('NETWORK_ERROR', `${where} cannot be reached: ${message || code}`, {
      suggestion: 'Check that it runs and that DATABASE_URL names it, then run the same again.',
      cause,
    });
  return undefined;
}

/** Connections that were refused, not found, or ended while they were used. */
const isLost = (code: string, message: string): boolean =>
  /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|EHOST|ENETUNREACH|08|57P0|53300)/.test(code) ||
  /^(Connection terminated|Client has encountered a connection error|timeout (expired|exceeded when trying to connect))/.test(
    message,
  );
