import { describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/db/postgres.js';
import { createHosted } from '../../src/hosted/create-hosted.js';
import { createLog } from '../../src/hosted/log/log.js';
import { sqlStore } from '../../src/hosted/store/sql-store.js';
import { USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { newPostgres, noPostgres } from '../support/databases.js';
import { hostedServer, manager, origin, SECOND, settings } from '../support/hosted.js';

const wanted = Number(process.env.HOSTED_ISOLATION_CALLS ?? 1_500);
const atOnce = 25;

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Secret {
  text: string;
  id: string;
  tenant: string;
  kind: 'link' | 'key';
  /** Since then it opens nothing. */
  isOver: boolean;
}

describe.skipIf(noPostgres)('two nodes on one PostgreSQL', () => {
  it(
    'never mix up two tenants, while secrets come, are used crosswise and end',
    async () => {
      const { url, drop } = await newPostgres();
      const store = await sqlStore(await openPostgres({ url }));
      const one = await hostedServer({ store });
      const other = await createHosted({
        settings,
        store: await sqlStore(await openPostgres({ url })),
        clock: one.clock,
        transport: one.sandbox.options.transport,
        log: createLog('silent'),
      });
      const nodes = [one.hosted, other];
      await one.signIn(USERS.priya, [WORKSPACE_ID, SECOND]);
      // One person whose token reaches both, and one of each.
      const managers = [
        { tenant: WORKSPACE_ID, is: await manager(one, USERS.priya, WORKSPACE_ID) },
        { tenant: SECOND, is: await manager(one, USERS.priya, SECOND) },
        { tenant: SECOND, is: await manager(one, USERS.samuel, SECOND) },
      ];
      await one.signIn(USERS.priya, [WORKSPACE_ID, SECOND]);
      const roll = dice(7);
      const secrets: Secret[] = [];
      const make = async () => {
        const { tenant, is } = managers[roll(managers.length)]!;
        const kind = roll(2) === 0 ? 'link' : 'key';
        const at = is.path.replace(/mcp$/, kind === 'link' ? 'mcp' : 'keys');
        const response = await one.send(at, {
          bearer: is.api,
          json: { name: 'agent', config: { methods: [['read'], ['list']][roll(2)] } },
        });
        const { id, url: address, key } = (await response.json()) as { id: string; url: string; key: string };
        secrets.push({ text: kind === 'link' ? address.split('/').at(-1)! : key, id, tenant, kind, isOver: false });
      };
      for (let count = 0; count < 12; count++) await make();
      const call = async (secret: Secret, isCrossed: boolean) => {
        const asLink = (secret.kind === 'link') !== isCrossed;
        const response = await nodes[roll(2)]!.fetch(
          new Request(`${origin}/mcp${asLink ? `/k/${secret.text}` : ''}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...(!asLink && { authorization: `Bearer ${secret.text}` }) },
            body: JSON.stringify({
              jsonrpc: '2.0',
              id: 1,
              method: 'tools/call',
              params: { name: 'clickup_space_list', arguments: roll(4) === 0 ? { workspace_id: WORKSPACE_ID } : {} },
            }),
          }),
        );
        return { status: response.status, text: await response.text() };
      };
      let [calls, refused] = [0, 0];
      const served: Record<string, number> = { [WORKSPACE_ID]: 0, [SECOND]: 0 };
      while (calls < wanted) {
        // A bucket holds a hundred calls.
        one.clock.advance(20_000);
        if (roll(3) === 0) await make();
        if (roll(3) === 0) {
          const ended = secrets[roll(secrets.length)]!;
          const { changes } = other.deps.store;
          const before = changes.now;
          await store.as({ tenant: ended.tenant }, (tx) =>
            tx.update(
              'accesses',
              { id: ended.id },
              roll(2) === 0 ? { revoked_at: one.clock.now() } : { expires_at: one.clock.now() },
            ),
          );
          ended.isOver = true;
          // Well within the second that the other node may take to hear of it.
          await expect.poll(() => changes.since(ended.tenant, before), { interval: 5 }).toBe(true);
        }
        const batch = Array.from({ length: atOnce }, async () => {
          const secret = secrets[roll(secrets.length)]!;
          const isCrossed = roll(10) === 0;
          const { status, text } = await call(secret, isCrossed);
          calls += 1;
          const own = secret.tenant === WORKSPACE_ID ? 'Product Engineering' : 'Secret Space of Second';
          const others = secret.tenant === WORKSPACE_ID ? 'Secret Space of Second' : 'Product Engineering';
          expect(text).not.toContain(others);
          if (secret.isOver || isCrossed) {
            refused += 1;
            expect(status).toBe(401);
            return;
          }
          expect(status).toBe(200);
          if (text.includes(own)) served[secret.tenant]! += 1;
        });
        await Promise.all(batch);
      }
      console.info(
        `isolation: ${calls} calls, ${refused} refused, served ${JSON.stringify(served)}, 0 of another tenant`,
      );
      for (const count of Object.values(served)) expect(count).toBeGreaterThan(wanted / 20);
      expect(refused).toBeGreaterThan(wanted / 20);
      for (const tenant of [WORKSPACE_ID, SECOND])
        expect((await other.deps.audit.verify(tenant)).broken).toBeUndefined();
      await other.close();
      await one.hosted.close();
      await drop();
    },
    Math.max(600_000, wanted * 30),
  );
});
