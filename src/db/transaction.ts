import type { Queryable } from './database.js';

/** Runs `work` between `begin` and COMMIT. A statement that failed undoes everything, also where `work` goes on after it. */
export async function inTransaction<Result>(
  { query, copy }: Queryable,
  begin: string,
  work: (tx: Queryable) => Promise<Result>,
): Promise<Result> {
  const failures: unknown[] = [];
  const failed = (error: unknown): never => {
    failures.push(error);
    throw error;
  };
  const watched: Queryable = {
    query: (sql, params) => query<never>(sql, params).catch(failed),
    copy: (into, lines) => copy(into, lines).catch(failed),
  };
  await query(begin);
  try {
    const result = await work(watched);
    if (failures.length > 0) throw failures[0];
    await query('COMMIT');
    return result;
  } catch (error) {
    await query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
