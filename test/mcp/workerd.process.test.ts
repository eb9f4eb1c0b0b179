import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Miniflare } from 'miniflare';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @ts-expect-error: it is published without types; what it exports is the path of its program.
import workerd from 'workerd';
import { edgeServer, edgeToken } from '../support/edge-server.js';

/** Why the runtime of Cloudflare Workers cannot run on this machine, if it cannot. */
function obstacle(): string | undefined {
  try {
    execFileSync(workerd, ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch (error) {
    return `workerd does not run on this machine: ${(error as Error).message}`;
  }
}

const reason = obstacle();

describe('the HTTP server on workerd, the runtime of Cloudflare Workers', () => {
  let worker: Miniflare;
  let address: URL;
  beforeAll(async () => {
    if (reason !== undefined) return;
    const { text } = await edgeServer('worker');
    worker = new Miniflare({
      modules: true,
      script: text,
      compatibilityDate: '2026-01-01',
      host: '127.0.0.1',
      port: 0,
    });
    address = new URL('/mcp', await worker.ready);
  }, 60_000);
  afterAll(() => worker?.dispose());

  it('serves the official client: list, read, write, an error, a resource', async (context) => {
    context.skip(reason !== undefined, reason);
    const client = new Client({ name: 'test', version: '0' });
    const headers = { authorization: `Bearer ${edgeToken}` };
    // biome-ignore lint/suspicious/noExplicitAny: the transport's type disagrees with exactOptionalPropertyTypes
    await client.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers } }) as any);
    expect((await client.listTools()).tools.length).toBeGreaterThan(70);
    // biome-ignore lint/suspicious/noExplicitAny: what each tool answers is what the test looks at
    const call = async (name: string, input: object): Promise<any> =>
      (await client.callTool({ name, arguments: { ...input } })).structuredContent;
    expect(await call('clickup_task_get', { task_id: 'ENG-96' })).toMatchObject({ success: true });
    const { data } = await call('clickup_task_update', { task_id: 'ENG-96', name: 'Renamed on a worker' });
    expect(JSON.stringify(data)).toContain('Renamed on a worker');
    expect(JSON.stringify(await call('clickup_task_get', { task_id: 'ENG-96' }))).toContain('Renamed on a worker');
    expect((await call('clickup_task_get', { task_id: '86c0none0' })).error.code).toBe('RESOURCE_NOT_FOUND');
    const { contents } = await client.readResource({ uri: 'clickup://list/Sprint%2024' });
    expect((contents[0] as { text: string }).text).toContain('# Sprint 24');
    await client.close();
  });

  it('turns away whoever has no token, and pages of other origins', async (context) => {
    context.skip(reason !== undefined, reason);
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const ask = (headers: Record<string, string>) =>
      worker.dispatchFetch(address, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      });
    expect((await ask({})).status).toBe(401);
    const authorization = `Bearer ${edgeToken}`;
    expect((await ask({ authorization })).status).toBe(200);
    expect((await ask({ authorization, origin: 'https://elsewhere.example' })).status).toBe(403);
  });

  it('turns away whoever calls it by another name, as a page does that has its own name lead here', async (context) => {
    context.skip(reason !== undefined, reason);
    const under = async (host: string) => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
      const headers = {
        host,
        authorization: `Bearer ${edgeToken}`,
        'content-type': 'application/json',
        'content-length': body.length,
      };
      const sent = request(address, { method: 'POST', headers, agent: false });
      sent.end(body);
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      let text = '';
      for await (const chunk of answer.setEncoding('utf8')) text += chunk;
      return { status: answer.statusCode, ...JSON.parse(text) };
    };
    expect(await under('elsewhere.example')).toMatchObject({
      status: 403,
      error: { message: expect.stringContaining('not called "elsewhere.example"') },
    });
    expect(await under(`elsewhere.example:${address.port}`)).toMatchObject({ status: 403 });
    for (const own of [address.host, `localhost:${address.port}`])
      expect((await under(own)).result?.tools?.length, own).toBeGreaterThan(70);
  });
});
