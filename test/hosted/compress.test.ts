import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LISTS, USERS } from '../../src/sandbox/index.js';
import { hostedServer, manager, origin } from '../support/hosted.js';

const accept = (encoding: string) => ({ headers: { 'accept-encoding': encoding } });

describe('answers of the hosted server', () => {
  it('are compressed as the client takes it', async () => {
    const server = await hostedServer();
    const plain = await (await server.send('/api/openapi.json')).text();
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const [accepted, used] of [
      ['br', 'br'],
      ['gzip, deflate, br', 'br'],
      ['gzip;q=0.8, br;q=0', 'gzip'],
      ['GZIP', 'gzip'],
    ] as const) {
      const response = await server.send('/api/openapi.json', accept(accepted));
      expect([response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual([
        used,
        'Accept-Encoding',
      ]);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.length).toBeLessThan(plain.length / 3);
      expect(unpack[used](bytes).toString()).toBe(plain);
    }
    for (const accepted of ['', 'identity', 'zstd', 'br;q=0, gzip;q=0.0'])
      expect((await server.send('/api/openapi.json', accept(accepted))).headers.get('content-encoding')).toBeNull();
  });

  it('of tools are compressed, short ones are not', async () => {
    const server = await hostedServer();
    const { key } = await manager(server, USERS.lena);
    const bearer = await key();
    const ask = (name: string, input: object) =>
      server.send(`/api/tools/${name}`, { bearer, json: input, ...accept('gzip') });
    const long = await ask('task_list', { list_id: LISTS.bugs });
    expect(long.headers.get('content-encoding')).toBe('gzip');
    expect(JSON.parse(gunzipSync(Buffer.from(await long.arrayBuffer())).toString()).success).toBe(true);
    const short = await server.send('/livez', accept('gzip'));
    expect([short.headers.get('content-encoding'), await short.text()]).toEqual([null, '{"status":"ok"}']);
    const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const listed = await server.send('/mcp', { bearer, json: list, ...accept('gzip') });
    expect(
      JSON.parse(gunzipSync(Buffer.from(await listed.arrayBuffer())).toString()).result.tools.length,
    ).toBeGreaterThan(20);
  });

  it('that repeat a secret are not: a new link, a page with a form', async () => {
    const server = await hostedServer();
    const { api, path } = await manager(server, USERS.lena);
    const made = await server.send(path, {
      bearer: api,
      // Long enough to be compressed otherwise.
      json: {
        name: 'agent',
        config: { methods: ['custom'], tools: Array.from({ length: 60 }, () => 'clickup_task_get') },
      },
      ...accept('gzip'),
    });
    const text = await made.text();
    expect(text).toContain('/mcp/k/cul_');
    expect(made.headers.get('content-encoding')).toBeNull();
    const browser = await server.signIn(USERS.priya);
    const cookie = [...browser.cookies.get(new URL(origin).host)!]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const page = await server.send('/console', { headers: { cookie, 'accept-encoding': 'gzip' } });
    const html = await page.text();
    expect(html).toContain('form_token');
    expect(html.length).toBeGreaterThan(1_000);
    expect(page.headers.get('content-encoding')).toBeNull();
  });
});
