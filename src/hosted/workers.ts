import cluster, { type Worker } from 'node:cluster';
import type { Log } from './log/log.js';

/** How soon a process that ended is replaced: later, the more of them ended within a minute, so that one that cannot start does not spin. */
const restart = { firstMs: 200, mostMs: 10_000, withinMs: 60_000 };

/** What a process is told to end by: a signal from a terminal reaches all of them, and a second one would mean at once. */
export const endWord = 'end';

export interface Workers {
  /** Tells all of them to end, and is fulfilled once they did. */
  close(): Promise<void>;
}

/** Keeps so many processes that run this program and listen on one port. One that ends by itself is replaced. */
export function startWorkers(count: number, log: Log): Workers {
  let isEnding = false;
  const ends: number[] = [];
  const start = () => {
    if (!isEnding) cluster.fork();
  };
  cluster.on('exit', (worker: Worker, code: number | null, signal: string | null) => {
    if (isEnding) return;
    const now = Date.now();
    ends.push(now);
    while (ends[0]! < now - restart.withinMs) ends.shift();
    const wait = Math.min(restart.mostMs, restart.firstMs * 2 ** (ends.length - 1));
    log.error(`Process ${worker.process.pid} ended (${signal ?? code}); another starts in ${wait} ms`);
    setTimeout(start, wait).unref();
  });
  for (let nth = 0; nth < count; nth++) start();
  const running = () => Object.values(cluster.workers ?? {}).filter((worker): worker is Worker => worker !== undefined);
  return {
    async close() {
      isEnding = true;
      const ended = running().map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
      for (const worker of running()) worker.send(endWord);
      await Promise.all(ended);
    },
  };
}
