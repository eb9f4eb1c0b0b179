import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database, type DatabaseOptions, type Queryable, usualTimeoutMs } from './database.js';
import { lockFolder } from './lock-folder.js';
import { type Pglite, startPglite } from './pglite.js';
import { inTransaction } from './transaction.js';

interface EmbeddedOptions extends Pick<DatabaseOptions, 'folder' | 'timeoutMs'> {
  /** What it holds at first, as `emptyImage` gave it: quicker than making an empty one. */
  image?: ArrayBuffer | undefined;
}

/**
 * PostgreSQL inside of this process, in a thread of its own. A folder belongs to one process at a time: a second one is refused,
 * since both would lose what they write. A statement that takes too long ends the thread, and with it the transaction; the
 * next one starts another, on what was committed (in memory: on nothing).
 */
export async function openEmbedded({
  folder,
  timeoutMs = usualTimeoutMs,
  image,
}: EmbeddedOptions = {}): Promise<Database> {
  if (folder) await mkdir(folder, { recursive: true });
  const lock = folder ? await lockFolder(folder) : undefined;
  const data = folder && join(folder, 'data');
  let running: Promise<Pglite> | undefined;
  let isClosed = false;
  const start = () => {
    running ??= startPglite({ folder: data, image: data ? undefined : image, onEnd: () => (running = undefined) });
    return running;
  };
  const opened = async () => {
    if (isClosed) throw new Error('the database is closed');
    return start();
  };
  const within = (limitMs: number): Queryable => ({
    query: async (sql, params) => (await opened()).query(sql, params, limitMs),
    copy: async (into, lines) => (await opened()).copy(into, lines, limitMs),
  });
  const inside = new AsyncLocalStorage<true>();
  // One after the other: the database has a single session.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (inside.getStore())
      throw new Error('inside a transaction only its own handle may be used: this would wait for ever');
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  try {
    if (data) await makeOnce(data, image);
    await start();
  } catch (error) {
    await lock?.release();
    throw error;
  }
  return {
    kind: 'embedded',
    query: (sql, params) => inTurn(() => within(timeoutMs).query(sql, params)),
    copy: (into, lines) => inTurn(() => within(timeoutMs).copy(into, lines)),
    transaction: (work, { readOnly = false, timeoutMs: limitMs = timeoutMs } = {}) =>
      inTurn(() =>
        inside.run(true, () => inTransaction(within(limitMs), readOnly ? 'BEGIN READ ONLY' : 'BEGIN', work)),
      ),
    async close() {
      if (isClosed) return;
      await last;
      isClosed = true;
      await (await running)?.close();
      await lock?.release();
    },
  };
}

/** Makes what is not there yet, beside its place first: a database of which half was written could never be opened. */
async function makeOnce(data: string, image: ArrayBuffer | undefined): Promise<void> {
  if (existsSync(data)) return;
  const unfinished = `${data}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const made = await startPglite({ folder: unfinished, image });
  await made.close();
  await rename(unfinished, data);
}

/** Everything that a new, empty database holds, for `image`. */
export async function emptyImage(): Promise<ArrayBuffer> {
  const pglite = await startPglite({});
  try {
    return await pglite.dump();
  } finally {
    await pglite.close();
  }
}
