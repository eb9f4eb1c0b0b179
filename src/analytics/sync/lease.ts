import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Database, Queryable } from '../../db/database.js';
import { hasEnded, startOf } from '../../node/lock-file.js';
import { clickUpError } from '../../runtime/errors.js';

/** A worker that says nothing for so long has lost its turn. */
const usualSeconds = 60;

/** The right to write the copy of one Workspace. A number that grows with each owner keeps out those who lost it. */
export interface Lease {
  /** Renews it as part of a transaction; throws where another worker has taken over, which rolls that back. */
  hold(tx: Queryable): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the lease of a Workspace, and renews it for as long as this process runs: waiting for ClickUp's limit loses nothing. Throws
 * CONFLICT while another worker holds it; one that has ended on this machine does so no more, another after `seconds`.
 */
export async function takeLease(db: Database, workspaceId: string, seconds = usualSeconds): Promise<Lease> {
  const fence = (await take(db, workspaceId, seconds)) ?? (await takeFromDead(db, workspaceId, seconds));
  if (fence === undefined) throw await inUse(db, workspaceId);
  const renew = (tx: Queryable) =>
    tx.query(
      `UPDATE cu.sync_lease SET expires_at = clock_timestamp() + make_interval(secs => $3)
       WHERE workspace_id = $1 AND fence = $2 RETURNING fence`,
      [workspaceId, fence, seconds],
    );
  const beat = setInterval(() => renew(db).catch(() => undefined), (seconds * 1_000) / 3).unref();
  return {
    async hold(tx) {
      if ((await renew(tx)).length > 0) return;
      throw clickUpError('CONFLICT', 'Another worker has taken over the sync of this Workspace', {
        suggestion: 'Nothing was lost: it goes on where this one stopped.',
      });
    },
    async release() {
      clearInterval(beat);
      await db.query(`UPDATE cu.sync_lease SET expires_at = '-infinity' WHERE workspace_id = $1 AND fence = $2`, [
        workspaceId,
        fence,
      ]);
    },
  };
}

/** Gives the number of a lease that is free, or whose time is over. */
async function take(db: Database, workspaceId: string, seconds: number): Promise<number | undefined> {
  const [mine] = await db.query<{ fence: number }>(
    `INSERT INTO cu.sync_lease AS lease (workspace_id, owner, fence, expires_at)
     VALUES ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
     ON CONFLICT (workspace_id) DO UPDATE SET owner = excluded.owner, fence = lease.fence + 1, expires_at = excluded.expires_at
     WHERE lease.expires_at < clock_timestamp() RETURNING fence`,
    [workspaceId, ownerHere(), seconds],
  );
  return mine?.fence;
}

/** The same for one whose process was killed: nobody waits for its end. */
async function takeFromDead(db: Database, workspaceId: string, seconds: number): Promise<number | undefined> {
  const lease = await leaseOf(db, workspaceId);
  if (!lease || !isDead(lease.owner)) return undefined;
  const [mine] = await db.query<{ fence: number }>(
    `UPDATE cu.sync_lease SET owner = $3, fence = fence + 1, expires_at = clock_timestamp() + make_interval(secs => $4)
     WHERE workspace_id = $1 AND fence = $2 RETURNING fence`,
    [workspaceId, lease.fence, ownerHere(), seconds],
  );
  return mine?.fence;
}

const ownerHere = (): string =>
  `process ${process.pid} on ${hostname()} (began ${startOf(process.pid)}, ${randomUUID().slice(0, 8)})`;

function isDead(owner: string): boolean {
  const [, pid, host, started] = /^process (\d+) on (\S+) \(began (\d+),/.exec(owner) ?? [];
  return started !== undefined && host === hostname() && hasEnded(Number(pid), started);
}

async function leaseOf(db: Database, workspaceId: string) {
  const [lease] = await db.query<{ owner: string; fence: number; seconds: number }>(
    `SELECT owner, fence, ceil(extract(epoch FROM expires_at - clock_timestamp()))::int AS seconds FROM cu.sync_lease
     WHERE workspace_id = $1`,
    [workspaceId],
  );
  return lease;
}

async function inUse(db: Database, workspaceId: string) {
  const lease = await leaseOf(db, workspaceId);
  const owner = lease?.owner.replace(/ \(.*/, '') ?? 'another worker';
  return clickUpError('CONFLICT', `A sync of this Workspace is running already: ${owner}`, {
    suggestion: 'Wait for it; `clickup-analytics status` shows how far it is.',
    retryAfter: Math.max(1, lease?.seconds ?? 1),
  });
}
