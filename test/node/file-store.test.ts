import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileStore } from '../../src/node/file-store.js';
import { lockFile } from '../../src/node/lock-file.js';
import { memoryStore, type Store } from '../../src/runtime/store.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clickup-tools-state-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const numbers = async (store: Store, stream = 'calls') =>
  ((await store.read(stream)) as { n: number }[]).map(({ n }) => n);

describe.each<[string, () => Store]>([
  ['in memory', memoryStore],
  ['in a folder', () => fileStore(join(folder, 'deep', 'state'))],
])('a store %s', (_, open) => {
  it('knows which work is under way, for others too', async () => {
    const store = open();
    expect(await store.isBusy?.('job')).toBe(false);
    await store.exclusively('job', async () => {
      expect([await store.isBusy?.('job'), await store.isBusy?.('other')]).toEqual([true, false]);
    });
    expect(await store.isBusy?.('job')).toBe(false);
  });

  it('gives records in the order in which they came, each stream its own', async () => {
    const store = open();
    expect(await numbers(store)).toEqual([]);
    for (const n of [1, 2, 3]) await store.append('calls', { n });
    await store.append('jobs', { n: 9 });
    expect(await numbers(store)).toEqual([1, 2, 3]);
    expect(await numbers(store, 'jobs')).toEqual([9]);
  });

  it('keeps what was appended, whatever happens to the record afterwards', async () => {
    const store = open();
    const record = { n: 1 };
    await store.append('calls', record);
    record.n = 2;
    expect(await numbers(store)).toEqual([1]);
  });

  it('runs work of one name one after the other, and of another beside it', async () => {
    const store = open();
    const log: string[] = [];
    const work = (name: string, label: string) =>
      store.exclusively(name, async () => {
        log.push(`${label} begins`);
        await new Promise((resolve) => setTimeout(resolve, 30));
        log.push(`${label} ends`);
        return label;
      });
    const all = [work('a', 'first'), work('a', 'second'), work('b', 'other')];
    expect(await Promise.all(all)).toEqual(['first', 'second', 'other']);
    const mine = log.filter((line) => !line.startsWith('other'));
    expect(mine).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('goes on after work that failed', async () => {
    const store = open();
    await expect(store.exclusively('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await store.exclusively('a', async () => 'yes')).toBe('yes');
  });
});

describe('a store in a folder', () => {
  it('is the same for every store on it, and nobody else may read it', async () => {
    const [one, other] = [fileStore(folder), fileStore(folder)];
    await one.append('calls', { n: 1 });
    expect(await numbers(other)).toEqual([1]);
    await Promise.all([2, 3, 4, 5].map((n) => (n % 2 ? one : other).append('calls', { n })));
    expect((await numbers(one)).toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(await numbers(one)).toEqual(await numbers(other));
    expect((await stat(join(folder, 'calls.log'))).mode & 0o077).toBe(0);
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ['cut short by a crash', async (path) => truncate(path, (await stat(path)).size - 5)],
    ['changed on the disk', async (path) => writeFile(path, (await readFile(path, 'utf8')).replace('"n":2', '"n":7'))],
    ['of another program', (path) => appendFile(path, 'hello\n')],
  ])('passes over a line %s, and goes on behind it', async (_, spoil) => {
    const store = fileStore(folder);
    for (const n of [1, 2]) await store.append('calls', { n });
    await spoil(join(folder, 'calls.log'));
    await fileStore(folder).append('calls', { n: 3 });
    const left = await numbers(fileStore(folder));
    expect(left.filter((n) => n !== 2)).toEqual([1, 3]);
    expect(left).not.toContain(7);
  });

  it('drops the older half of a file that has grown beyond 16 MB', async () => {
    const store = fileStore(folder);
    const text = 'x'.repeat(1024 * 1024);
    for (let n = 0; n < 18; n++) await store.append('calls', { n, text });
    const left = await numbers(store);
    expect(left.at(-1)).toBe(17);
    expect(left.length).toBeLessThan(12);
    expect(await numbers(fileStore(folder))).toEqual(left);
  });

  it('leaves no lock behind', async () => {
    const store = fileStore(folder);
    await store.exclusively('a', () => store.append('calls', { n: 1 }));
    expect(await readdir(folder)).toEqual(['calls.log']);
  });
});

describe('a lock', () => {
  it.each([
    ['as a link', symlink],
    ['as a file, where there are no links', writeFile],
  ])('of a process that is gone, %s, belongs to the next', async (_, make) => {
    const path = join(folder, 'lock');
    const gone = `${hostname()} 999999999 gone`;
    await (make === symlink ? symlink(gone, path) : writeFile(path, gone));
    const lock = await lockFile(path);
    expect(await readlink(path)).toContain(` ${process.pid} `);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is there in one step with its owner, so that nobody who is killed leaves one of nobody', async () => {
    const path = join(folder, 'lock');
    const lock = await lockFile(path);
    const owner = await readlink(path);
    expect(owner).toMatch(new RegExp(`^\\S+ ${process.pid} \\S+$`));
    await expect(symlink('other', path)).rejects.toMatchObject({ code: 'EEXIST' });
    await lock.release();
  });

  it('of a process that lives is kept by it, however long', async () => {
    const path = join(folder, 'lock');
    const times = { beatMs: 20, deadMs: 100 };
    const first = await lockFile(path, times);
    let isTaken = false;
    const second = lockFile(path, times).then((lock) => {
      isTaken = true;
      return lock;
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(isTaken).toBe(false);
    await first.release();
    await (await second).release();
  });

  it('of a process that lives is waited for', async () => {
    const path = join(folder, 'lock');
    const first = await lockFile(path);
    let isTaken = false;
    const second = lockFile(path).then((lock) => {
      isTaken = true;
      return lock;
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(isTaken).toBe(false);
    await first.release();
    await (await second).release();
  });

  it('is taken by one of many who find it dead', async () => {
    const path = join(folder, 'lock');
    await writeFile(path, `${hostname()} 999999999 gone`);
    let inside = 0;
    let most = 0;
    const enter = async () => {
      const lock = await lockFile(path);
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside--;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 12 }, enter));
    expect(most).toBe(1);
  });
});
