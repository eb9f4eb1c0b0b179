/** One request as it goes over the wire, and the status that answers it. */
export interface HostileRequest {
  name: string;
  raw: string;
  /** The status, or undefined where the connection may simply be closed. */
  status: number | undefined;
  /** Whether it is large, so that a memory test sends it fewer times. */
  isLarge?: boolean;
}

const list = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
const revision = '2026-07-28';
const meta = `"_meta":{"io.modelcontextprotocol/protocolVersion":"${revision}","io.modelcontextprotocol/clientInfo":{"name":"a","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}`;
const stateless = `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{${meta}}}`;
const call = (args: string) =>
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"clickup_task_get","arguments":{"task_id":${args}}}}`;

interface Parts {
  body?: string;
  headers?: readonly string[];
  host?: string;
  target?: string;
}

const post = ({ body = list, headers = [], host = 'localhost', target = '/mcp' }: Parts = {}): string =>
  [
    `POST ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ].join('\r\n');

const lines = (...parts: string[]): string => [...parts, '', ''].join('\r\n');

const megabytes = (count: number): string => 'x'.repeat(count * 1024 * 1024);

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** What a program that means harm, or has a fault, sends to the server. */
export const hostileRequests: readonly HostileRequest[] = [
  { name: 'the Host of another site', raw: post({ host: 'evil.example' }), status: 403 },
  { name: 'a Host that begins like this machine', raw: post({ host: 'localhost.evil.example' }), status: 403 },
  { name: 'a page of another origin', raw: post({ headers: ['Origin: https://evil.example'] }), status: 403 },
  { name: 'a page without an origin', raw: post({ headers: ['Origin: null'] }), status: 403 },
  { name: 'no Host', raw: lines('POST /mcp HTTP/1.1', 'Content-Length: 0'), status: 400 },
  { name: 'a Host that is none', raw: post({ host: 'a b/c@d' }), status: 400 },
  { name: 'a body of 2 MB', raw: post({ body: megabytes(2) }), status: 413, isLarge: true },
  {
    name: 'a body of 2 MB in chunks',
    raw: lines(
      'POST /mcp HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
      '',
      (2 * 1024 * 1024).toString(16),
      megabytes(2),
      '0',
    ),
    status: 413,
    isLarge: true,
  },
  {
    name: 'a body of 2 MB that never comes',
    raw: lines('POST /mcp HTTP/1.1', 'Host: localhost', 'Content-Type: application/json', 'Content-Length: 2097152'),
    status: 413,
  },
  { name: 'JSON that breaks off', raw: post({ body: '{"jsonrpc":"2.0","id' }), status: 400 },
  { name: 'no body', raw: post({ body: '' }), status: 400 },
  { name: 'a batch', raw: post({ body: `[${list},${list}]` }), status: 400 },
  { name: 'a body of another type', raw: post().replace('application/json', 'text/plain'), status: 415 },
  { name: 'a revision that nobody speaks', raw: post({ headers: ['MCP-Protocol-Version: 1999-01-01'] }), status: 400 },
  {
    name: 'a revision in the header alone',
    raw: post({ headers: [`MCP-Protocol-Version: ${revision}`] }),
    status: 400,
  },
  { name: 'a revision in the body alone', raw: post({ body: stateless }), status: 400 },
  {
    name: 'a header that names another method than the body',
    raw: post({ body: stateless, headers: [`MCP-Protocol-Version: ${revision}`, 'Mcp-Method: tools/call'] }),
    status: 400,
  },
  {
    name: 'a header that names another revision than the body',
    raw: post({ body: stateless, headers: ['MCP-Protocol-Version: 2025-11-25', 'Mcp-Method: tools/list'] }),
    status: 400,
  },
  {
    name: 'both a length and chunks',
    raw: post({ headers: ['Transfer-Encoding: chunked'] }),
    status: 400,
  },
  {
    name: 'a length below zero',
    raw: lines('POST /mcp HTTP/1.1', 'Host: localhost', 'Content-Length: -1'),
    status: 400,
  },
  { name: 'a header of 20 kB', raw: post({ headers: [`X-Long: ${'y'.repeat(20_000)}`] }), status: 431 },
  { name: 'TLS where there is none', raw: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', status: 400 },
  { name: 'HTTP/2 where there is none', raw: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', status: 400 },
  {
    name: 'a tunnel to another server',
    raw: lines('CONNECT evil.example:443 HTTP/1.1', 'Host: localhost'),
    status: undefined,
  },
  { name: 'a path that is not UTF-8', raw: post({ target: '/%ff%zz' }), status: 404 },
  { name: 'a session to be ended', raw: lines('DELETE /mcp HTTP/1.1', 'Host: localhost'), status: 405 },
  { name: 'lists half a million deep', raw: post({ body: call(nested(500_000)) }), status: 200, isLarge: true },
  {
    name: 'a method that there is not',
    raw: post({ body: '{"jsonrpc":"2.0","id":1,"method":"__proto__"}' }),
    status: 200,
  },
  {
    name: 'a tool that there is not',
    raw: post({ body: call('1').replace('clickup_task_get', 'constructor') }),
    status: 200,
  },
];

/** What is begun and never finished; the server hangs up on it. */
export const unfinished: readonly { name: string; raw: string }[] = [
  { name: 'a connection that says nothing', raw: '' },
  { name: 'half a header', raw: 'POST /mcp HTTP/1.1\r\nHost: local' },
  { name: 'half a body', raw: post({ body: list }).slice(0, -10) },
];

/** A request that must be answered whatever else is sent. */
export const harmless = post();
