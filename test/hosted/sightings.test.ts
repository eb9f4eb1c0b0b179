import { describe, expect, it } from 'vitest';
import { USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { hostedServer, manager, origin, settings } from '../support/hosted.js';

const behindProxy = { ...settings, trustedProxies: 1, countryHeader: 'CF-IPCountry' };
const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

describe('a link that is used from elsewhere', () => {
  it('is noticed in audit and console: a new country, a new client, and each once', async () => {
    const server = await hostedServer({ settings: behindProxy });
    const { create } = await manager(server, USERS.lena);
    const { body } = await create({ name: 'Triage agent' });
    const use = async (country: string, agent: string) => {
      const headers = { 'cf-ipcountry': country, 'user-agent': agent };
      expect((await server.send(new URL(body.url).pathname, { json: list, headers })).status).toBe(200);
    };
    const notices = async () =>
      (await server.deps.audit.list(WORKSPACE_ID, 20))
        .filter(({ event }) => event.startsWith('new_'))
        .map(({ event, data }) => `${event} ${String(data.country ?? data.client)}`);
    await use('DE', 'claude-desktop/1.2 (mac)');
    await use('de', 'claude-desktop/1.3');
    await use('BR', 'claude-desktop/1.3');
    await expect.poll(notices).toEqual(['new_country BR']);
    await use('BR', 'curl/8.5');
    await use('BR', 'curl/8.6');
    await use('<script>', 'curl/8.6');
    await expect.poll(notices).toEqual(['new_client curl', 'new_country BR']);
    const browser = await server.signIn(USERS.lena);
    await browser.open(`${origin}/console/${WORKSPACE_ID}/ways`);
    expect(browser.text).toContain('Triage agent is used from a new country, <code>BR</code>');
    expect(browser.text).toContain(`/ways/${body.id}">revoke it`);
    const stranger = await server.signIn(USERS.priya);
    await stranger.open(`${origin}/console/${WORKSPACE_ID}/ways`);
    expect(stranger.text).not.toContain('new country');
  });

  it('is believed no country that no trusted proxy says', async () => {
    const server = await hostedServer({ settings: { ...settings, countryHeader: 'CF-IPCountry' } });
    const { create } = await manager(server, USERS.lena);
    const { pathname } = new URL((await create({})).body.url);
    for (const country of ['DE', 'BR'])
      await server.send(pathname, { json: list, headers: { 'cf-ipcountry': country } });
    const rows = await server.deps.store.as('server', (tx) => tx.find('sightings', {}));
    expect(rows).toEqual([]);
  });
});

describe('pages of other sites', () => {
  const site = 'https://app.example.com';
  const from = { origin: site };

  it('may call /mcp and /api where their origin is allowed, and nothing else', async () => {
    const server = await hostedServer({ settings: { ...settings, allowedOrigins: [site] } });
    const bearer = await (await manager(server, USERS.lena)).key();
    const asked = await server.send('/mcp', {
      method: 'OPTIONS',
      headers: { ...from, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, site]);
    const called = await server.send('/mcp', { json: list, bearer, headers: from });
    expect([called.status, called.headers.get('access-control-allow-origin')]).toEqual([200, site]);
    expect(called.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await server.send('/console', { headers: from })).status).toBe(403);
    const other = await server.send('/mcp', { json: list, bearer, headers: { origin: 'https://evil.example' } });
    expect(other.status).toBe(403);
  });

  it('are refused where none is', async () => {
    const server = await hostedServer();
    expect((await server.send('/mcp', { json: list, headers: from })).status).toBe(403);
  });
});
