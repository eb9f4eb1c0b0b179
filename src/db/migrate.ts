import { createHash } from 'node:crypto';
import { clickUpError } from '../runtime/errors.js';
import type { Database, Queryable } from './database.js';
import { explainedRefusal } from './database-error.js';

/** One step of a schema. Once released it never changes: the next change is the next step. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** The steps of one part of the program; several such sets share a database. */
export interface MigrationSet {
  readonly name: string;
  readonly steps: readonly Migration[];
}

/** Any number, the same for everybody who migrates. */
const lockKey = 4_711_202_611;

/**
 * Brings a database to the newest schema, in one transaction; several processes may do it at a time. Gives the steps that were missing.
 * One that takes no writes, such as a replica, is only looked at. Throws CONFLICT where it is newer, was made by other steps, or lacks
 * some and cannot have them.
 */
export async function migrate(db: Database, set: MigrationSet): Promise<string[]> {
  try {
    if (await isReadOnly(db)) return await checkOnly(db, set);
    return await migrateIn(db, set);
  } catch (error) {
    throw explainedRefusal(error) ?? error;
  }
}

async function isReadOnly(db: Database): Promise<boolean> {
  const [row] = await db.query<{ is: boolean }>("SELECT current_setting('transaction_read_only') = 'on' AS is");
  return row!.is;
}

async function checkOnly(db: Database, { name: set, steps }: MigrationSet): Promise<string[]> {
  const [table] = await db.query<{ is: boolean }>("SELECT to_regclass('clickup_migrations') IS NOT NULL AS is");
  const applied = table!.is ? await appliedSteps(db, set) : [];
  for (const step of applied) checkStep(set, step, steps[step.version - 1]);
  const missing = steps.slice(applied.length);
  if (missing.length === 0) return [];
  throw clickUpError(
    'CONFLICT',
    `The database takes no writes, and lacks ${missing.length} of ${steps.length} steps of ${set}: ${missing.map(({ name }) => name).join(', ')}`,
    {
      suggestion:
        'Open its primary with this version once; a replica follows. Or take default_transaction_read_only away.',
    },
  );
}

function migrateIn(db: Database, { name: set, steps }: MigrationSet): Promise<string[]> {
  return db.transaction(
    async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
      await tx.query(`CREATE TABLE IF NOT EXISTS clickup_migrations (
        set_name text NOT NULL, version int NOT NULL, name text NOT NULL, checksum text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (set_name, version))`);
      const applied = await appliedSteps(tx, set);
      for (const step of applied) checkStep(set, step, steps[step.version - 1]);
      const missing = steps.slice(applied.length);
      for (const [index, step] of missing.entries()) {
        await tx.query(step.sql);
        await tx.query('INSERT INTO clickup_migrations (set_name, version, name, checksum) VALUES ($1, $2, $3, $4)', [
          set,
          applied.length + index + 1,
          step.name,
          checksumOf(step),
        ]);
      }
      return missing.map(({ name }) => name);
    },
    { timeoutMs: 0 },
  );
}

interface Applied {
  version: number;
  name: string;
  checksum: string;
}

const appliedSteps = (tx: Queryable, set: string): Promise<Applied[]> =>
  tx.query<Applied>('SELECT version, name, checksum FROM clickup_migrations WHERE set_name = $1 ORDER BY version', [
    set,
  ]);

function checkStep(set: string, { version, name, checksum }: Applied, step: Migration | undefined): void {
  if (!step)
    throw clickUpError(
      'CONFLICT',
      `The database is newer than this program: it has step ${version} of ${set}, "${name}"`,
      {
        suggestion: 'Update clickup-tools to the version that wrote it, or use another database.',
      },
    );
  if (checksum !== checksumOf(step))
    throw clickUpError('CONFLICT', `Step ${version} of ${set}, "${name}", is not what this database was made with`, {
      suggestion: 'Use the version of clickup-tools that made the database, or another database.',
    });
}

const checksumOf = ({ name, sql }: Migration): string => createHash('sha256').update(`${name}\n${sql}`).digest('hex');
