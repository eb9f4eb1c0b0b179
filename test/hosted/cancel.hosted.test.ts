import { randomBytes } from 'node:crypto';
import { afterAll, describe, it } from 'vitest';
import { openPostgres } from '../../src/db/postgres.js';
import { sqlStore } from '../../src/hosted/store/sql-store.js';
import { newPostgres, noPostgres } from '../support/databases.js';
import { expectCancelled, hangingNodes } from '../support/hanging-nodes.js';
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
    const own = await hangingNodes(open, more);
    ends.push(...[own.server.hosted, ...own.nodes].map((node) => () => node.close()));
    await expectCancelled(own, 1);
  });
});
