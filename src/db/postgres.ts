import type { ClientBase, CustomTypesConfig } from 'pg';
import { invalidInput } from '../runtime/errors.js';
import { columnTypes } from './column-types.js';
import { type Database, type DatabaseOptions, type Param, type Queryable, usualTimeoutMs } from './database.js';
import { DatabaseError, databaseError } from './database-error.js';
import { listen } from './listen.js';
import { loadPackage } from './load-package.js';
import { inTransaction } from './transaction.js';

/** A connection of the pool while it is used. */
interface Connection {
  client: Pick<ClientBase, 'query'>;
  /** It is in an unknown state and must not be used again. */
  giveUp(): void;
}

/** After the time that the server has to end a statement by itself, its connection is given up. */
const graceMs = 2_000;
const connectMs = 10_000;

/**
 * PostgreSQL, through a pool of connections. Nothing is kept in a session and no statement is prepared by name, so that a
 * pooler such as PgBouncer may stand between.
 */
export async function openPostgres({
  url,
  timeoutMs = usualTimeoutMs,
  maxConnections = 10,
}: DatabaseOptions & { url: string }): Promise<Database> {
  const where = placeOf(url);
  const { default: pg } = await loadPackage('pg', 'DATABASE_URL', () => import('pg'));
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      columnTypes[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
  } as CustomTypesConfig;
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    types,
    connectionTimeoutMillis: connectMs,
    application_name: 'clickup-tools',
    allowExitOnIdle: true,
  });
  // Idle connections end when the server restarts; the next query makes a new one.
  pool.on('error', () => undefined);
  const on = ({ client, giveUp }: Connection, limitMs: number): Queryable => {
    const limit = limitMs > 0 && { query_timeout: limitMs + graceMs };
    const refused = (thrown: unknown): never => {
      const error = databaseError(thrown, where);
      if (!(error instanceof DatabaseError)) giveUp();
      throw error;
    };
    return {
      async query<Row extends object>(sql: string, params?: readonly Param[]) {
        // Without parameters, the driver would send them in the way that takes several statements.
        const values = params && { values: params as unknown[], queryMode: 'extended' };
        const answer = await client.query({ text: sql, ...values, ...limit }).catch(refused);
        // A script has an answer for each of its statements.
        const last = Array.isArray(answer) ? answer.at(-1) : answer;
        return (last?.rows ?? []) as Row[];
      },
      copy: (into, lines) =>
        new Promise<void>((resolve, reject) => {
          const ended = (error?: Error | null) => (error ? reject(error) : resolve());
          const query = new pg.Query({ text: `COPY ${into} FROM STDIN` }, ended as never);
          client.query(Object.assign(query, limit, sending(lines)));
        }).catch(refused),
    };
  };
  const connected = async <Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw databaseError(error, where);
    });
    let isLost = false;
    // Between two statements nobody else hears of it, and an error that nobody hears of ends the process.
    const lost = () => {
      isLost = true;
    };
    client.on('error', lost);
    try {
      return await work({
        client,
        giveUp: () => {
          isLost = true;
        },
      });
    } finally {
      client.off('error', lost);
      // One that is lost, or still busy, is closed: the pool makes another.
      client.release(isLost);
    }
  };
  return {
    kind: 'postgres',
    query: (sql, params) => connected((connection) => on(connection, timeoutMs).query(sql, params)),
    copy: (into, lines) => connected((connection) => on(connection, timeoutMs).copy(into, lines)),
    transaction: (work, { readOnly = false, timeoutMs: limitMs = timeoutMs } = {}) =>
      connected((connection) => {
        const begin = `BEGIN${readOnly ? ' READ ONLY' : ''}; SET LOCAL statement_timeout = ${Math.ceil(limitMs)}`;
        return inTransaction(on(connection, limitMs), begin, work);
      }),
    listen: (channel, listener) =>
      listen({
        ...listener,
        channel,
        newClient: () =>
          new pg.Client({
            connectionString: url,
            connectionTimeoutMillis: connectMs,
            keepAlive: true,
            application_name: 'clickup-tools listens',
          }),
        say: (payload) =>
          connected((connection) => on(connection, timeoutMs).query('SELECT pg_notify($1, $2)', [channel, payload])),
      }),
    close: () => pool.end(),
  };
}

/** What the driver calls, but does not describe, when the server asks for the rows of a COPY: its own would refuse. */
const sending = (lines: string) => ({
  handleCopyInResponse(connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }) {
    connection.sendCopyFromChunk(Buffer.from(lines));
    connection.endCopyFrom();
  },
});

/** Host, port and name of a database; never its password. */
function placeOf(url: string): string {
  const isAddress = /^postgres(ql)?:\/\//.test(url) && URL.canParse(url);
  if (!isAddress)
    throw invalidInput('DATABASE_URL is not the address of a PostgreSQL database', {
      parameter: 'DATABASE_URL',
      suggestion:
        'It looks like postgresql://user:password@host:5432/name; characters such as @ in a password are %-encoded.',
    });
  const { hostname, port, pathname } = new URL(url);
  return `PostgreSQL ${decodeURIComponent(hostname) || 'on this machine'}:${port || 5432}${pathname}`;
}
