import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snippetsFor } from '../../src/hosted/console/snippets.js';
import { LISTS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { Browser, type HostedServer, listeningHosted, manager } from '../support/hosted.js';

const guide = readFileSync(new URL('../../docs/guides/hosted-clients.md', import.meta.url), 'utf8');
const example = 'https://clickup.example.com';

/** Blocks of a language below a heading. */
const blocksOf = (heading: string, language: string): string[] => {
  const [, section = ''] = new RegExp(`^## ${heading}\\n(.*?)(?=^## |(?![^]))`, 'ms').exec(guide) ?? [];
  return [...section.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text]) => text!);
};

interface RemoteServer {
  url?: string;
  headers?: Record<string, string>;
  command?: string;
  args?: string[];
  env?: Record<string, string>;
}

const serverIn = (text: string) => (JSON.parse(text) as { mcpServers: { clickup: RemoteServer } }).mcpServers.clickup;

/** What mcp-remote makes of its arguments: an address, and headers in which `${NAME}` stands for the environment. */
function bridged({ command, args = [], env = {} }: RemoteServer): RemoteServer {
  expect([command, ...args.slice(0, 2)]).toEqual(['npx', '-y', 'mcp-remote']);
  const [url = '', flag, header = ''] = args.slice(2);
  expect(flag).toBe('--header');
  // Arguments are split at spaces where Windows starts it.
  expect(args.some((arg) => arg.includes(' '))).toBe(false);
  const [name = '', value = ''] = header.split(/:(.*)/s);
  return { url, headers: { [name]: value.replace(/\$\{(\w+)\}/g, (_, variable: string) => env[variable]!) } };
}

