import type { Queryable } from '../../db/database.js';

/** Leaves the sums of tracked time as they are until the end of the transaction: `sumTime` makes them anew. */
export const leaveSums = (tx: Queryable) => tx.query("SELECT set_config('cu.sums', 'later', true)", []);

/** Makes the sums of a Workspace from all of its entries. */
export const sumTime = (tx: Queryable, workspaceId: string) => tx.query('SELECT cu.sum_time($1)', [workspaceId]);
