import { createServer, get, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { downloader, publicFiles } from '../../src/node/download.js';
import { isPrivate, lookupPublic, NotPublicError } from '../../src/node/public-addresses.js';

const { signal } = new AbortController();
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A downloader whose connections all end at a server of ours on the loopback. */
async function downloadFrom(answer: RequestListener, maxBytes?: number) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  return downloader(
    ({ pathname, search }, options, answered) =>
      get({ host: '127.0.0.1', port, path: pathname + search, signal: options.signal }, answered),
    maxBytes,
  );
}

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('%s is private', (address) => {
    expect(isPrivate(address)).toBe(true);
  });

  it.each(['1.1.1.1', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => {
      expect(isPrivate(address)).toBe(false);
    },
  );

  it('a name that leads to this machine is refused while connecting', async () => {
    for (const all of [true, false]) {
      const error = await new Promise((done) => lookupPublic('localhost', { all }, done));
      expect(error).toBeInstanceOf(NotPublicError);
    }
  });
});

describe('a download', () => {
  it.each([
    'http://files.example/a.txt',
    'file:///etc/passwd',
    'ftp://files.example/a',
    'https://user@files.example/a',
    'https://user:secret@files.example/a',
    'nonsense',
    '',
  ])('of %j is refused', async (location) => {
    await expect(publicFiles()(location, signal)).rejects.toMatchObject({
      code: 'INVALID_PARAMETER',
      message: 'Only plain https URLs are downloaded',
    });
  });

  it.each([
    'https://127.0.0.1/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://[::1]/a',
    'https://[::ffff:169.254.169.254]/latest/meta-data',
    'https://localhost/a',
    'https://LOCALHOST:8443/a',
  ])('from %s is refused: not public', async (location) => {
    await expect(publicFiles()(location, signal)).rejects.toMatchObject({
      code: 'INVALID_PARAMETER',
      message: expect.stringContaining('is not a public one'),
    });
  });

  it('gives the bytes, and the name from the path', async () => {
    const download = await downloadFrom((_, answer) => answer.end('content'));
    const { name, bytes } = await download('https://files.example/reports/Q3%20report.pdf?x=1', signal);
    expect(name).toBe('Q3 report.pdf');
    expect(new TextDecoder().decode(bytes)).toBe('content');
    expect((await download('https://files.example/', signal)).name).toBe('download');
    expect((await download('https://files.example/100%', signal)).name).toBe('100%');
  });

  it.each([
    [404, /answered 404$/],
    [500, /answered 500$/],
    [302, /answered 302, a redirect$/],
    [204, /answered 204$/],
  ])('answered %i is refused', async (status, message) => {
    const download = await downloadFrom((_, answer) => {
      answer.writeHead(status, { location: 'http://169.254.169.254/' }).end();
    });
    await expect(download('https://files.example/a', signal)).rejects.toMatchObject({
      message: expect.stringMatching(message),
    });
  });

  it('stops at the largest size, and at a broken connection', async () => {
    const large = await downloadFrom((_, answer) => answer.end('x'.repeat(2 * 1024 * 1024)), 1024 * 1024);
    await expect(large('https://files.example/a', signal)).rejects.toThrow('The file is larger than 1 MB');
    const broken = await downloadFrom((_, answer) => {
      answer.writeHead(200, { 'content-length': '100' });
      answer.write('only this', () => answer.destroy());
    });
    await expect(broken('https://files.example/a', signal)).rejects.toThrow('The download from files.example failed');
  });

  it('ends with the call it belongs to', async () => {
    const cancel = new AbortController();
    const download = await downloadFrom(() => cancel.abort(new Error('enough')));
    await expect(download('https://files.example/a', cancel.signal)).rejects.toThrow('enough');
  });
});
