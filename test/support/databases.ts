import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { emptyDatabase } from '../../codegen/analytics/empty-database.js';
import type { Database } from '../../src/db/database.js';
import { openEmbedded } from '../../src/db/embedded.js';
import { openPostgres } from '../../src/db/postgres.js';

/** Where a PostgreSQL listens on which tests may make databases. */
export const postgresUrl = process.env.CLICKUP_TEST_POSTGRES_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

const asAdmin = async (sql: string): Promise<void> => {
  const client = new pg.Client(postgresUrl);
  await client.connect();
  await client.query(sql).finally(() => client.end());
};

/** Why tests skip PostgreSQL; undefined where it listens. An address that was set must work. */
export const noPostgres: string | undefined = await asAdmin('SELECT 1')
  .then(() => undefined)
  .catch((error: Error) => {
    if (process.env.CLICKUP_TEST_POSTGRES_URL) throw error;
    return `no PostgreSQL listens at ${postgresUrl}`;
  });

/** An empty database on that server, and how to drop it; `made` is what it is to be made with. */
export async function newPostgres({ made = '', ...options }: { timeoutMs?: number; made?: string } = {}) {
  const name = `clickup_test_${randomUUID().slice(0, 8)}`;
  await asAdmin(`CREATE DATABASE ${name} ${made}`);
  const url = Object.assign(new URL(postgresUrl), { pathname: `/${name}` }).href;
  const db = await openPostgres({ url, ...options });
  return { db, url, drop: () => db.close().then(() => asAdmin(`DROP DATABASE ${name} WITH (FORCE)`)) };
}

export const newEmbedded = async (options: { folder?: string; timeoutMs?: number } = {}): Promise<Database> =>
  openEmbedded({ ...options, image: await emptyDatabase() });

export const kinds = ['embedded', 'postgres'] as const;

/** Whether tests of a kind have no database here. */
export const isMissing = (kind: (typeof kinds)[number]): boolean => kind === 'postgres' && noPostgres !== undefined;

/** A fresh database of a kind, and how to end it. */
export async function newDatabase(kind: (typeof kinds)[number], options: { timeoutMs?: number } = {}) {
  if (kind === 'postgres') return newPostgres(options);
  const db = await newEmbedded(options);
  return { db, drop: () => db.close() };
}
