import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toolsets } from '../../generated/tools/index.js';
import { openPostgres } from '../../src/db/postgres.js';
import { methodOf, methods } from '../../src/hosted/access/methods.js';
import { createHosted, type Hosted } from '../../src/hosted/create-hosted.js';
import { createLog } from '../../src/hosted/log/log.js';
import { sqlStore } from '../../src/hosted/store/sql-store.js';
import { USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { catalogTools } from '../support/catalog.js';
import { newPostgres, noPostgres } from '../support/databases.js';
import { type HostedServer, hostedServer, manager, origin, SECOND, settings } from '../support/hosted.js';
import { twinWorkspaces } from '../support/twin-workspace.js';

/** Enough for each example of each tool, in both Workspaces, with cold and with warm caches; in full 100000. */
const wanted = Number(process.env.HOSTED_ISOLATION_CALLS ?? 2_000);

/** Calls that go on side by side: as they should be, and not. */
const [regular, odd] = [20, 6];

/** Moves of the clock: beyond all that is remembered, and hardly. */
const coldMs = 90_000;
const warmMs = 500;

/** Links and keys that open something, of each Workspace, and those that do not any more, of both. */
const leastAlive = 6;
const mostOver = 20;

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const tenants = [WORKSPACE_ID, SECOND];
const everything = { methods: methods.filter((method) => method !== 'custom'), tags: Object.keys(toolsets) };
const callbackUri = 'http://127.0.0.1:9999/callback';
const verifier = 'v'.repeat(50);

/** Something that opens the tools of a Workspace, for as long as that is so. */
interface Way {
  kind: 'link' | 'key' | 'oauth';
  tenant: string;
  person: string;
  text: string;
  id?: string;
  endsAt: number;
  isRevoked: boolean;
}

/** An app that somebody let in. */
interface App {
  tenant: string;
  person: string;
  clientId: string;
  refresh: string;
  /** Tokens that a successor took the place of. */
  used: string[];
  ways: Way[];
}

/** One call: by what it is made, where, and how. */
interface Call {
  way: Way;
  node: number;
  tool: string;
  input: unknown;
  isCrossed: boolean;
  byRest: boolean;
}

/** A call as the page of a tool has it. */
interface Example {
  tool: string;
  isRead: boolean;
  isStandard: boolean;
  input: unknown;
}

/** What somebody may show in the wrong place; undefined where it is right. */
function crossed({ kind, text }: Way): { path: string; bearer?: string } {
  if (kind === 'link') return { path: '/mcp', bearer: text };
  if (kind === 'key') return { path: `/mcp/k/${text}` };
  return { path: '/api/tools/space_list', bearer: text };
}

async function requestOf({ way, tool, input, isCrossed, byRest }: Call): Promise<Request> {
  const right = way.kind === 'link' ? { path: `/mcp/k/${way.text}` } : { path: '/mcp', bearer: way.text };
  const at = isCrossed ? crossed(way) : byRest ? { path: `/api/tools/${tool}`, bearer: way.text } : right;
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool, arguments: input } };
  return new Request(`${origin}${at.path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(at.bearer && { authorization: `Bearer ${at.bearer}` }),
    },
    body: JSON.stringify(at.path.startsWith('/api') ? input : message),
  });
}

const isDone = (text: string): boolean => {
  const answer = JSON.parse(text) as { success?: boolean; result?: { structuredContent?: { success?: boolean } } };
  return answer.success ?? answer.result?.structuredContent?.success ?? false;
};

/** Registers an app, and lets it in for a Workspace. */
async function letIn(
  server: HostedServer,
  tenant: string,
  person: string,
): Promise<Omit<App, 'ways'> & { access: string }> {
  const metadata = { client_name: 'An app', redirect_uris: [callbackUri] };
  const registered = await server.send('/oauth/register', { json: metadata });
  const { client_id } = (await registered.json()) as { client_id: string };
  const browser = await server.signIn(person, tenants);
  const asked = {
    response_type: 'code',
    client_id,
    redirect_uri: callbackUri,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const scope = ['clickup:read', 'clickup:write', 'clickup:delete', 'clickup:admin'];
  await browser.open(`${origin}/oauth/authorize?${new URLSearchParams({ ...asked, scope: scope.join(' ') })}`);
  const grants = [...browser.text.matchAll(/name="grant" value="([^"]+)"/g)].map(([, id]) => id!);
  const rows = await server.deps.store.as({ tenant }, (tx) => tx.find('grants', {}));
  const grant = rows.find(({ id }) => grants.includes(id))!.id;
  await browser.submit({ decision: 'allow', scope, grant });
  const code = new URL(browser.url).searchParams.get('code')!;
  const body = {
    grant_type: 'authorization_code',
    code,
    client_id,
    redirect_uri: callbackUri,
    code_verifier: verifier,
  };
  const answer = await tokenOf(server.hosted, body);
  return { tenant, person, clientId: client_id, refresh: answer.refresh_token, used: [], access: answer.access_token };
}

interface TokenAnswer {
  access_token: string;
  refresh_token: string;
  error?: string;
}

async function tokenOf(node: Pick<Hosted, 'fetch'>, form: Record<string, string>): Promise<TokenAnswer> {
  const request = new Request(`${origin}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
  return (await (await node.fetch(request)).json()) as TokenAnswer;
}

