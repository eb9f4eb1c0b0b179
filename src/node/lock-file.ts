import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { lstat, lutimes, open, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
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
    await dropIfDead(path, (each) => isDead(each, times), times);
    await sleep(pollMs);
  }
  const beat = keepBeating(path, mine, times);
  return {
    async release() {
      clearInterval(beat);
      if ((await ownerOf(path)) === mine) await rm(path, { force: true });
    },
  };
}

/** Who has a file: a process of this machine or, where a folder is shared, of another. */
export interface Owner {
  host: string;
  pid: number;
}

const takenHere = new Set<string>();

/**
 * The same for as long as this process lives, and without waiting: gives the owner where somebody has it. One of this machine
 * keeps it however long nothing was heard of it; only where the process is gone, the file is taken over.
 */
export async function takeFile(path: string): Promise<Lock | Owner> {
  const mine = `${hostname()} ${process.pid} ${randomUUID()} ${startOf(process.pid)}`;
  const file = resolve(path);
  while (!(await create(file, mine))) {
    const owner = await ownerOf(file);
    if (owner && !(await isGone(file))) {
      const [host = '', pid] = owner.split(' ');
      return { host, pid: Number(pid) };
    }
    await dropIfDead(file, isGone, usual);
    await sleep(pollMs);
  }
  takenHere.add(file);
  const beat = keepBeating(file, mine, usual);
  return {
    async release() {
      clearInterval(beat);
      takenHere.delete(file);
      if ((await ownerOf(file)) === mine) await rm(file, { force: true });
    },
  };
}

async function isGone(path: string): Promise<boolean> {
  const [host, pid, , started = ''] = (await ownerOf(path))?.split(' ') ?? [];
  if (host !== hostname()) return isDead(path, usual);
  // Process numbers come again, above all the 1 of containers.
  if (Number(pid) === process.pid) return !takenHere.has(path);
  return hasEnded(Number(pid), started);
}

/** Whether a process of this machine that began then is there no more. */
export const hasEnded = (pid: number, started: string): boolean => !isRunning(pid) || startOf(pid) !== started;

/** When a process began, where the system says so (proc_pid_stat(5), field 22). */
export function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Whether a file belongs to somebody who lives. */
export const isLocked = async (path: string, times = usual): Promise<boolean> =>
  (await ownerOf(path)) !== undefined && !(await isDead(path, times));

const keepBeating = (path: string, mine: string, { beatMs }: LockTimes): NodeJS.Timeout =>
  setInterval(async () => {
    const now = new Date();
    // A process that slept too long must not keep alive what is another's.
    if ((await ownerOf(path)) === mine) await lutimes(path, now, now).catch(() => undefined);
  }, beatMs).unref();

/**
 * Makes a lock, unless there is one: a symbolic link that leads nowhere, whose text is its owner. It is there in one step, so
 * that a process which is killed meanwhile leaves no lock of nobody, which others would wait for until it is old.
 */
async function create(path: string, owner: string): Promise<boolean> {
  try {
    await symlink(owner, path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? false : createFile(path, owner);
  }
}

/** The same in two steps, where there are no such links. */
async function createFile(path: string, owner: string): Promise<boolean> {
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
async function dropIfDead(path: string, dead: (path: string) => Promise<boolean>, times: LockTimes): Promise<void> {
  if (!(await dead(path))) return;
  const turn = `${path}.drop`;
  if (await create(turn, 'turn')) {
    try {
      if (await dead(path)) await rm(path, { force: true });
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
  const seen = await lstat(path).catch(() => undefined);
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

const ownerOf = (path: string): Promise<string | undefined> =>
  readlink(path)
    .catch(() => readFile(path, 'utf8'))
    .catch(() => undefined);
