import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { answering, closing, endless, head, resetting, type Way } from './way.js';

const half = (text: string) => text.slice(0, Math.ceil(text.length / 2));
/** Announces a body even where the answer has none, so that one is missing. */
const promised = (json: string) => head('200 OK', `Content-Length: ${Math.max(json.length, 2)}`);
const whole = (json: string) => head('200 OK', `Content-Length: ${Buffer.byteLength(json)}`) + json;
const page = '<html><head><title>Gateway</title></head><body>It does not work.</body></html>';
const refusal = JSON.stringify({ err: 'Internal server error' });
const dripMs = 20;

const broken: readonly Way[] = [
  closing('closed before the answer', () => ''),
  resetting('reset before the answer', () => ''),
  closing('closed with the request unread', () => '', false),
  resetting('reset with the request unread', () => '', false),
  closing('closed in the status line', () => 'HTTP/1.1 20'),
  closing('closed in the headers', () => 'HTTP/1.1 200 OK\r\nContent-Ty'),
  resetting('reset in the headers', () => 'HTTP/1.1 200 OK\r\nContent-Ty'),
  closing('closed after the headers', promised),
  closing('closed in the body', (json) => half(whole(json))),
  resetting('reset in the body', (json) => half(whole(json))),
  closing(
    'closed between chunks',
    (json) => `${head('200 OK', 'Transfer-Encoding: chunked')}5\r\n${json.slice(0, 5)}\r\n`,
  ),
  closing('a chunk of no size', () => `${head('200 OK', 'Transfer-Encoding: chunked')}zz\r\n{}\r\n0\r\n\r\n`),
  closing('a Content-Length too long', (json) => head('200 OK', `Content-Length: ${json.length + 99}`) + json),
  closing('two Content-Lengths', (json) => head('200 OK', 'Content-Length: 2', 'Content-Length: 3') + json),
  closing('another protocol', () => 'SSH-2.0-OpenSSH_9.6\r\n'),
  closing('headers above the limit', (json) => head('200 OK', `X-Long: ${'x'.repeat(40_000)}`) + json),
  closing('a change of protocol', () => head('101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade')),
];

const slow: readonly Way[] = [
  endless('silence', () => undefined),
  endless('silence after the headers', (socket, json) => socket.write(promised(json))),
  endless('silence in the body', (socket, json) => socket.write(half(whole(json)))),
  endless('1xx for ever', (socket) => dripping(socket, () => 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n')),
  endless('a byte now and then', (socket, json) => {
    socket.write(head('200 OK', `Content-Length: ${json.length + 10_000}`));
    dripping(socket, () => ' ');
  }),
];

const gateways: readonly Way[] = [
  ...['408 Request Timeout', '502 Bad Gateway', '503 Service Unavailable', '504 Gateway Timeout', '524 A Timeout'].map(
    (status) => answering('network', `${status}, a page`, status, page, 'Content-Type: text/html'),
  ),
  ...['500 Internal Server Error', '502 Bad Gateway', '520 Unknown'].map((status) =>
    answering('network', `${status} without a code`, status, refusal),
  ),
  answering('network', '500 with nothing', '500 Internal Server Error', ''),
];

const unreadable: readonly Way[] = [
  answering('unreadable', 'a page instead of JSON', '200 OK', page, 'Content-Type: text/html'),
  answering('unreadable', 'JSON that breaks off', '200 OK', '{"id":"86c1", "name":'),
  answering('unreadable', 'bytes that are no text', '200 OK', Uint8Array.of(0xff, 0xfe, 0x00, 0x9f, 0x92)),
  {
    name: 'a Content-Length too short',
    loss: 'unreadable',
    takes: true,
    spoil: (socket, json) => socket.end(head('200 OK', 'Content-Length: 7', 'Connection: close') + json.slice(0, 7)),
  },
  // undici gives up on this one while it reads, and gives what it got of the next.
  answering('network', 'gzip that is none', '200 OK', 'no gzip at all', 'Content-Encoding: gzip'),
  answering(
    'unreadable',
    'gzip that breaks off',
    '200 OK',
    gzipSync('{"id":"1"}').subarray(0, 14),
    'Content-Encoding: gzip',
  ),
];

const empty: readonly Way[] = [
  {
    name: '204',
    loss: 'empty',
    takes: true,
    spoil: (socket) => socket.end(head('204 No Content', 'Connection: close')),
  },
  ...['', 'null', '[]', '{}', '42', '"done"', '{"id":null}', '{"id":{}}', '{"task":7,"goal":[],"data":"x"}'].map(
    (body) => answering('empty', `200 with ${body || 'nothing'}`, '200 OK', body),
  ),
];

const redirects: readonly Way[] = [
  ...['302 Found', '303 See Other'].map((status) =>
    answering('network', status, status, '', 'Location: http://127.0.0.1:9/elsewhere'),
  ),
  ...['301 Moved Permanently', '307 Temporary Redirect', '308 Permanent Redirect'].map((status) =>
    answering('refused', status, status, '', 'Location: http://127.0.0.1:9/elsewhere'),
  ),
];

/** Every way of losing an answer on a socket. */
export const socketWays: readonly Way[] = [...broken, ...slow, ...gateways, ...unreadable, ...empty, ...redirects];

function dripping(socket: Socket, drop: () => string): void {
  const timer = setInterval(() => socket.write(drop()), dripMs);
  socket.once('close', () => clearInterval(timer));
}
