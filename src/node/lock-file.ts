import { randomUUID } from 'node:crypto';
import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Lock {
  release(): Promise<void>;
}

export interface LockTimes {
  /** How often the owner shows that it lives. */
  readonly beatMs: number;
  /** After so long without that a lock belongs to nobody. */
  readonly deadMs: number;
}

const usual: LockTimes = { beatMs: 2_000, deadMs: 15_000 };
const pollMs = 20;

/** Waits until a file is this process's alone. A lock whose owner is gone, or has not been seen for long, is taken over. */
export async function lockFile(path: string, times = usual): Promise<Lock> {
  const mine = `${hostname()} ${process.pid} ${randomUUID()}`;
  while (!(await create(path, mine))) {
    await dropIfDead(path, times);
    await sleep(pollMs);
  }
  const beat = setInterval(async () => {
    const now = new Date();
    // A process that slept too long must not keep alive what is another's.
    if ((await ownerOf(path)) === mine) await utimes(path, now, now).catch(() => undefined);
  }, times.beatMs).unref();
  return {
    async release() {
      clearInterval(beat);
      if ((await ownerOf(path)) === mine) await rm(path, { force: true });
    },
  };
}

/** Whether a file belongs to somebody who lives. */
export const isLocked = async (path: string, times = usual): Promise<boolean> =>
  (await ownerOf(path)) !== undefined && !(await isDead(path, times));

async function create(path: string, owner: string): Promise<boolean> {
  const handle = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  if (!handle) return false;
  try {
    await handle.write(owner);
  } finally {
    await handle.close();
  }
  return true;
}

/** Removes the lock of a dead owner. Only one at a time may do so, or the second would remove the lock of the next owner. */
async function dropIfDead(path: string, times: LockTimes): Promise<void> {
  if (!(await isDead(path, times))) return;
  const turn = `${path}.drop`;
  if (await create(turn, '')) {
    try {
      if (await isDead(path, times)) await rm(path, { force: true });
    } finally {
      await rm(turn, { force: true });
    }
  } else if (await isOld(turn, times)) await rm(turn, { force: true });
}

async function isDead(path: string, times: LockTimes): Promise<boolean> {
  const owner = await ownerOf(path);
  // Just created, or just removed.
  if (!owner) return owner === '' && isOld(path, times);
  const [host, pid] = owner.split(' ');
  return (host === hostname() && !isRunning(Number(pid))) || isOld(path, times);
}

async function isOld(path: string, { deadMs }: LockTimes): Promise<boolean> {
  const seen = await stat(path).catch(() => undefined);
  return seen !== undefined && Date.now() - seen.mtimeMs > deadMs;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const ownerOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
