import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createClickUp } from '../../src/client/create-clickup.js';
import { httpTransport } from '../../src/node/http-transport.js';
import { ApiRequest } from '../../src/runtime/api-request.js';
import { Ending } from '../../src/runtime/ending.js';
import { bytesOf } from '../../src/runtime/transport.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server on loopback that answers as it is told; gives its address. */
async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const send = async (url: string, init?: RequestInit) => {
  const answer = await httpTransport(new ApiRequest(url, init), new Ending());
  return { ...answer, text: new TextDecoder().decode(await bytesOf(answer)) };
};

/** Says what arrived. */
const echo: RequestListener = async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method, url, headers } = request;
  response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(parts).toString() }));
};

describe('what is sent', () => {
  it('has the method, the path, the headers and the body of the request', async () => {
    const base = await serving(echo);
    const { text } = await send(`${base}/v2/task?a=%20b`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', Authorization: 'pk_1_A' },
      body: '{"name":"Grüße"}',
    });
    const said = JSON.parse(text);
    expect(said).toMatchObject({ method: 'PUT', url: '/v2/task?a=%20b', body: '{"name":"Grüße"}' });
    expect(said.headers).toMatchObject({
      authorization: 'pk_1_A',
      'content-type': 'application/json',
      'content-length': '18',
      'accept-encoding': 'gzip, deflate, br',
    });
    expect(said.headers['user-agent']).toMatch(/^clickup-tools\/\d+\.\d+\.\d+/);
  });

  it.each(['POST', 'DELETE'])('a %s without a body says that it has none', async (method) => {
    const said = JSON.parse((await send(await serving(echo), { method })).text);
    expect(said.body).toBe('');
    expect(said.headers).not.toHaveProperty('content-type');
  });

  it('a form is written as one, with its boundary', async () => {
    const form = new FormData();
    form.append('attachment', new Blob(['hello']), 'greeting.txt');
    const said = JSON.parse((await send(await serving(echo), { method: 'POST', body: form })).text);
    const [, boundary] = /^multipart\/form-data; boundary=(.+)$/.exec(said.headers['content-type']) ?? [];
    expect(said.body).toContain(`--${boundary}`);
    expect(said.body).toContain('filename="greeting.txt"');
  });

  it('text whose type nobody named is plain text', async () => {
    const said = JSON.parse((await send(await serving(echo), { method: 'POST', body: 'hello' })).text);
    expect(said.headers['content-type']).toBe('text/plain;charset=UTF-8');
  });
});

describe('what is answered', () => {
  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['GZIP', gzipSync],
  ])('is decompressed from %s', async (encoding, compress) => {
    const base = await serving((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding }).end(compress('{"name":"Grüße"}'));
    });
    expect((await send(base)).text).toBe('{"name":"Grüße"}');
  });

  it('keeps status, reason and every header, repeated ones too', async () => {
    const base = await serving((_request, response) => {
      response.writeHead(418, 'Short and stout', [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['X-RateLimit-Limit', '100'],
      ] as never);
      response.end();
    });
    const { status, statusText, headers, text } = await send(base);
    expect([status, statusText, text]).toEqual([418, 'Short and stout', '']);
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.get('x-ratelimit-limit')).toBe('100');
  });

  it('is a redirect where the server redirects: nothing is followed', async () => {
    const paths: unknown[] = [];
    const base = await serving((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    expect((await send(`${base}/here`)).status).toBe(302);
    expect(paths).toEqual(['/here']);
  });
});

describe('what fails', () => {
  it.each<[string, RequestListener]>([
    [
      'a body that ends early',
      (_request, response) =>
        void response.writeHead(200, { 'Content-Length': 10 }).write('{"a"', () => response.destroy()),
    ],
    [
      'compressed data that ends early',
      (_request, response) =>
        void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('{"name":"hello"}').subarray(0, 20)),
    ],
    [
      'compressed data that is none',
      (_request, response) => void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('{}'),
    ],
    [
      'an encoding that nobody asked for',
      (_request, response) => void response.writeHead(200, { 'Content-Encoding': 'zstd' }).end('{}'),
    ],
    ['a connection cut before the answer', (request) => void request.socket.destroy()],
  ])('%s is no answer', async (_name, listener) => {
    await expect(send(await serving(listener))).rejects.toThrow();
  });

  it('a port where nobody listens was never reached, and says so', async () => {
    const base = await serving(echo);
    for (const close of closing.splice(0)) await close();
    await expect(send(base)).rejects.toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' });
  });

  it('a transfer that is called off ends with the reason', async () => {
    const base = await serving(() => undefined);
    const ending = new Ending();
    const answer = httpTransport(new ApiRequest(base), ending);
    setImmediate(() => ending.end(new Error('no longer wanted')));
    await expect(answer).rejects.toThrow('no longer wanted');
    await expect(httpTransport(new ApiRequest(base), ending)).rejects.toThrow('no longer wanted');
  });

  it('an answer that never ends is left at 64 MB', async () => {
    const base = await serving((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(80 * 1024 * 1024)));
    });
    const clickup = createClickUp({ apiKey: 'pk_81234567_TRANSPORT', baseUrl: base, transport: httpTransport });
    expect(await clickup.call('clickup_user_get', {})).toMatchObject({
      success: false,
      error: { code: 'INVALID_RESPONSE', message: 'The answer has more than 64 MB' },
    });
  });
});

it('one connection serves calls that follow each other', async () => {
  const ports = new Set<unknown>();
  const base = await serving((request, response) => {
    ports.add(request.socket.remotePort);
    response.end('{}');
  });
  for (let i = 0; i < 5; i++) await send(base);
  expect(ports.size).toBe(1);
});
