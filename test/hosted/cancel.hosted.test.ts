import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/db/postgres.js';
import { sqlStore } from '../../src/hosted/store/sql-store.js';
import { USERS } from '../../src/sandbox/index.js';
import { newPostgres, noPostgres } from '../support/databases.js';
import { connectedTo, hangingNodes, hangingRead } from '../support/hanging-nodes.js';
import { manager } from '../support/hosted.js';
import { redisUrl } from '../support/redis.js';

describe.skipIf(noPostgres)('a call that its client cancels on another node of one PostgreSQL', () => {
  const ends: (() => unknown)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  const cases = [
    ['PostgreSQL', {}],
    // Keys of its own, so that no other run on the same Redis is taken for a node of this one.
    ...(redisUrl
      ? [['Redis', { redisUrl, encryptionKeys: `own:${randomBytes(32).toString('base64')}` }] as const]
      : []),
  ] as const;
  it.each(cases)('ends there, as %s tells', async (_, more) => {
    const { url, drop } = await newPostgres();
    ends.push(drop);
    const open = async () => sqlStore(await openPostgres({ url }));
    const { server, nodes, left, arrival } = await hangingNodes(open, more);
    ends.push(...[server.hosted, ...nodes].map((node) => () => node.close()));
    const { key } = await manager(server, USERS.lena);
    const { client, answered } = await connectedTo(await key(), { calls: nodes[0], rest: nodes[1] });
    const over = new AbortController();
    const call = client.callTool(hangingRead, undefined, { signal: over.signal }).catch(() => 'ended');
    await arrival;
    over.abort('no longer wanted');
    expect(await call).toBe('ended');
    await expect.poll(() => left).toHaveLength(1);
    await expect.poll(() => answered.length).toBe(1);
    expect(await answered[0]!.text()).toBe('');
  });
});