describe('the guide to clients of the hosted server', () => {
  let url: string;
  let key: string;
  let api: string;
  const ends: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const listening = await listeningHosted();
    url = listening.url;
    ends.push(() => listening.close());
    const server = {
      deps: listening.deps,
      async signIn(user: string, workspaces: readonly string[]) {
        const browser = new Browser((request) => fetch(request));
        await browser.open(`${url}/oauth/clickup/authorize?return_to=/livez`);
        return browser.submit({ user, workspace: workspaces });
      },
      send: (path: string, { bearer, json }: { bearer: string; json: unknown }) =>
        fetch(`${url}${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
          body: JSON.stringify(json),
        }),
    } as unknown as HostedServer;
    const lena = await manager(server, USERS.lena, WORKSPACE_ID);
    api = lena.api;
    key = await lena.key({ methods: ['read', 'write'] });
  });

  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  const toolsBy = async ({ url: address = '', headers = {} }: RemoteServer): Promise<string[]> => {
    const own = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('cuk_...', key)]),
    );
    const client = new Client({ name: 'test', version: '1' });
    const at = new URL(address.replace(example, url));
    await client.connect(new StreamableHTTPClientTransport(at, { requestInit: { headers: own } }) as never);
    const { tools } = await client.listTools();
    await client.close();
    return tools.map(({ name }) => name);
  };

  it.each([
    ['Claude', 'https://claude.ai/api/mcp/auth_callback'],
    ['ChatGPT', 'https://chatgpt.com/connector_platform_oauth_redirect'],
  ])('%s, on the web: finds where to sign in by the address alone, and may register', async (name, callback) => {
    const [address = ''] = blocksOf('Claude', 'text');
    expect(guide).toContain(`## ${name}\n`);
    const at = address.trim().replace(example, url);
    const refused = await fetch(at, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect(refused.status).toBe(401);
    const [, metadata = ''] = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '') ?? [];
    const { resource, authorization_servers: servers } = (await (await fetch(metadata)).json()) as {
      resource: string;
      authorization_servers: string[];
    };
    expect(resource).toBe(at);
    const about = await fetch(`${servers[0]}/.well-known/oauth-authorization-server`);
    const { registration_endpoint } = (await about.json()) as { registration_endpoint: string };
    const registered = await fetch(registration_endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_name: name, redirect_uris: [callback], token_endpoint_auth_method: 'none' }),
    });
    expect(registered.status).toBe(201);
  });

  it('Claude Desktop by a bridge, Claude Code, and LM Studio reach the tools as their forms say', async () => {
    const bridge = serverIn(blocksOf('Claude', 'json')[0]!);
    const studio = serverIn(blocksOf('LM Studio', 'json')[0]!);
    for (const form of [bridged(bridge), studio]) expect(await toolsBy(form)).toContain('clickup_task_create');
    const [line = ''] = blocksOf('Claude', 'sh');
    expect(line.trim()).toBe(snippetsFor(`${example}/mcp`).find(({ client }) => client === 'Claude Code')!.text);
    // The console shows the same forms.
    const shown = (client: string) =>
      serverIn(snippetsFor(`${example}/mcp`, 'cuk_...').find((each) => each.client === client)!.text);
    expect(shown('Claude Desktop')).toEqual(bridge);
    expect(shown('LM Studio')).toEqual(studio);
  });

  it('links are made, used, narrowed, looked at, renewed and ended by its commands', async () => {
    const env: Record<string, string> = { HOSTED: url, TOKEN: api };
    const run = async (command: string) => {
      const { stdout } = await promisify(execFile)('bash', ['-ec', command], {
        env: { PATH: process.env.PATH ?? '', ...env },
      });
      return stdout.trim();
    };
    const [accounts, create, list, narrow, look, rotate, end, ...others] = blocksOf('Links by API', 'sh');
    expect(others).toEqual([]);
    const seen = JSON.parse(await run(accounts!)) as { accounts: { id: string; state: string }[] };
    expect(seen.accounts.map(({ state }) => state)).toEqual(['ok']);
    env.ACCOUNT = seen.accounts[0]!.id;
    const made = JSON.parse(await run(create!)) as { id: string; url: string; config: object };
    expect(made.config).toMatchObject({ methods: ['read', 'update'], tags: ['tasks', 'comments'] });
    [env.LINK, env.ID] = [made.url, made.id];
    const names = async () => {
      const { result } = JSON.parse(await run(list!)) as { result?: { tools: { name: string }[] } };
      return result?.tools.map(({ name }) => name);
    };
    expect(await names()).toContain('clickup_task_update');
    expect(JSON.parse(await run(narrow!))).toMatchObject({ config: { methods: ['read'] } });
    expect(await names()).not.toContain('clickup_task_update');
    expect(JSON.parse(await run(look!))).toMatchObject({ id: made.id, usage: { calls: expect.any(Number) } });
    const renewed = JSON.parse(await run(rotate!)) as { url: string };
    expect(await names()).toBeUndefined();
    env.LINK = renewed.url;
    expect(await names()).toContain('clickup_task_get');
    expect(await run(end!)).toBe('204');
    expect(await names()).toBeUndefined();
  });

  it('each row of what to make a link with gives what it says', async () => {
    const [, table = ''] = /^\| To give an agent.*?\n\| ---.*?\n(.*?)\n\n/ms.exec(guide) ?? [];
    const rows = table.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
    const said = new Map(rows.map(([, what = '', how = '']) => [what, /`([^`]+)`/.exec(how)?.[1] ?? '']));
    const { accounts } = (await (
      await fetch(`${url}/integrated-account`, { headers: { authorization: `Bearer ${api}` } })
    ).json()) as { accounts: { id: string }[] };
    const make = async (body: object) => {
      const response = await fetch(`${url}/integrated-account/${accounts[0]!.id}/mcp`, {
        method: 'POST',
        headers: { authorization: `Bearer ${api}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'an agent', ...body }),
      });
      expect(response.status).toBe(201);
      return ((await response.json()) as { url: string }).url;
    };
    const listedBy = async (config: string, extra: object = {}) =>
      toolsBy({ url: await make({ config: JSON.parse(`{${config}}`) as object, ...extra }) });
    expect(await listedBy(said.get('reading, and nothing else')!)).toEqual(await listedBy(''));
    const docs = await listedBy(said.get('Docs, and no tasks')!);
    expect(docs.every((name) => name.startsWith('clickup_doc_'))).toBe(true);
    const three = await listedBy(said.get('three tools')!);
    expect(three.sort()).toEqual(['clickup_comment_create', 'clickup_task_get', 'clickup_task_list']);
    const guarded = await make(JSON.parse(`{${said.get('nothing that its address alone could open')!}}`) as object);
    await expect(toolsBy({ url: guarded })).rejects.toThrow();
    expect((await toolsBy({ url: guarded, headers: { Authorization: 'Bearer cuk_...' } })).length).toBeGreaterThan(5);
    const bounded = await make({ config: JSON.parse(`{${said.get('one List')!}}`) as object });
    const ask = async (input: object) => {
      const body = {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'clickup_task_list', arguments: input },
      };
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      return (await fetch(bounded, { method: 'POST', headers, body: JSON.stringify(body) })).text();
    };
    expect(await ask({})).toContain('"isError":false');
    expect(await ask({ list_id: LISTS.sprint24 })).toContain('POLICY_DENIED');
    const week = new Date(Date.now() + 7 * 86_400_000).toISOString();
    expect((await listedBy('', JSON.parse(`{${said.get('a week')!}:"${week}"}`) as object)).length).toBeGreaterThan(5);
  });
});
