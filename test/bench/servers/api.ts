import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { taskNumber, user } from '../fixtures/tasks.js';

// An API that answers at once, from memory, in a process of its own: what is measured is what surrounds it.
const task = Buffer.from(JSON.stringify(taskNumber(1)));
const account = Buffer.from(JSON.stringify({ user }));
/** Calls a minute; more for those who measure how many there can be. */
const limit = Number(process.env.BENCH_LIMIT ?? 10_000);

/** The Workspaces of a token: that whose id is part of it. */
const teams = (token = '') =>
  Buffer.from(JSON.stringify({ teams: [{ id: /\d+/.exec(token)?.[0], name: 'Harbour Bikes', members: [] }] }));

const server = createServer(({ url, headers: { authorization } }, response) => {
  const body = url?.startsWith('/v2/task/') ? task : url === '/v2/team' ? teams(authorization) : account;
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    'X-RateLimit-Limit': limit,
    'X-RateLimit-Remaining': limit - 1,
    'X-RateLimit-Reset': Math.ceil(Date.now() / 1000) + 60,
  };
  response.writeHead(200, headers).end(body);
});

server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on('disconnect', () => process.exit(0));
