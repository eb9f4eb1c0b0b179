import type { ServerResponse } from 'node:http';

/** How a key is written. */
export const forms: Readonly<Record<string, (key: string) => string>> = {
  'as it is': (key) => key,
  'percent-encoded': encodeURIComponent,
  'percent-encoded, every character': (key) => [...key].map((sign) => `%${hex(sign, 2)}`).join(''),
  'inside a longer word': (key) => `token_${key}_end`,
  'after Bearer': (key) => `Bearer%20${encodeURIComponent(key)}`,
  'where a long text is cut': (key) => `${'x'.repeat(275)} ${key}`,
};

/** How a key is written in JSON only. */
const escaped = (key: string) => [...key].map((sign) => `\\u${hex(sign, 4)}`).join('');

const hex = (sign: string, digits: number) => sign.charCodeAt(0).toString(16).padStart(digits, '0');

/** Where a server shows what it was sent. */
export type Place = (response: ServerResponse, echo: string) => void;

const json =
  (status: number, body: (echo: string) => unknown): Place =>
  (response, echo) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body(echo)));
  };

const raw =
  (text: (echo: string) => string): Place =>
  ({ socket }, echo) => {
    socket?.end(text(echo));
  };

export const places: Readonly<Record<string, Place>> = {
  'err of 401': json(401, (echo) => ({ err: `No such token ${echo}`, ECODE: 'OAUTH_025' })),
  'err of 400': json(400, (echo) => ({ err: echo, ECODE: 'INPUT_001' })),
  'err of 404': json(404, (echo) => ({ err: `Not with ${echo}`, ECODE: 'ITEM_015' })),
  'err of 500': json(500, (echo) => ({ err: echo, ECODE: 'X_001' })),
  'err of 429': json(429, (echo) => ({ err: echo, ECODE: 'APP_002' })),
  ECODE: json(400, (echo) => ({ err: 'No', ECODE: echo })),
  trace_id: json(400, (echo) => ({ err: 'No', ECODE: 'INPUT_001', trace_id: echo })),
  message: json(403, (echo) => ({ message: echo })),
  'err of 200': json(200, (echo) => ({ err: echo, ECODE: 'OAUTH_027' })),
  'data of a success': json(200, (echo) => ({ id: '86c131205', name: `Task ${echo}`, description: echo, url: echo })),
  'data without an id': json(200, (echo) => ({ name: echo })),
  'a wrong type': json(200, (echo) => ({ id: { [echo]: echo }, name: [echo], tasks: echo, user: echo })),
  'escaped JSON': (response, echo) => {
    response.writeHead(400, { 'Content-Type': 'application/json' }).end(`{"err":"No ${escaped(echo)}"}`);
  },
  'escaped text': (response, echo) => {
    response.writeHead(400, { 'Content-Type': 'text/plain' }).end(`No ${escaped(echo)}`);
  },
  'a plain text': (response, echo) => {
    response.writeHead(403).end(`Blocked: ${echo}`);
  },
  'a text instead of JSON': (response, echo) => {
    response.writeHead(200).end(`{"id": ${echo}`);
  },
  'a page': (response, echo) => {
    response.writeHead(502, { 'Content-Type': 'text/html' }).end(`<title>${echo}</title>`);
  },
  'the status line': raw((echo) => `HTTP/1.1 418 ${echo}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`),
  Location: raw(
    (echo) => `HTTP/1.1 302 Found\r\nLocation: http://${encodeURIComponent(echo)}/x\r\nContent-Length: 0\r\n\r\n`,
  ),
  'Location of a path': raw((echo) => `HTTP/1.1 301 Moved\r\nLocation: /api/v2/${echo}\r\nConnection: close\r\n\r\n`),
  'headers that break the parser': raw((echo) => `HTTP/1.1 200 OK\r\nX-Echo ${echo}\r\n\r\n`),
  'another protocol': raw((echo) => `${echo}\r\n\r\n`),
  'a chunk that breaks the parser': raw((echo) => `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${echo}\r\n{}`),
  'rate-limit headers': (response, echo) => {
    const headers = { 'X-RateLimit-Limit': echo, 'X-RateLimit-Remaining': echo, 'Retry-After': echo };
    response.writeHead(429, headers).end('{}');
  },
};
