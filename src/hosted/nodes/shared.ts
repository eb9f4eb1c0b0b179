import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.js';
import { Nodes } from './nodes.js';
import { openRedis } from './redis.js';

type Shared = Pick<Deps, 'nodes' | 'redis'> & { close(): Promise<void> };

/** What this node shares with others: by Redis where the settings name one, else by notices of the database. */
export async function openShared({
  settings: { redisUrl },
  keys,
  store: { changes, notices },
  log,
  running,
}: Pick<Deps, 'settings' | 'keys' | 'store' | 'log' | 'running'>): Promise<Shared> {
  const id = randomUUID();
  const onCancel = (name: string) => void running.cancel(name);
  if (!redisUrl) {
    const nodes = new Nodes({ open: notices, id, onCancel });
    if (notices) changes.isHeard = () => nodes.isHeard;
    return { nodes, redis: undefined, close: () => nodes.close() };
  }
  // Told apart by the secret that they share, so that several servers may use one Redis.
  const prefix = `clickup-hosted:${keys.hash('state', 'nodes').slice(0, 16)}`;
  const redis = await openRedis(redisUrl);
  const nodes = new Nodes({
    open: (hear) => redis.notices(prefix, hear),
    id,
    onChange: (tenants) => {
      for (const tenant of tenants) changes.note(tenant);
    },
    onGap: () => changes.missed(),
    onCancel,
  });
  changes.isHeard = () => nodes.isHeard;
  changes.tell = (tenants) => {
    nodes
      .changed(tenants)
      .catch((error: unknown) => log.warn(`Other nodes were not told of a change: ${String(error)}`));
  };
  return {
    nodes,
    redis: { send: redis.send, prefix },
    async close() {
      await nodes.close();
      redis.close();
    },
  };
}
