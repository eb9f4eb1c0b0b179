import { Worker } from 'node:worker_threads';
import { readAnswer } from './answer-rows.js';
import type { Param } from './database.js';
import { databaseError, tooSlow } from './database-error.js';
import { loadPackage } from './load-package.js';

/** A running thread with the embedded database. */
export interface Pglite {
  query<Row extends object>(sql: string, params: readonly Param[] | undefined, limitMs: number): Promise<Row[]>;
  copy(into: string, lines: string, limitMs: number): Promise<void>;
  dump(): Promise<ArrayBuffer>;
  close(): Promise<void>;
}

interface StartOptions {
  folder?: string | undefined;
  image?: ArrayBuffer | undefined;
  /** The thread has ended, whoever ended it. */
  onEnd?(): void;
}

/** Little memory for a database of one user, and no more disk than it needs to load a million rows without many checkpoints. */
const settings = [
  'shared_buffers=32MB',
  'max_wal_size=256MB',
  'min_wal_size=32MB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'TimeZone=UTC',
];

/** Rows pass through the thread and are garbage at once: more room for them is never given back. The database itself lies beside it. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

const where = 'the embedded database';

/** What the thread answers. */
interface Answer {
  id: number;
  /** In PostgreSQL's protocol. */
  bytes?: Uint8Array;
  image?: ArrayBuffer;
  error?: { message: string };
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

export async function startPglite({ folder, image, onEnd }: StartOptions): Promise<Pglite> {
  const workerData = { folder, settings, image };
  const worker = new Worker(new URL('./pglite-worker.js', import.meta.url), { workerData, resourceLimits });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const wait = (id: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.ref();
    });
  const settle = (id: number, how: (each: Waiting) => void) => {
    const each = waiting.get(id);
    waiting.delete(id);
    // An idle database keeps no program from ending.
    if (waiting.size === 0) worker.unref();
    if (each) how(each);
  };
  const ask = (request: object): Promise<Answer> => {
    lastId += 1;
    const answer = wait(lastId);
    worker.postMessage({ id: lastId, ...request });
    return answer;
  };
  worker.on('message', (answer: Answer) => {
    const { error } = answer;
    settle(answer.id, ({ resolve, reject }) =>
      error ? reject(databaseError(Object.assign(new Error(error.message), error), where)) : resolve(answer),
    );
  });
  const endWith = (error: unknown) => {
    for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(error));
  };
  worker.on('error', endWith);
  worker.on('exit', () => {
    endWith(new Error('the thread of the embedded database ended'));
    onEnd?.();
  });
  await loadPackage('@electric-sql/pglite', 'The embedded database', () => wait(0));
  const askWithin = async (limitMs: number, request: object): Promise<Answer> => {
    let timer: NodeJS.Timeout | undefined;
    if (limitMs > 0)
      timer = setTimeout(() => {
        endWith(tooSlow(where));
        onEnd?.();
        worker.terminate().catch(() => undefined);
      }, limitMs);
    try {
      return await ask(request);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    async query<Row extends object>(sql: string, params: readonly Param[] | undefined, limitMs: number) {
      const { bytes } = await askWithin(limitMs, { sql, params });
      const { rows, refusal } = readAnswer<Row>(bytes!);
      if (refusal) throw databaseError(Object.assign(new Error(refusal.message), refusal), where);
      return rows;
    },
    async copy(into, lines, limitMs) {
      await askWithin(limitMs, { into, lines });
    },
    async dump() {
      const { image: dumped } = await ask({ dump: true });
      return dumped!;
    },
    async close() {
      await ask({ close: true });
      await worker.terminate();
    },
  };
}
