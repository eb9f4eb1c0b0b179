import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileLimit } from '../../src/node/file-limit.js';
import { redisLimit } from '../../src/node/redis-limit.js';
import { type LimitQuestion, memoryLimit, type SharedLimit } from '../../src/runtime/limit/shared-limit.js';
import { randomFrom } from '../attack/support/random.js';
import { localRedis } from '../support/redis.js';

const folder = await mkdtemp(join(tmpdir(), 'limit-'));
const redis = await localRedis();
const key = `clickup-tools:test:${process.pid}:${Date.now()}`;
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await redis?.send(['DEL', key]);
  redis?.close();
});

const start = Date.UTC(2026, 9, 5, 9);

/** Questions of three processes on a clock that goes on, and what a store answers to each. */
async function conversation(storeOf: (now: () => number) => SharedLimit, questions: number) {
  const random = randomFrom(5);
  let now = start;
  const store = storeOf(() => now);
  const grants = [];
  for (let i = 0; i < questions; i++) {
    now += random.pick([1, 40, 700, 5_000, 31_000]);
    const minute = Math.floor(now / 60_000) * 60_000 + 60_000;
    const question: LimitQuestion = {
      process: random.pick(['a', 'b', 'c']),
      count: random.below(6),
      underWay: random.below(4),
      ...(random.below(2) > 0 && { jobs: random.below(3), kept: 0.2 }),
      ...(random.below(3) > 0 && {
        window: { limit: 20, remaining: random.below(20), reset_at: minute, opensInMs: minute - now },
      }),
    };
    grants.push(await store.exchange(question));
  }
  return grants;
}

describe('the limit that processes of one machine share through a folder', () => {
  it('is the one that they would share in memory', async () => {
    const wanted = await conversation(memoryLimit, 30);
    expect(await conversation((now) => fileLimit(folder, now), 30)).toEqual(wanted);
  });

  it('begins anew where its file cannot be read', async () => {
    await writeFile(join(folder, 'rate-limit.json'), '{"endsAt":');
    const grant = await fileLimit(folder, () => start).exchange({ process: 'a', count: 3, underWay: 0 });
    expect(grant).toEqual({ granted: 1, againInMs: 0, processes: 1 });
    expect(JSON.parse(await readFile(join(folder, 'rate-limit.json'), 'utf8'))).toHaveProperty('processes.a');
  });

  it('never grants the same request to two who ask at once', async () => {
    const limits = [fileLimit(folder, () => start), fileLimit(folder, () => start)];
    const window = { limit: 10, remaining: 9, reset_at: start + 60_000, opensInMs: 60_000 };
    await limits[0]!.exchange({ process: 'a', count: 0, underWay: 0, window });
    const grants = await Promise.all(
      ['a', 'b'].map((process, index) => limits[index]!.exchange({ process, count: 8, underWay: 0 })),
    );
    expect(grants.reduce((sum, { granted }) => sum + granted, 0)).toBe(9);
  });
});

describe('the limit that processes share through Redis', () => {
  it.skipIf(!redis)('is the one that they would share in memory (skipped: no Redis on this machine)', async () => {
    const wanted = await conversation(memoryLimit, 200);
    expect(await conversation((now) => redisLimit(redis!.send, key, now), 200)).toEqual(wanted);
  });

  it.skipIf(!redis)('keeps time by the clock of the server (skipped: no Redis on this machine)', async () => {
    await redis!.send(['DEL', key]);
    const limit = redisLimit(redis!.send, key);
    const ask = (process: string) => limit.exchange({ process, count: 1, underWay: 0 });
    expect([await ask('a'), await ask('b')]).toEqual([
      { granted: 1, againInMs: 0, processes: 1 },
      { granted: 0, againInMs: 50, processes: 2 },
    ]);
  });
});
