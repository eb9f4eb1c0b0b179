import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { newPostgres, noPostgres, postgresUrl } from '../support/databases.js';

describe.skipIf(noPostgres)('notices of PostgreSQL', () => {
  it('are heard from other connections, and after the connection was lost', async () => {
    const { db, url, drop } = await newPostgres();
    const heard: string[] = [];
    const states: boolean[] = [];
    const { say: sayToo, end } = await db.listen!('a_channel', {
      hear: (text) => heard.push(text),
      isHeard: (is) => states.push(is),
    });
    expect(states).toEqual([false, true]);
    const other = new pg.Client(url);
    await other.connect();
    const say = (text: string) => other.query('SELECT pg_notify($1, $2)', ['a_channel', text]);
    await say('one');
    await expect.poll(() => heard).toEqual(['one']);
    await other.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%listens' AND datname = current_database()",
    );
    await expect.poll(() => states, { timeout: 10_000 }).toEqual([false, true, false, true]);
    await say('two');
    await expect.poll(() => heard).toEqual(['one', 'two']);
    // By the connection that listens, while all others are taken.
    const free: (() => void)[] = [];
    const busy = Array.from({ length: 10 }, () =>
      db.transaction(() => new Promise<void>((resolve) => free.push(resolve))),
    );
    await expect.poll(() => free).toHaveLength(10);
    await sayToo('three');
    await expect.poll(() => heard).toEqual(['one', 'two', 'three']);
    for (const each of free) each();
    await Promise.all(busy);
    await end();
    await expect(sayToo('four')).rejects.toThrow('nobody listens');
    await other.end();
    await drop();
    expect(states).toHaveLength(4);
  });

  it('count as not heard where nothing comes back', async () => {
    const { listen } = await import('../../src/db/listen.js');
    const states: boolean[] = [];
    const { end } = await listen({
      channel: 'a_channel',
      newClient: () => new pg.Client(postgresUrl),
      say: async () => undefined,
      echoMs: 20,
      hear: () => undefined,
      isHeard: (is) => states.push(is),
    });
    expect(states).toEqual([false, false]);
    await end();
  });

  it('are said one after the other, however many at once', async () => {
    const { db, drop } = await newPostgres();
    const heard: string[] = [];
    const { say, end } = await db.listen!('a_channel', { hear: (text) => heard.push(text), isHeard: () => undefined });
    const warned: Error[] = [];
    const warn = (warning: Error) => warned.push(warning);
    process.on('warning', warn);
    await Promise.all(['one', 'two', 'three'].map(say));
    await expect.poll(() => heard).toEqual(['one', 'two', 'three']);
    process.off('warning', warn);
    expect(warned).toEqual([]);
    await end();
    await drop();
  });
});

describe.skipIf(noPostgres)('a connection to PostgreSQL that is lost', () => {
  it('between two statements of a transaction fails the next one, and nothing else', async () => {
    const { db, url, drop } = await newPostgres();
    const other = new pg.Client(url);
    await other.connect();
    const lost = db.transaction(async (tx) => {
      const [own] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await other.query('SELECT pg_terminate_backend($1)', [own!.pid]);
      // Time in which the connection hears of its end while nobody waits for an answer.
      await expect
        .poll(async () => (await other.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [own!.pid])).rows.length)
        .toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return tx.query('SELECT 1');
    });
    await expect(lost).rejects.toThrow();
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await other.end();
    await drop();
  });
});
