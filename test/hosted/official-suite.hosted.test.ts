import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { createHosted } from '../../src/hosted/create-hosted.js';
import { listen } from '../../src/hosted/http/listen.js';
import { createLog } from '../../src/hosted/log/log.js';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { createSandbox, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { commandOf, outcomeOf } from '../conformance/suite.js';
import { freePort } from '../support/free-port.js';
import { Browser, settings } from '../support/hosted.js';

it("passes the official suite's authorization mode, with an issuer that ends without a slash", async () => {
  const clickup = await serveSandbox(createSandbox());
  const [port, callbackPort] = [await freePort(), await freePort()];
  const publicUrl = `http://127.0.0.1:${port}`;
  const upstream = { authUrl: clickup.url, baseUrl: clickup.url };
  const hosted = await createHosted({
    settings: { ...settings, ...upstream, publicUrl, redirectUri: `${publicUrl}/oauth/clickup/callback` },
    log: createLog('silent'),
  });
  const listening = await listen(hosted, { port, host: '127.0.0.1' });
  try {
    const registered = await fetch(`${publicUrl}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_name: 'Suite', redirect_uris: [`http://127.0.0.1:${callbackPort}/callback`] }),
    });
    const { client_id } = (await registered.json()) as { client_id: string };
    const [program, entry] = commandOf();
    const words = ['authorization', '--url', publicUrl, '--client-id', client_id, '--resource', `${publicUrl}/mcp`];
    const child = spawn(program, [entry, ...words, '-p', String(callbackPort)]);
    let output = '';
    let isAsked = false;
    // It prints the address that a person opens, and waits.
    const hear = async (data: Buffer) => {
      output += String(data);
      const [url] = /http:\/\/\S+\/oauth\/authorize\?\S+(?=\n)/.exec(output) ?? [];
      if (!url || isAsked) return;
      isAsked = true;
      const browser = new Browser(
        (request) => fetch(request),
        () => false,
      );
      await browser.open(url);
      await browser.submit({ decision: 'allow', scope: ['clickup:read'] });
      await browser.submit({ user: USERS.lena, workspace: WORKSPACE_ID });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    expect(outcomeOf(output, code ?? 1)).toMatchObject({ passed: 3, failed: 0, clean: 2, problems: [] });
  } finally {
    await listening.close();
    await clickup.close();
  }
}, 240_000);
