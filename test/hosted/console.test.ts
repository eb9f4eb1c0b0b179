import { describe, expect, it } from 'vitest';
import { USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type Browser, hostedServer, origin, SECOND } from '../support/hosted.js';

const ask = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

/** The first account of who is signed in. */
async function openAccount(browser: Browser): Promise<string> {
  await browser.open(`${origin}/console`);
  const [, path = ''] = /href="(\/console\/accounts\/[^"]+)"/.exec(browser.text) ?? [];
  await browser.open(`${origin}${path}`);
  return path;
}

const secretIn = ({ text }: Browser): string => /class="secret"[^>]*>([^<]+)</.exec(text)?.[1] ?? '';

describe('the console', () => {
  it('asks who is not signed in to do so, and shows nothing else', async () => {
    const { browser } = await hostedServer();
    const anyone = browser();
    await anyone.open(`${origin}/`);
    expect(anyone.text).toContain('Sign in with ClickUp');
    await anyone.open(`${origin}/console/accounts/x`);
    expect(anyone.status).toBe(404);
  });

  it('makes a link once links are on, shows what it will list, and ends it', async () => {
    const server = await hostedServer();
    const browser = await server.signIn(USERS.lena);
    const path = await openAccount(browser);
    expect(browser.text).not.toContain('value="link"');
    await browser.submit({}, `${path}/links`);
    expect(browser.text).toContain('value="link"');
    const form = { name: 'Triage', kind: 'link', methods: ['read'], tags: ['goals'], days: '7' };
    await browser.submit({ ...form, do: 'preview' }, `${path}/new`);
    expect(browser.text).toContain('It will list 2 tools');
    expect(browser.text).toContain('clickup_goal_list');
    await browser.submit({ ...form, do: 'make' }, `${path}/new`);
    const url = secretIn(browser);
    const listed = await server.send(new URL(url).pathname, { json: ask });
    expect(((await listed.json()) as { result: { tools: object[] } }).result.tools).toHaveLength(2);
    await browser.open(`${origin}${path}`);
    expect(browser.text).toContain(`&hellip;${url.slice(-4)}`);
    expect(browser.text).not.toContain(url);
    await browser.submit({}, `${path}/revoke`);
    expect((await server.send(new URL(url).pathname, { json: ask })).status).toBe(401);
    expect(browser.text).toContain('link_revoked');
  });

  it('ends all links with the switch, and keys not', async () => {
    const server = await hostedServer();
    const browser = await server.signIn(USERS.lena);
    const path = await openAccount(browser);
    await browser.submit({}, `${path}/links`);
    const make = async (kind: string) => {
      await browser.open(`${origin}${path}`);
      await browser.submit({ name: 'x', kind, methods: ['read'], days: '7', do: 'make' }, `${path}/new`);
      return secretIn(browser);
    };
    const [link, key] = [new URL(await make('link')).pathname, await make('key')];
    await browser.open(`${origin}${path}`);
    await browser.submit({}, `${path}/links`);
    expect((await server.send(link, { json: ask })).status).toBe(401);
    expect((await server.send('/mcp', { json: ask, bearer: key })).status).toBe(200);
    await browser.submit({}, `${path}/disconnect`);
    expect((await server.send('/mcp', { json: ask, bearer: key })).status).toBe(401);
    expect(browser.text).not.toContain('Harbour Bikes');
  });

  it('shows a form again with what is wrong in it', async () => {
    const server = await hostedServer();
    const browser = await server.signIn(USERS.lena);
    const path = await openAccount(browser);
    await browser.submit({ name: '<b>x</b>', kind: 'key', methods: ['read'], days: '4000', do: 'make' }, `${path}/new`);
    expect(browser.text).toContain('expires_at is not at most 365 days from now');
    expect(browser.text).toContain('value="&lt;b&gt;x&lt;/b&gt;"');
  });

  it('refuses forms that it did not make for the browser, and accounts of others', async () => {
    const server = await hostedServer();
    const [lena, samuel] = [await server.signIn(USERS.lena), await server.signIn(USERS.samuel, [SECOND])];
    const path = await openAccount(lena);
    await samuel.open(`${origin}${path}`);
    expect(samuel.status).toBe(404);
    const forged = new URLSearchParams({ allow: 'yes', form_token: server.deps.keys.hash('form', 'another browser') });
    await lena.open(`${origin}${path}/links`, { method: 'POST', body: forged });
    expect(lena.status).toBe(403);
    const foreign = await server.send(`${path}/links`, { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
  });

  it('lets admins alone decide about links and see what was done', async () => {
    const server = await hostedServer();
    const browser = await server.signIn(USERS.priya);
    const path = await openAccount(browser);
    expect(browser.text).not.toContain('What was done');
    const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(browser.text) ?? [];
    await browser.open(`${origin}${path}/links`, {
      method: 'POST',
      body: new URLSearchParams({ allow: 'yes', form_token: token }),
    });
    expect(browser.status).toBe(403);
    await browser.open(`${origin}${path}/audit.jsonl`);
    expect(browser.status).toBe(403);
    const admin = await server.signIn(USERS.lena);
    await admin.open(`${origin}${await openAccount(admin)}/audit.jsonl`);
    const entries = admin.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { tenant_id: string; event: string });
    expect(entries.every(({ tenant_id }) => tenant_id === WORKSPACE_ID)).toBe(true);
    expect(entries.map(({ event }) => event)).toContain('sign_in');
  });

  it('signs out', async () => {
    const server = await hostedServer();
    const browser = await server.signIn(USERS.lena);
    await browser.open(`${origin}/console`);
    await browser.submit({}, '/sign-out');
    expect(browser.text).toContain('Sign in with ClickUp');
  });
});
