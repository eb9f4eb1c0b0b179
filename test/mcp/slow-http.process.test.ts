import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolsList } from '../../generated/listings/index.js';
import { httpDefaults } from '../../src/config/http-settings.js';
import { createHttpHandler } from '../../src/mcp/http/handler.js';
import { serveHttp } from '../../src/mcp/http/serve.js';
import { harmless, unfinished } from '../attack/hostile-http/requests.js';
import { type Address, statusOf } from '../attack/hostile-http/wire.js';
import { sandboxClient } from '../support/sandbox-client.js';

/** Like the usual pace, but for tests. */
const pace = { headersMs: 150, requestMs: 300, checkMs: 50 };

describe('clients that are slower than the server waits', () => {
  const { clickup } = sandboxClient();
  let address: Address;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const handle = createHttpHandler({
      serve: async () => ({ version: '0', listing: toolsList, instructions: '', clientFor: () => clickup }),
    });
    const config = {
      ...httpDefaults,
      port: 0,
      callerKeys: false,
      rebindingProtection: true,
      jsonOnly: false,
      isLogged: false,
    };
    const started = await serveHttp(config, { version: '0', handle, pace });
    const { hostname, port } = new URL(started.url);
    address = { host: hostname, port: Number(port) };
    close = started.close;
  });
  afterAll(() => close());

  it.each(unfinished)('$name is answered with 408, and the connection ends', async ({ raw }) => {
    expect(await statusOf(address, raw)).toBe(408);
    expect(await statusOf(address, harmless)).toBe(200);
  });

  it('a body that comes a byte at a time is cut off', async () => {
    const socket = connect(address);
    let answer = '';
    socket.on('data', (part) => {
      answer += part.toString();
    });
    const end = harmless.indexOf('\r\n\r\n') + 4;
    socket.on('error', () => undefined);
    socket.write(harmless.slice(0, end));
    const drip = setInterval(() => socket.write(' '), 20);
    await once(socket, 'close');
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });
});
