import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type MeasuredTool, measureTokens } from '../../codegen/tokens.js';
import { toolTokens } from '../../generated/tool-tokens.js';
import { LISTS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type Browser, type HostedServer, hostedServer, origin, SECOND, settings } from '../support/hosted.js';

const at = (path: string, team: string = WORKSPACE_ID) => `${origin}/console/${team}/${path}`;

/** Lena, an admin, in her own browser; links are switched on. */
async function lena(options: Parameters<typeof hostedServer>[0] = {}) {
  const server = await hostedServer(options);
  const browser = await server.signIn(USERS.lena);
  await browser.open(at('settings'));
  await browser.submit({ allow_links: 'yes' }, '/settings');
  return { server, browser };
}

const key = { kind: 'key', name: 'Triage agent', methods: 'read', days: '7' };

async function make(browser: Browser, fields: Record<string, string | string[]> = key) {
  await browser.open(at('ways/new'));
  return browser.submit(fields, '/ways"');
}

const secretIn = (text: string) => /id="secret">([^<]+)</.exec(text)?.[1] ?? '';

const listed = async (server: HostedServer, path: string, bearer?: string) => {
  const json = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const response = await server.send(path, { json, ...(bearer && { bearer }) });
  const { result } = (await response.json()) as { result?: { tools: { name: string }[] } };
  return result?.tools.map(({ name }) => name);
};

/** An app that registered, and that the person of a browser let in. */
async function letIn(server: HostedServer, browser: Browser) {
  const redirect_uri = 'http://127.0.0.1:9999/callback';
  const code_verifier = 'a'.repeat(50);
  const metadata = { client_name: 'An agent', redirect_uris: [redirect_uri] };
  const registered = await server.send('/oauth/register', { json: metadata });
  const { client_id } = (await registered.json()) as { client_id: string };
  const code_challenge = createHash('sha256').update(code_verifier).digest('base64url');
  const asked = { response_type: 'code', client_id, redirect_uri, code_challenge, code_challenge_method: 'S256' };
  await browser.open(`${origin}/oauth/authorize?${new URLSearchParams({ ...asked, scope: 'clickup:read' })}`);
  const [, grant = ''] = /name="grant" value="([^"]+)"/.exec(browser.text) ?? [];
  await browser.submit({ decision: 'allow', scope: 'clickup:read', grant });
  const code = new URL(browser.url).searchParams.get('code') ?? '';
  const body = { grant_type: 'authorization_code', code, client_id, redirect_uri, code_verifier };
  const answer = await server.send('/oauth/token', { method: 'POST', body: new URLSearchParams(body) });
  return { body, token: (await answer.json()) as { access_token: string; refresh_token: string } };
}

