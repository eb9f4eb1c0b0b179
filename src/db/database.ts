/** What a statement may be given for `$1`, `$2` ... JSON is given as text, for `$1::jsonb`. */
export type Param = string | number | bigint | boolean | Date | null | Uint8Array | readonly (string | number | null)[];

/** Something that answers SQL. */
export interface Queryable {
  /**
   * Runs one statement, or without `params` a script of several, and gives the rows of the last. Of PostgreSQL's types,
   * `bigint` is a number (a BigInt beyond 2^53), `timestamptz` a Date, JSON its value; `date`, `timestamp` and `numeric` are text.
   * Throws a DatabaseError for what SQL refuses, a ClickUpError where the database cannot be reached or takes too long.
   */
  query<Row extends object = Record<string, unknown>>(sql: string, params?: readonly Param[]): Promise<Row[]>;
  /**
   * Adds rows by COPY, which loads a tenth more of them a second than INSERT: `into` is a table with its columns, `lines` are the
   * rows in PostgreSQL's text format. https://www.postgresql.org/docs/15/sql-copy.html
   */
  copy(into: string, lines: string): Promise<void>;
}

export interface TransactionOptions {
  /** Refuses to write. */
  readOnly?: boolean;
  /** Milliseconds that each of its statements may take; 0 for any time. Default: that of the database. */
  timeoutMs?: number;
}

/** A database: PostgreSQL, or one that this process runs itself. */
export interface Database extends Queryable {
  readonly kind: 'postgres' | 'embedded';
  /** Runs `work` in one transaction; what it throws rolls everything back and is thrown on. Inside, only its own handle may be used. */
  transaction<Result>(work: (tx: Queryable) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  /** Hears what is said with NOTIFY, also by other processes. Where there is one process, there is nothing to hear. */
  listen?(channel: string, listener: Listener): Promise<Listening>;
  close(): Promise<void>;
}

export interface Listener {
  hear(payload: string): void;
  /** Whether everything is heard from now on. After a time in which it was not, something may have been missed. */
  isHeard(isHeard: boolean): void;
}

export interface Listening {
  /** Says something on the channel, by the connection that listens: however busy the others are. Rejects where it cannot. */
  say(payload: string): Promise<void>;
  end(): Promise<void>;
}

export interface DatabaseOptions {
  /** Of PostgreSQL, version 15 or later: `postgresql://user:password@host:5432/name`. */
  url?: string | undefined;
  /** Of the embedded database, where there is no `url`; without a folder it is in memory and ends with the process. */
  folder?: string | undefined;
  /** Milliseconds that a statement may take; default 30,000. */
  timeoutMs?: number | undefined;
  /** Most connections to PostgreSQL at a time; default 10. */
  maxConnections?: number | undefined;
}

export const usualTimeoutMs = 30_000;
