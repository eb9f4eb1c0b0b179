import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from '../../src/node/files.js';

const outside = realpathSync(mkdtempSync(join(tmpdir(), 'clickup-tools-files-')));
const root = join(outside, 'root');
const { signal } = new AbortController();

beforeAll(() => {
  mkdirSync(join(root, 'reports'), { recursive: true });
  mkdirSync(join(outside, 'root-twin'));
  for (const file of ['root/a.txt', 'root/reports/b.txt', 'root/..odd.txt', 'secret.txt', 'root-twin/c.txt'])
    writeFileSync(join(outside, file), file);
  writeFileSync(join(root, 'huge.bin'), '');
  truncateSync(join(root, 'huge.bin'), 100 * 1024 * 1024 + 1);
  symlinkSync('a.txt', join(root, 'inner-link.txt'));
  symlinkSync('../secret.txt', join(root, 'link.txt'));
  symlinkSync('..', join(root, 'up'));
  symlinkSync('gone.txt', join(root, 'dangling.txt'));
  symlinkSync('root', join(outside, 'alias'));
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

const read = (location: string, from = root) => filesBelow(from)(location, signal);
const textOf = async (location: string, from?: string) => {
  const { name, bytes } = await read(location, from);
  return [name, new TextDecoder().decode(bytes)];
};

it.skipIf(process.platform === 'win32')('a pipe is refused at once, though nobody writes to it', async () => {
  execFileSync('mkfifo', [join(root, 'pipe')]);
  await expect(Promise.all(Array.from({ length: 8 }, () => read('pipe')))).rejects.toThrow('"pipe" is not a file');
});

describe('files below the root', () => {
  it.each([
    ['a.txt', 'a.txt', 'root/a.txt'],
    ['./reports/../a.txt', 'a.txt', 'root/a.txt'],
    ['reports/b.txt', 'b.txt', 'root/reports/b.txt'],
    [join(root, 'a.txt'), 'a.txt', 'root/a.txt'],
    ['..odd.txt', '..odd.txt', 'root/..odd.txt'],
    ['inner-link.txt', 'a.txt', 'root/a.txt'],
  ])('%s is read', async (location, name, content) => {
    expect(await textOf(location)).toEqual([name, content]);
  });

  it('may be named through a link to the root', async () => {
    expect(await textOf('a.txt', join(outside, 'alias'))).toEqual(['a.txt', 'root/a.txt']);
    expect(await textOf(join(outside, 'alias', 'a.txt'), join(outside, 'alias'))).toEqual(['a.txt', 'root/a.txt']);
  });

  it.each([
    '../secret.txt',
    '..',
    '.',
    '',
    'reports/../../secret.txt',
    '../root-twin/c.txt',
    '../no-such-file',
    '/etc/passwd',
    '/no/such/file',
    'link.txt',
    'up/secret.txt',
    'up',
  ])('%j is outside, whether it exists or not', async (location) => {
    await expect(read(location)).rejects.toMatchObject({ code: 'POLICY_DENIED' });
  });

  it.each([
    ['none.txt', /There is no file "none.txt"/],
    ['dangling.txt', /There is no file/],
    ['a\0b', /There is no file/],
    ['reports', /"reports" is not a file/],
    ['huge.bin', /larger than 100 MB/],
  ])('%j cannot be attached', async (location, message) => {
    await expect(read(location)).rejects.toMatchObject({
      code: 'INVALID_PARAMETER',
      message: expect.stringMatching(message),
      details: { parameter: 'path' },
    });
  });
});
