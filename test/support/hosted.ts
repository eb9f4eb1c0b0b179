import { SECOND, twoWorkspaces } from '../../docs/examples/hosted-demo/workspaces.js';
import { createApiToken } from '../../src/hosted/access/accesses.js';
import { createHosted, type HostedOptions } from '../../src/hosted/create-hosted.js';
import { listen } from '../../src/hosted/http/listen.js';
import type { LogMetadata } from '../../src/hosted/log/log.js';
import type { HostedSettings } from '../../src/hosted/settings/hosted-settings.js';
import { findOne } from '../../src/hosted/store/store.js';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { createSandbox, manualClock, OAUTH_APP, type SandboxOptions, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { freePort } from './free-port.js';

export const origin = 'http://127.0.0.1:3000';

export { SECOND };

/** A key ring that is random enough to be taken, and the same in every run. */
export const encryptionKeys = `k1:${Buffer.from(Array.from({ length: 32 }, (_, at) => (at * at * 7 + at * 31 + 5) % 256)).toString('base64')}`;

export const settings: HostedSettings = {
  port: 0,
  host: '127.0.0.1',
  publicUrl: origin,
  clientId: OAUTH_APP.clientId,
  clientSecret: OAUTH_APP.clientSecret,
  redirectUri: `${origin}/oauth/clickup/callback`,
  authUrl: 'https://app.clickup.com/api',
  baseUrl: 'https://api.clickup.com/api',
  encryptionKeys,
  dataDir: '',
  workers: 1,
  linkRate: 300,
  tenantRate: 3_000,
  addressRate: 600,
  store: 'memory',
  logLevel: 'debug',
  isProduction: false,
  trustedProxies: 0,
  allowedOrigins: [],
  registration: true,
  cacheSeconds: 30,
  operators: [],
};

/** A hosted server that listens, on a sandbox that does. */
export async function listeningHosted(more: Partial<HostedSettings> = {}) {
  const clickup = await serveSandbox(createSandbox({ rateLimit: false }));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const places = { port, publicUrl: url, redirectUri: `${url}/oauth/clickup/callback` };
  const upstream = { authUrl: clickup.url, baseUrl: clickup.url };
  const hosted = await createHosted({ settings: { ...settings, ...places, ...upstream, logLevel: 'silent', ...more } });
  const listening = await listen(hosted, { port, host: '127.0.0.1' });
  const close = async () => {
    await listening.close();
    await clickup.close();
  };
  return { url, deps: hosted.deps, close };
}

/** A hosted server on a sandbox with two Workspaces, both on one clock. Without a limit of its own ClickUp says none, and 100 a minute are kept to. */
export async function hostedServer(
  options: Partial<HostedOptions> = {},
  { rateLimit = false }: Pick<SandboxOptions, 'rateLimit'> = {},
) {
  const clock = manualClock();
  const sandbox = createSandbox({ clock, rateLimit, seed: twoWorkspaces });
  const lines: { message: string; metadata: LogMetadata }[] = [];
  const line = (message: string, metadata: LogMetadata = {}) => {
    lines.push({ message, metadata });
  };
  const log = { error: line, warn: line, info: line, debug: line };
  const { transport } = sandbox.options;
  const hosted = await createHosted({ settings, clock, transport, log, ...options });
  const browser = () =>
    new Browser(async (request) => {
      const isHosted = request.url.startsWith(origin);
      return isHosted ? hosted.fetch(request) : sandbox.fetch(request);
    });
  /** Signs a person in, in a browser of their own. */
  const signIn = async (userId: string, workspaces: readonly string[] = [WORKSPACE_ID]) => {
    const own = browser();
    await own.open(`${origin}/oauth/clickup/authorize`);
    await own.submit({ user: userId, workspace: workspaces });
    return own;
  };
  const send = (path: string, init: RequestInit & { bearer?: string; json?: unknown } = {}) => {
    const { bearer, json, headers, ...rest } = init;
    return hosted.fetch(
      new Request(`${origin}${path}`, {
        ...rest,
        ...(json !== undefined && { method: rest.method ?? 'POST', body: JSON.stringify(json) }),
        headers: {
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...(bearer && { authorization: `Bearer ${bearer}` }),
          ...(headers as Record<string, string>),
        },
      }),
    );
  };
  return { hosted, deps: hosted.deps, sandbox, clock, lines, browser, signIn, send };
}

export type HostedServer = Awaited<ReturnType<typeof hostedServer>>;

/** A link or key as the API shows it when it is made. */
export interface MadeAccess {
  id: string;
  url: string;
  key: string;
  expires_at: string;
  config: { methods: string[] };
  error?: { message: string; suggested_action: string };
}

/** Somebody who signed in, with a management token; links are switched on in their Workspace. */
export async function manager(server: HostedServer, userId: string, workspace: string = WORKSPACE_ID) {
  await server.signIn(userId, [workspace]);
  const { tenant, grant } = await server.deps.store.as({ tenant: workspace }, async (tx) => {
    const [changed] = await tx.update('tenants', { id: workspace }, { allow_links: true });
    return { tenant: changed!, grant: (await findOne(tx, 'grants', { person_id: userId }))! };
  });
  const { secret: api } = await createApiToken(server.deps, { tenant, grant, actor: userId }, 'test');
  const path = `/integrated-account/${grant.id}/mcp`;
  const make = async (at: string, body: object) => {
    const response = await server.send(at, { bearer: api, json: { name: 'an agent', ...body } });
    return { status: response.status, body: (await response.json()) as MadeAccess };
  };
  const create = (body: object) => make(path, body);
  const key = async (config: object = {}) => (await make(`/integrated-account/${grant.id}/keys`, { config })).body.key;
  return { api, grant, tenant, path, create, key };
}

/** As much of a browser as the pages need: cookies by host, redirects, and forms without script. */
export class Browser {
  readonly cookies = new Map<string, Map<string, string>>();
  url = '';
  status = 0;
  text = '';
  headers = new Headers();
  /** Every address it was led to. */
  readonly visited: string[] = [];

  constructor(
    private readonly send: (request: Request) => Promise<Response>,
    /** Stops a redirect at these, which belong to nobody here. */
    private readonly stopAt: (url: string) => boolean = (url) => url.startsWith('http://127.0.0.1:9999/'),
  ) {}

  async open(url: string, init: RequestInit = {}): Promise<this> {
    let next: string | undefined = url;
    let request = init;
    while (next !== undefined) {
      const at: string = new URL(next, this.url || undefined).href;
      this.url = at;
      this.visited.push(at);
      if (this.stopAt(at)) return this;
      const { host } = new URL(at);
      const jar = this.cookies.get(host) ?? new Map<string, string>();
      this.cookies.set(host, jar);
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await this.send(
        new Request(at, { ...request, redirect: 'manual', headers: { ...(cookie && { cookie }) } }),
      );
      for (const set of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        if (/max-age=0/i.test(set)) jar.delete(name);
        else jar.set(name, value);
      }
      this.status = response.status;
      this.headers = response.headers;
      this.text = await response.text();
      next = response.headers.get('location') ?? undefined;
      request = {};
    }
    return this;
  }

  /** Sends the form of the page whose action has this text, or the first, with what is hidden in it and what is given. */
  async submit(given: Readonly<Record<string, string | readonly string[]>> = {}, action = ''): Promise<this> {
    const forms = [...this.text.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)];
    const form = forms.find(([, attributes = '']) => attributes.includes(action));
    if (!form) throw new Error(`no form ${action} at ${this.url}: ${this.text.slice(0, 500)}`);
    const [, attributes = '', inner = ''] = form;
    const body = new URLSearchParams();
    for (const [input] of inner.matchAll(/<input[^>]*type="hidden"[^>]*>/g))
      body.append(attribute(input, 'name'), attribute(input, 'value'));
    for (const [name, value] of Object.entries(given)) for (const each of [value].flat()) body.append(name, each);
    const target = attribute(attributes, 'action') || this.url;
    return this.open(new URL(target, this.url).href, { method: 'POST', body });
  }
}

const attribute = (tag: string, name: string): string =>
  (new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"');
