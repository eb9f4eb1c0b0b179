import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MinuteService } from '../support/limit-chaos.js';
import type { Order } from './limit-child.js';
import { scaledClock } from './scaled-clock.js';

/** What processes that share a limit got. */
export interface ProcessFigures {
  answered: number;
  refused: number;
  /** Answered, of what the service allows in that time. */
  share: number;
  byProcess: number[];
}

const speed = 5;

/** Real processes that read as fast as they may with one token, and share its limit through a folder. */
export async function processChaos({
  minutes,
  perMinute,
  processes,
  program,
}: {
  minutes: number;
  perMinute: number;
  processes: number;
  /** The bundle of `limit-child.ts`. */
  program: string;
}): Promise<ProcessFigures> {
  const beganAt = Date.now();
  const clock = scaledClock(beganAt, speed);
  const service = new MinuteService(clock, perMinute, () => 100);
  const server = createServer(async (_, outgoing) => {
    const answer = await service.fetch();
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = await mkdtemp(join(tmpdir(), 'limit-'));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const endsAt = clock.now() + minutes * 60_000;
  const order: Order = { url, folder, beganAt, speed, endsAt, workers: 4 };
  try {
    const children = Array.from({ length: processes }, () =>
      fork(program, [JSON.stringify(order)], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    );
    const byProcess = await Promise.all(children.map(async (child) => Number((await once(child, 'message'))[0])));
    const { answered, refused } = service.seen;
    return { answered, refused, share: answered / (minutes * perMinute), byProcess };
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
