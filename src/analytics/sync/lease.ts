import type { Database, Queryable } from '../../db/database.js';
import { clickUpError } from '../../runtime/errors.js';

/** A worker that says nothing for so long has lost its turn. */
const leaseSeconds = 90;

/** The right to write the copy of one Workspace. A number that grows with each owner keeps out those who lost it. */
export interface Lease {
  /** Renews it as part of a transaction; throws where another worker has taken over, which rolls that back. */
  hold(tx: Queryable): Promise<void>;
  release(): Promise<void>;
}

export async function takeLease(db: Database, workspaceId: string, owner: string): Promise<Lease> {
  const [mine] = await db.query<{ fence: number }>(
    `INSERT INTO cu.sync_lease AS lease (workspace_id, owner, fence, expires_at)
     VALUES ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
     ON CONFLICT (workspace_id) DO UPDATE SET owner = excluded.owner, fence = lease.fence + 1, expires_at = excluded.expires_at
     WHERE lease.expires_at < clock_timestamp() RETURNING fence`,
    [workspaceId, owner, leaseSeconds],
  );
  if (!mine) throw await inUse(db, workspaceId);
  return {
    async hold(tx) {
      const held = await tx.query(
        `UPDATE cu.sync_lease SET expires_at = clock_timestamp() + make_interval(secs => $3)
         WHERE workspace_id = $1 AND fence = $2 RETURNING fence`,
        [workspaceId, mine.fence, leaseSeconds],
      );
      if (held.length === 0)
        throw clickUpError('CONFLICT', 'Another worker has taken over the sync of this Workspace', {
          suggestion: 'Nothing was lost: it goes on where this one stopped.',
        });
    },
    async release() {
      await db.query(`UPDATE cu.sync_lease SET expires_at = '-infinity' WHERE workspace_id = $1 AND fence = $2`, [
        workspaceId,
        mine.fence,
      ]);
    },
  };
}

async function inUse(db: Database, workspaceId: string) {
  const [lease] = await db.query<{ owner: string; seconds: number }>(
    `SELECT owner, ceil(extract(epoch FROM expires_at - clock_timestamp()))::int AS seconds FROM cu.sync_lease
     WHERE workspace_id = $1`,
    [workspaceId],
  );
  return clickUpError('CONFLICT', `A sync of this Workspace is running already: ${lease?.owner ?? 'another worker'}`, {
    suggestion: 'Wait for it; `clickup-analytics status` shows how far it is.',
    retryAfter: Math.max(1, lease?.seconds ?? 1),
  });
}