const hourMs = 3_600_000;

/** A thread is found once its channel was listed on that node, and a log is asked of the Workspace whose plan has one. */
const exceptions = ['clickup_chat_get_thread', 'clickup_audit_query'];

describe.skipIf(noPostgres)('two nodes on one PostgreSQL', () => {
  it(
    'never mix up two tenants: every tool, cold and warm, while secrets come, are used crosswise, are refreshed and end',
    async () => {
      const { url, drop } = await newPostgres();
      const unlimited = { ...settings, linkRate: 1_000_000, tenantRate: 1_000_000, addressRate: 1_000_000 };
      const store = await sqlStore(await openPostgres({ url }));
      const rateLimit = { limit: 1_000_000, windowMs: 60_000 };
      const one = await hostedServer({ store, settings: unlimited }, { rateLimit });
      const other = await createHosted({
        settings: unlimited,
        store: await sqlStore(await openPostgres({ url })),
        clock: one.clock,
        transport: one.sandbox.options.transport,
        log: createLog('silent'),
      });
      const nodes = [one.hosted, other];
      const roll = dice(7);
      const any = <Item>(items: readonly Item[]): Item => items[roll(items.length)]!;
      const twins = twinWorkspaces(one.sandbox.snapshot());
      one.sandbox.restore(twins.snapshot);
      // Each person has one token for both: what holds the tenants apart is this server.
      const people = [USERS.lena, USERS.priya];
      for (const person of people) await one.signIn(person, tenants);
      const managers: { tenant: string; person: string; is: Awaited<ReturnType<typeof manager>> }[] = [];
      for (const tenant of tenants)
        for (const person of people) managers.push({ tenant, person, is: await manager(one, person, tenant) });
      for (const person of people) await one.signIn(person, tenants);

      const ways: Way[] = [];
      const apps: App[] = [];
      const addApp = async (tenant: string) => {
        const { access, ...app } = await letIn(one, tenant, any(people));
        const { person } = app;
        const endsAt = one.clock.now() + hourMs;
        const way: Way = { kind: 'oauth', tenant, person, text: access, endsAt, isRevoked: false };
        ways.push(way);
        apps.push({ ...app, ways: [way] });
      };
      const addWay = async (tenant: string, whose: readonly string[] = people) => {
        const { is, person } = any(managers.filter((each) => each.tenant === tenant && whose.includes(each.person)));
        const kind = any(['link', 'key'] as const);
        const endsAt = one.clock.now() + (3 + roll(20)) * coldMs;
        const response = await nodes[roll(2)]!.fetch(
          new Request(`${origin}${kind === 'link' ? is.path : is.path.replace(/mcp$/, 'keys')}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${is.api}` },
            body: JSON.stringify({ name: 'agent', config: everything, expires_at: new Date(endsAt).toISOString() }),
          }),
        );
        const made = (await response.json()) as { id: string; url: string; key: string };
        const text = kind === 'link' ? made.url.split('/').at(-1)! : made.key;
        ways.push({ kind, tenant, person, text, id: made.id, endsAt, isRevoked: false });
      };
      const isOver = ({ isRevoked, endsAt }: Way) => isRevoked || endsAt <= one.clock.now();
      const alive = (tenant: string) => ways.filter((way) => way.tenant === tenant && !isOver(way));

      const count = { calls: 0, refused: 0, revoked: 0, refreshed: 0, replayed: 0, seenOwn: 0 };
      /** Of the owner, who sees everything. */
      const mayAll = (tenant: string) => alive(tenant).filter(({ person }) => person === USERS.lena);
      let longestMs = 0;
      /** Both nodes know within the second that they have. */
      const heard = async (tenant: string, change: () => Promise<unknown>) => {
        const before = nodes.map(({ deps }) => deps.store.changes.now);
        await change();
        const begun = performance.now();
        for (const [at, { deps }] of nodes.entries())
          await expect.poll(() => deps.store.changes.since(tenant, before[at]!), { interval: 2 }).toBe(true);
        longestMs = Math.max(longestMs, performance.now() - begun);
      };
      const revoke = async (way: Way) => {
        const { is } = managers.find(({ tenant, is: each }) => tenant === way.tenant && each.tenant.id === tenant)!;
        await heard(way.tenant, async () => {
          const grants = managers.filter(({ tenant }) => tenant === way.tenant).map((each) => each.is.grant.id);
          for (const grant of grants)
            for (const kind of ['mcp', 'keys'])
              await nodes[roll(2)]!.fetch(
                new Request(`${origin}/integrated-account/${grant}/${kind}/${way.id}`, {
                  method: 'DELETE',
                  headers: { authorization: `Bearer ${is.api}` },
                }),
              );
        });
        way.isRevoked = true;
        count.revoked += 1;
      };
      const refresh = async (app: App) => {
        const form = { grant_type: 'refresh_token', refresh_token: app.refresh, client_id: app.clientId };
        const answer = await tokenOf(nodes[roll(2)]!, form);
        expect(answer.error).toBeUndefined();
        app.used.push(app.refresh);
        app.refresh = answer.refresh_token;
        const endsAt = one.clock.now() + hourMs;
        const { tenant, person } = app;
        const way: Way = { kind: 'oauth', tenant, person, text: answer.access_token, endsAt, isRevoked: false };
        ways.push(way);
        app.ways.push(way);
        count.refreshed += 1;
      };
      /** A token that its successor took the place of ends all that came of it, on both nodes. */
      const replay = async (app: App) => {
        if (app.used.length < 2) return;
        const form = { grant_type: 'refresh_token', refresh_token: app.used[0]!, client_id: app.clientId };
        await heard(app.tenant, async () => expect((await tokenOf(nodes[roll(2)]!, form)).error).toBe('invalid_grant'));
        for (const way of app.ways) way.isRevoked = true;
        apps.splice(apps.indexOf(app), 1);
        count.replayed += 1;
      };
      const happen = async () => {
        for (const tenant of tenants) if (!apps.some((app) => app.tenant === tenant)) await addApp(tenant);
        const what = roll(8);
        const mortal = ways.filter((way) => way.id && !isOver(way));
        if (what === 0) await addWay(any(tenants));
        if (what <= 2) await refresh(any(apps));
        if (what === 3) await replay(any(apps));
        if (what >= 5 && mortal.length > 0) await revoke(any(mortal));
        for (const tenant of tenants)
          while (mayAll(tenant).filter(({ kind }) => kind !== 'oauth').length < leastAlive)
            await addWay(tenant, [USERS.lena]);
        // What is over is still tried, for a while.
        for (const way of ways.filter(isOver).slice(0, -mostOver)) ways.splice(ways.indexOf(way), 1);
      };

      const examples = catalogTools.flatMap(({ name, effect, toolset, examples: each }) =>
        each.map(
          ({ input }): Example => ({
            tool: name,
            isRead: effect === 'read',
            isStandard: toolset === 'standard',
            input,
          }),
        ),
      );
      /** What is still to come of a round of all examples, for each Workspace: reads apart from what would be in their way. */
      const rounds = tenants.flatMap((tenant) =>
        [true, false].map((isRead) => ({ tenant, isRead, left: [] as Example[] })),
      );
      const done = new Map<string, Set<string>>(tenants.map((tenant) => [tenant, new Set()]));
      const check = async (call: Call) => {
        const response = await nodes[call.node]!.fetch(await requestOf(call));
        const text = await response.text();
        const { way, tool } = call;
        count.calls += 1;
        const [stranger] = tenants.filter((tenant) => tenant !== way.tenant) as [string];
        const given = JSON.stringify(call.input);
        const leaked = [
          ...(text.match(/[\w-]{4,}/g) ?? []).filter((token) => twins.ids[stranger]!.has(token)),
          ...twins.names[stranger]!.filter((name) => text.includes(name)),
        ].find((each) => !given.includes(each));
        expect(leaked, `${tool} ${given} of ${way.tenant}: ${text.slice(0, 500)}`).toBeUndefined();
        if (isOver(way) || call.isCrossed) {
          count.refused += 1;
          expect(response.status, `${way.kind} ${JSON.stringify({ ...way, text: '' })}`).toBe(401);
          return;
        }
        expect(response.status === 401, `${way.kind} was refused: ${text.slice(0, 300)}`).toBe(false);
        if (twins.names[way.tenant]!.some((name) => text.includes(name) && !given.includes(name))) count.seenOwn += 1;
        if (isDone(text)) done.get(way.tenant)!.add(tool);
      };
      for (let batch = 0; count.calls < wanted; batch++) {
        one.clock.advance(coldMs);
        const { rows } = one.sandbox.snapshot();
        const { tokens = [] } = rows;
        // What was written before is undone; who signed in stays signed in.
        one.sandbox.restore({ ...twins.snapshot, rows: { ...twins.snapshot.rows, tokens } });
        await happen();
        const round = rounds[batch % rounds.length]!;
        const example = () => {
          if (round.left.length === 0) {
            round.left = examples.filter(({ isRead }) => isRead === round.isRead);
            round.left.sort(() => roll(3) - 1);
          }
          return round.left.pop()!;
        };
        const callBy = (way: Way, { tool, input }: Example, odd?: { isCrossed: boolean }): Call => {
          const isSecond = way.tenant === SECOND;
          // Where it speaks of things of the other one, it does so in its own words, which it may leave there.
          const what = { ids: isSecond === (odd === undefined), words: isSecond };
          return {
            way,
            node: roll(2),
            tool,
            input: twins.mapped(input, what),
            isCrossed: odd?.isCrossed ?? false,
            byRest: way.kind === 'key' && roll(2) === 0,
          };
        };
        const calls = [
          ...Array.from({ length: regular }, () => {
            const next = example();
            // What an app may do are the standard tools.
            const fit = mayAll(round.tenant).filter(({ kind }) => next.isStandard || kind !== 'oauth');
            return callBy(any(fit), next);
          }),
          // With the ids of the other Workspace, by what is over, and shown where it means nothing.
          ...Array.from({ length: odd }, () => callBy(any(ways), any(examples), { isCrossed: roll(2) === 0 })),
        ];
        await Promise.all(calls.map(check));
        one.clock.advance(warmMs);
        await Promise.all(calls.map(check));
      }
      console.info(
        `isolation: ${JSON.stringify(count)}, 0 of another tenant; heard of a change within ${Math.ceil(longestMs)} ms`,
      );
      const byName = one.deps.offer.byName;
      for (const [tenant, tools] of done) {
        const kinds = new Set([...tools].map((name) => methodOf(byName.get(name)!)));
        expect([...kinds].sort(), tenant).toEqual(['admin', 'create', 'delete', 'get', 'list', 'update']);
        console.info(`isolation: ${tenant}: ${tools.size} of ${catalogTools.length} tools did what they were asked`);
        const reads = catalogTools.filter(({ effect }) => effect === 'read').map(({ name }) => name);
        expect(reads.filter((name) => !tools.has(name) && !exceptions.includes(name))).toEqual([]);
      }
      expect(count.seenOwn).toBeGreaterThan(wanted / 8);
      expect(count.refused).toBeGreaterThan(wanted / 20);
      expect(Math.min(count.revoked, count.refreshed)).toBeGreaterThan(wanted / 1_000);
      for (const tenant of tenants) expect((await other.deps.audit.verify(tenant)).broken).toBeUndefined();
      await other.close();
      await one.hosted.close();
      await drop();
    },
    Math.max(600_000, wanted * 30),
  );
});