describe('the console', () => {
  it('asks who is not signed in to sign in, and comes back to the page', async () => {
    const server = await hostedServer();
    const browser = server.browser();
    await browser.open(at('usage'));
    expect(browser.status).toBe(401);
    const [, link = ''] = /href="(\/oauth\/clickup\/authorize[^"]*)"/.exec(browser.text) ?? [];
    await browser.open(`${origin}${link}`);
    await browser.submit({ user: USERS.lena, workspace: WORKSPACE_ID });
    expect(browser.url).toBe(at('usage'));
    expect(browser.text).toContain('Writes by day');
  });

  it('lets no script, style or frame of others in, and answers the root', async () => {
    const { browser } = await lena();
    await browser.open(`${origin}/`);
    expect(browser.url).toBe(`${origin}/console`);
    await browser.open(at('ways/new'));
    const policy = browser.headers.get('content-security-policy') ?? '';
    const [, nonce = ''] = /script-src 'nonce-([^']+)'/.exec(policy) ?? [];
    expect(browser.text).toContain(`<script nonce="${nonce}">`);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(policy).toContain("frame-ancestors 'none'");
    await browser.open(at('ways/new'));
    expect(browser.text).not.toContain(nonce);
    expect(browser.text).not.toMatch(/ style=| on\w+=/);
  });

  it('shows what a link will list, to the tool and token, and the link lists just that', async () => {
    const { server, browser } = await lena();
    const wanted = { kind: 'link', name: 'Docs', methods: ['read', 'create'], tags: ['docs', 'goals'], days: '3' };
    await browser.open(at('ways/new'));
    const [, form = ''] = /data-preview="([^"]+)"/.exec(browser.text) ?? [];
    const hidden = /name="form_token" value="([^"]+)"/.exec(browser.text)?.[1] ?? '';
    const body = new URLSearchParams({ form_token: hidden });
    for (const [name, value] of Object.entries(wanted)) for (const each of [value].flat()) body.append(name, each);
    await browser.open(`${origin}${form}`, { method: 'POST', body });
    const [, count, tokens] = /(\d+) tools.*?about ([\d,]+) tokens/s.exec(browser.text) ?? [];
    expect(browser.text).toContain('value="Docs"');
    await make(browser, wanted);
    expect(browser.status).toBe(201);
    const names = (await listed(server, new URL(secretIn(browser.text)).pathname))!;
    expect(names).toContain('clickup_doc_create');
    expect(names).toHaveLength(Number(count));
    expect(Number(tokens!.replace(',', ''))).toBe(names.reduce((sum, name) => sum + toolTokens[name]!, 0));
  });

  it('counts what bounds hide out of the tokens of a link', async () => {
    const { server, browser } = await lena();
    const wanted = { kind: 'link', name: 'Bugs', methods: ['read', 'write'], tags: ['tasks'], days: '3' };
    const tokensIn = (text: string) => Number(/about ([\d,]+) tokens/.exec(text)?.[1]?.replace(',', ''));
    const shown: number[] = [];
    for (const lists of ['', LISTS.bugs]) {
      await make(browser, { ...wanted, lists });
      const path = new URL(secretIn(browser.text)).pathname;
      const { tools } = await (async () => {
        const json = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
        return ((await (await server.send(path, { json })).json()) as { result: { tools: MeasuredTool[] } }).result;
      })();
      const { model } = measureTokens(tools);
      await browser.open(at('ways'));
      const ids = [...browser.text.matchAll(/\/ways\/([\w-]{36})"/g)].map(([, id]) => id!);
      await browser.open(at(`ways/${ids.at(-1)}`));
      shown.push(tokensIn(browser.text));
      // Its brackets and commas come on top.
      expect(Math.abs(shown.at(-1)! / model - 1)).toBeLessThan(0.03);
    }
    expect(shown[1]!).toBeLessThan(shown[0]!);
  });

  it('makes links that want a key, an app or a certificate besides, and keeps that when they are narrowed', async () => {
    const proxied = { certificateHeader: 'x-client-cert', trustedProxies: 1 };
    const { server, browser } = await lena({ settings: { ...settings, ...proxied } });
    await make(browser);
    const bearer = secretIn(browser.text);
    const { token } = await letIn(server, browser);
    const app = token.access_token;
    const link = { kind: 'link', name: 'With more', methods: 'read', days: '7' };
    const opens = async (path: string, shown: { bearer?: string; certificate?: string }) => {
      const json = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
      const headers = shown.certificate ? { 'x-client-cert': shown.certificate } : {};
      return (await server.send(path, { json, headers, ...(shown.bearer && { bearer: shown.bearer }) })).status === 200;
    };
    const ways = { nothing: {}, key: { bearer }, app: { bearer: app }, certificate: { certificate: 'AB:CD:EF:01:23' } };
    const opened: Record<string, string[]> = {};
    for (const second of ['none', 'api_key', 'oauth', 'mtls_header']) {
      await make(browser, { ...link, name: second, second, certificate: 'ab:cd:ef:01:23' });
      expect(browser.status, second).toBe(201);
      const { pathname } = new URL(secretIn(browser.text));
      opened[second] = [];
      for (const [name, shown] of Object.entries(ways)) if (await opens(pathname, shown)) opened[second]!.push(name);
      await browser.open(at('ways'));
      const [, id = ''] = new RegExp(`/ways/([\\w-]{36})">${second}<`).exec(browser.text) ?? [];
      await browser.open(at(`ways/${id}/narrow`));
      expect(browser.text).toMatch(new RegExp(`name="second" value="${second}" checked`));
      const certificate = /name="certificate" value="([^"]*)"/.exec(browser.text)?.[1] ?? '';
      await browser.submit({ name: `${second} narrowed`, methods: 'get', second, certificate }, '/narrow');
      expect([browser.status, browser.url.endsWith(id)], browser.text.slice(0, 3_000)).toEqual([200, true]);
    }
    expect(opened).toEqual({
      none: ['nothing', 'key', 'app', 'certificate'],
      api_key: ['key'],
      oauth: ['app'],
      mtls_header: ['certificate'],
    });
    await make(browser, { ...link, second: 'mtls_header', certificate: '' });
    expect([browser.status, /role="alert"/.test(browser.text)]).toEqual([400, true]);
    const without = await lena();
    await without.browser.open(at('ways/new'));
    expect(without.browser.text).toContain('value="mtls_header" disabled');
  });

  it('makes keys for some addresses, and keeps these when they are narrowed', async () => {
    const { browser } = await lena();
    await make(browser, {
      kind: 'key',
      name: 'Office',
      methods: ['read', 'write'],
      ips: '203.0.113.0/24\n2001:db8::1',
      days: '7',
    });
    expect(browser.status).toBe(201);
    await browser.open(at('ways'));
    expect(browser.text).toContain('from 203.0.113.0/24, 2001:db8::1');
    const [, id = ''] = /ways\/([\w-]{36})">Office</.exec(browser.text) ?? [];
    await browser.open(at(`ways/${id}/narrow`));
    const [, ips = ''] = /name="ips"[^>]*>([^<]*)</.exec(browser.text) ?? [];
    expect(ips).toBe('203.0.113.0/24\n2001:db8::1');
    await browser.submit({ name: 'Office', methods: 'read', ips: '203.0.113.0/24' }, '/narrow');
    expect(browser.text).toContain('from 203.0.113.0/24');
    await browser.open(at(`ways/${id}/narrow`));
    await browser.submit({ name: 'Office', methods: 'read', ips: '' }, '/narrow');
    expect([browser.status, browser.text]).toEqual([400, expect.stringContaining('more addresses')]);
  });

  it('shows a key once, with what clients need; rotates it, and revokes it', async () => {
    const { server, browser } = await lena();
    await make(browser);
    const first = secretIn(browser.text);
    expect(first).toMatch(/^cuk_/);
    for (const client of ['Claude Code', 'Claude Desktop', 'Cursor', 'VS Code', 'Codex'])
      expect(browser.text).toContain(`<summary>${client}</summary>`);
    expect(await listed(server, '/mcp', first)).not.toContain('clickup_task_create');
    await browser.open(at('ways'));
    expect(browser.text).not.toContain(first);
    const [, id = ''] = /\/ways\/([\w-]{36})"/.exec(browser.text) ?? [];
    await browser.open(at(`ways/${id}`));
    await browser.submit({}, '/rotate');
    const second = secretIn(browser.text);
    expect(await listed(server, '/mcp', first)).toBeUndefined();
    expect(await listed(server, '/mcp', second)).toContain('clickup_task_get');
    await browser.open(at(`ways/${id}`));
    await browser.submit({}, '/revoke');
    expect(browser.text).not.toContain('Triage agent');
    expect(await listed(server, '/mcp', second)).toBeUndefined();
    const events = (await server.deps.audit.list(WORKSPACE_ID, 10)).map(({ event }) => event);
    expect(events.slice(0, 3)).toEqual(['key_revoked', 'key_rotated', 'key_created']);
  });

  it('keeps the form where something is refused, and says what', async () => {
    const { browser } = await lena();
    await make(browser, { ...key, tools: 'task_gett', name: '<b>Agent</b>' });
    expect(browser.status).toBe(400);
    expect(browser.text).toContain('Did you mean clickup_task_get?');
    expect(browser.text).toContain('value="&lt;b&gt;Agent&lt;/b&gt;"');
    await make(browser, { ...key, days: '900' });
    expect(browser.text).toContain('Days is not a whole number from 1 to 365');
    await make(browser, { ...key, methods: [] });
    expect(browser.text).toContain('at least one of read');
    const body = new URLSearchParams({ name: 'x'.repeat(70_000) });
    await browser.open(at('ways'), { method: 'POST', body });
    expect(browser.status).toBe(413);
  });

  it('makes a key narrower, and never wider', async () => {
    const { server, browser } = await lena();
    await make(browser, { ...key, methods: ['read', 'write'] });
    const secret = secretIn(browser.text);
    await browser.open(at('ways'));
    const [, id = ''] = /\/ways\/([\w-]{36})"/.exec(browser.text) ?? [];
    await browser.open(at(`ways/${id}/narrow`));
    await browser.submit({ name: 'Reader', methods: 'read' }, '/narrow');
    expect(browser.url).toBe(at(`ways/${id}`));
    expect(await listed(server, '/mcp', secret)).not.toContain('clickup_task_create');
    await browser.open(at(`ways/${id}/narrow`));
    await browser.submit({ name: 'Reader', methods: ['read', 'delete'] }, '/narrow');
    expect(browser.status).toBe(400);
    expect(browser.text).toContain('can only be narrowed');
  });

  it('refuses a form of another browser, one without a token, and what is no form', async () => {
    const { server, browser } = await lena();
    const stranger = await server.signIn(USERS.tomas);
    await stranger.open(at('ways/new'));
    const foreign = /name="form_token" value="([^"]+)"/.exec(stranger.text)?.[1] ?? '';
    for (const form_token of [foreign, '', undefined]) {
      const body = new URLSearchParams({ ...key, ...(form_token !== undefined && { form_token }) });
      await browser.open(at('ways'), { method: 'POST', body });
      expect(browser.status).toBe(403);
    }
    await browser.open(at('ways'), { method: 'POST', body: '{"a":' });
    expect(browser.status).toBe(403);
    await browser.open(at('ways'));
    expect(browser.text).not.toContain('Triage agent');
  });

  it('keeps people out of Workspaces, links and settings that are not theirs', async () => {
    const { server, browser } = await lena();
    await make(browser);
    await browser.open(at('ways'));
    const [, id = ''] = /\/ways\/([\w-]{36})"/.exec(browser.text) ?? [];
    const samuel = await server.signIn(USERS.samuel, [SECOND]);
    for (const path of ['ways', 'audit', 'usage', 'settings', `ways/${id}`]) {
      await samuel.open(at(path));
      expect(samuel.status).toBe(404);
      expect(samuel.text).not.toContain('Triage agent');
    }
    await samuel.open(at(`ways/${id}`, SECOND));
    expect(samuel.status).toBe(404);
    const priya = await server.signIn(USERS.priya, [SECOND]);
    await priya.open(at('settings', SECOND));
    expect(priya.text).toContain('<fieldset disabled>');
    await priya.submit({ open_links: 'yes' }, '/settings');
    expect(priya.status).toBe(403);
    await priya.open(`${origin}/console/operators`);
    expect(priya.status).toBe(403);
  });

  it('finds entries of the audit, and exports all that fit', async () => {
    const { server, browser } = await lena();
    for (let at = 0; at < 60; at++)
      await server.deps.audit.record(WORKSPACE_ID, 'call_ended', {
        tool: at % 2 ? 'clickup_task_create' : 'clickup_task_update',
        actor: USERS.lena,
        outcome: at % 3 ? 'ok' : 'TASK_NOT_FOUND',
        access: 'a',
        request: 'r',
        duration: 1,
      });
    await browser.open(at('audit'));
    expect([...browser.text.matchAll(/call ended<\/th>/g)]).toHaveLength(50);
    const [, older = ''] = /href="([^"]+before=\d+)"/.exec(browser.text) ?? [];
    await browser.open(`${origin}${older.replaceAll('&amp;', '&')}`);
    expect([...browser.text.matchAll(/call ended<\/th>/g)]).toHaveLength(10);
    await browser.open(at('audit.jsonl?event=call_ended&text=task_create'));
    const lines = browser.text.trim().split('\n');
    expect(lines).toHaveLength(30);
    expect(JSON.parse(lines[0]!)).toMatchObject({ event: 'call_ended', data: { tool: 'clickup_task_create' } });
    await browser.open(at('audit?event=call_ended&from=2100-01-01'));
    expect(browser.text).toContain('Nothing fits.');
    await browser.open(at('usage'));
    expect(browser.text).toContain('Writes by day: 60 in 14 days, 20 failed');
  });

  it('names in the audit the link, key or app that was used, and its id once it is purged', async () => {
    const { server, browser } = await lena();
    await make(browser);
    const [own] = await server.deps.store.as({ tenant: WORKSPACE_ID }, (tx) => tx.find('accesses', {}));
    const ended = { tool: 'clickup_task_get', actor: USERS.lena, outcome: 'ok', request: 'r', duration: 1 };
    for (const access of [own!.id, 'purged'])
      await server.deps.audit.record(WORKSPACE_ID, 'call_ended', { ...ended, access });
    await browser.open(at('audit?event=call_ended'));
    expect([...browser.text.matchAll(/access<\/span> <code>([^<]+)/g)].map(([, name]) => name)).toEqual([
      'purged',
      key.name,
    ]);
  });

  it('ends all links with the switch, and keys not', async () => {
    const { server, browser } = await lena();
    await make(browser, { ...key, kind: 'link' });
    const link = new URL(secretIn(browser.text)).pathname;
    await make(browser);
    const secret = secretIn(browser.text);
    expect(await listed(server, link)).toContain('clickup_task_get');
    await browser.open(at('settings'));
    await browser.submit({}, '/settings');
    expect(await listed(server, link)).toBeUndefined();
    expect(await listed(server, '/mcp', secret)).toContain('clickup_task_get');
    await make(browser, { ...key, kind: 'link' });
    expect(browser.text).toContain('Links are switched off in the Workspace');
  });

  it('shows members what they did themselves, and admins everything', async () => {
    const { server, browser } = await lena();
    await make(browser);
    const priya = await server.signIn(USERS.priya);
    await priya.open(at('audit.jsonl'));
    const events = priya.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    expect(events.map(({ event }) => event)).toEqual(['sign_in']);
    await browser.open(at('audit.jsonl'));
    expect(browser.text).toContain('key_created');
    await priya.open(at('ways'));
    expect(priya.text).not.toContain('Triage agent');
  });

  it('shows who was let in as an app, and takes it back with its tokens', async () => {
    const { server, browser } = await lena();
    const { body, token } = await letIn(server, browser);
    await browser.open(at('clients'));
    expect(browser.text).toContain('An agent');
    expect(await listed(server, '/mcp', token.access_token)).toContain('clickup_task_get');
    await browser.submit({}, '/clients/revoke');
    expect(browser.text).not.toContain('An agent');
    expect(await listed(server, '/mcp', token.access_token)).toBeUndefined();
    const again = new URLSearchParams({ ...body, grant_type: 'refresh_token', refresh_token: token.refresh_token });
    expect((await server.send('/oauth/token', { method: 'POST', body: again })).status).toBe(400);
  });

  it('ends other browsers of a person, and disconnects a Workspace with all ways in', async () => {
    const { server, browser } = await lena();
    const other = await server.signIn(USERS.lena);
    await make(browser);
    const secret = secretIn(browser.text);
    await browser.open(`${origin}/console`);
    const [, session = ''] = /name="session" value="([^"]+)"/.exec(browser.text) ?? [];
    await browser.submit({ session }, '/sessions/end');
    await other.open(`${origin}/console`);
    expect(other.text).toContain('Sign in with ClickUp');
    await browser.open(`${origin}/console`);
    await browser.submit({}, '/disconnect');
    expect(browser.text).toContain('None is connected');
    expect(await listed(server, '/mcp', secret)).toBeUndefined();
  });

  it('shows operators tenants, keys and jobs, and no secret', async () => {
    const { server, browser } = await lena({ settings: { ...settings, operators: [USERS.lena] } });
    await server.signIn(USERS.samuel, [SECOND]);
    await browser.open(`${origin}/console/operators`);
    expect(browser.text).toContain('Second Workspace');
    expect(browser.text).toMatch(/<code>k1<\/code><\/th><td class="number">3<\/td>/);
    expect(browser.text).not.toContain(settings.encryptionKeys.slice(3));
  });
});
