import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { createSandbox, TASKS } from '../../src/sandbox/index.js';
import { harness } from '../support/sandbox.js';

const sandbox = createSandbox({ rateLimit: false });
let server: Awaited<ReturnType<typeof serveSandbox>>;
beforeAll(async () => {
  server = await serveSandbox(sandbox);
});
afterAll(() => server.close());

/** What comes back for these very bytes. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
    socket.on('error', reject);
  });

const rest = `authorization: ${sandbox.apiKey}\r\nconnection: close\r\n\r\n`;

describe('a request line that is unusual', () => {
  it.each([
    ['in absolute form, as proxies send it', 'GET http://api.clickup.com/api/v2/user HTTP/1.1\r\nhost: x\r\n', 200],
    ['about no path at all', 'OPTIONS * HTTP/1.1\r\nhost: x\r\n', 404],
    ['with a host of two words', 'GET /api/v2/user HTTP/1.1\r\nhost: two words\r\n', 400],
    ['in absolute form with a host that is none', 'GET http://[/api/v2/user HTTP/1.1\r\nhost: x\r\n', 400],
    ['with a doubled slash in front', 'GET //api/v2/user HTTP/1.1\r\nhost: x\r\n', 200],
  ])('%s is answered', async (_, head, status) => {
    const answer = await raw(head + rest);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).not.toContain('The sandbox failed');
  });
});

describe('a body beyond the limit', () => {
  const authorization = sandbox.apiKey;
  const tooLarge = { err: 'Request entity too large', ECODE: 'ERROR_HANDLER' };
  const path = `/v2/task/${TASKS.greyButton}`;

  it('is refused over HTTP, and the connection goes on', async () => {
    const put = (bytes: number) =>
      fetch(server.url + path, {
        method: 'PUT',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ description: 'x'.repeat(bytes) }),
      });
    const refused = await put(10_000_000);
    expect([refused.status, await refused.json()]).toEqual([413, tooLarge]);
    expect((await put(1_000_000)).status).toBe(200);
  });

  it('is refused in memory too', async () => {
    const answer = await harness().put(path, { description: 'x'.repeat(10_000_000) });
    expect(answer).toMatchObject({ status: 413, json: tooLarge });
  });

  it('does not include files, which may be larger', async () => {
    const form = new FormData();
    form.append('attachment', new Blob(['x'.repeat(11_000_000)]), 'long.txt');
    const answer = await fetch(`${server.url}${path}/attachment`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    });
    expect(answer.status).toBe(200);
  });
});

describe('a form that is not said to be one', () => {
  const form = '--x1\r\nContent-Disposition: form-data; name="attachment"; filename="a.txt"\r\n\r\nabc\r\n--x1--\r\n';

  it.each(['application/json', 'text/plain'])('is told so when it comes as %s', async (type) => {
    const answer = await sandbox.fetch(`https://api.clickup.com/api/v2/task/${TASKS.greyButton}/attachment`, {
      method: 'POST',
      headers: { authorization: sandbox.apiKey, 'content-type': type },
      body: form,
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ err: 'Body must be multipart/form-data', ECODE: 'ATTCH_045' });
  });

  it('is not mixed up with other text that is no JSON', async () => {
    const answer = await sandbox.fetch(`https://api.clickup.com/api/v2/task/${TASKS.greyButton}`, {
      method: 'PUT',
      headers: { authorization: sandbox.apiKey, 'content-type': 'application/json' },
      body: '{"name": ',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ err: 'Request body is not valid JSON', ECODE: 'ERROR_HANDLER' });
  });
});

it('without a rate limit the headers say that nothing is used up', async () => {
  const { get } = harness({ rateLimit: false });
  for (let i = 0; i < 120; i++) await get('/v2/user');
  const { headers } = await get('/v2/user');
  expect(headers.get('x-ratelimit-remaining')).toBe(headers.get('x-ratelimit-limit'));
});
