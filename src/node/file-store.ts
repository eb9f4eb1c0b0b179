import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { isWhole, queues, type Store } from '../runtime/store.js';
import { isLocked, type Lock, type LockTimes, lockFile } from './lock-file.js';

/** Where a file is rewritten without its oldest records. */
const mostBytes = 16 * 1024 * 1024;

/**
 * A store in a folder, for any number of processes of one machine. A stream is a file to which lines are added, each with
 * a checksum; a line that a crash cut short is passed over. A record is on the disk before `append` ends.
 */
export function fileStore(folder: string, times?: LockTimes): Store {
  const queue = queues();
  const known = new Map<string, { records: unknown[]; end: number; file: number }>();
  const pathOf = (stream: string) => join(folder, `${stream}.log`);
  const lockOf = (name: string) => join(folder, `${createHash('sha256').update(name).digest('hex').slice(0, 24)}.lock`);
  const locked = <Result>(name: string, work: () => Promise<Result>) =>
    queue(name, async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const lock: Lock = await lockFile(lockOf(name), times);
      try {
        return await work();
      } finally {
        await lock.release();
      }
    });

  /** Reads on from where it was read last; two at once would both add what is new. */
  const read = (stream: string) => queue(`read ${stream}`, () => readOn(stream));

  async function readOn(stream: string): Promise<readonly unknown[]> {
    const handle = await open(pathOf(stream), 'r').catch(ifAbsent);
    if (!handle) return [];
    try {
      const { size, ino } = await handle.stat();
      const before = known.get(stream);
      const from = before?.file === ino && before.end <= size ? before : { records: [], end: 0, file: ino };
      const bytes = Buffer.alloc(size - from.end);
      await handle.read(bytes, 0, bytes.length, from.end);
      const whole = bytes.lastIndexOf(newline) + 1;
      from.records.push(...recordsOf(bytes.subarray(0, whole).toString()));
      from.end += whole;
      known.set(stream, from);
      return from.records;
    } finally {
      await handle.close();
    }
  }

  async function append(stream: string, ...records: readonly object[]): Promise<void> {
    const path = pathOf(stream);
    await locked(`append ${stream}`, async () => {
      if (!isWhole(stream)) await shorten(path);
      const handle = await open(path, 'a+', 0o600);
      try {
        const { size } = await handle.stat();
        const last = Buffer.alloc(1, newline);
        if (size > 0) await handle.read(last, 0, 1, size - 1);
        // What a crash cut short stays a line of its own, which no checksum fits.
        await handle.write(`${last[0] === newline ? '' : '\n'}${records.map(lineOf).join('')}`);
        await handle.datasync();
      } finally {
        await handle.close();
      }
    });
  }

  const drop = (stream: string) =>
    locked(`append ${stream}`, async () => {
      known.delete(stream);
      await rm(pathOf(stream), { force: true });
    });

  return {
    read,
    append,
    drop,
    exclusively: (name, work) => locked(`work ${name}`, work),
    isBusy: (name) => isLocked(lockOf(`work ${name}`), times),
  };
}

const newline = 10;

function lineOf(record: object): string {
  const text = JSON.stringify(record);
  return `${checksum(text)} ${text}\n`;
}

const checksum = (text: string) => crc32(text).toString(16).padStart(8, '0');

function recordsOf(text: string): unknown[] {
  return text.split('\n').flatMap((line) => {
    const [sum, json] = [line.slice(0, 8), line.slice(9)];
    return line !== '' && checksum(json) === sum ? [JSON.parse(json)] : [];
  });
}

/** Keeps the younger half of a file that has grown too long; a crash leaves the one or the other. */
async function shorten(path: string): Promise<void> {
  const found = await stat(path).catch(ifAbsent);
  if (!found || found.size <= mostBytes) return;
  const text = await readFile(path, 'utf8');
  const half = text.indexOf('\n', Math.floor(text.length / 2)) + 1;
  const next = `${path}.next`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.write(text.slice(half));
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(next, path);
  await rm(next, { force: true });
}

function ifAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
