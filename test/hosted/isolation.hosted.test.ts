import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toolsets } from '../../generated/tools/index.js';
import { methods } from '../../src/hosted/access/methods.js';
import { findOne } from '../../src/hosted/store/store.js';
import { USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type HostedServer, hostedServer, manager, SECOND } from '../support/hosted.js';

interface CatalogTool {
  name: string;
  effect: string;
  examples: { input: Record<string, unknown> }[];
}

const catalog = JSON.parse(readFileSync(new URL('../../generated/catalog.json', import.meta.url), 'utf8')) as {
  tools: CatalogTool[];
};

/** Names that only the first Workspace has, long enough to mean nothing else. */
function namesOfFirst(server: HostedServer): string[] {
  const { rows } = server.sandbox.snapshot();
  const named = Object.entries(rows).flatMap(([table, list]) =>
    ['tasks', 'lists', 'folders', 'goals', 'docs', 'views', 'pages'].includes(table)
      ? (list as readonly { name?: unknown }[]).map(({ name }) => name)
      : [],
  );
  return [...new Set(named.filter((name): name is string => typeof name === 'string' && name.length >= 9))];
}

const everything = { methods: methods.filter((method) => method !== 'custom'), tags: Object.keys(toolsets) };

describe('a key of one Workspace, whose person and token reach two', () => {
  it('gets nothing of the other from any tool, with cold and with warm caches', async () => {
    const server = await hostedServer();
    await server.signIn(USERS.priya, [WORKSPACE_ID, SECOND]);
    const second = await (await manager(server, USERS.priya, SECOND)).key(everything);
    // Both of one person, one token and one server: what the one reads must not warm the other.
    const first = await (await manager(server, USERS.priya, WORKSPACE_ID)).key(everything);
    await server.signIn(USERS.priya, [WORKSPACE_ID, SECOND]);
    const names = namesOfFirst(server);
    expect(names.length).toBeGreaterThan(200);
    let [seenByFirst, calls] = [0, 0];
    for (const round of ['cold', 'warm']) {
      for (const { name, examples } of catalog.tools) {
        for (const { input } of examples) {
          if (round === 'cold') {
            // A minute of calls would use the bucket up.
            server.clock.advance(1_000);
            const own = await server.send(`/api/tools/${name}`, {
              bearer: first,
              json: { ...input, dry_run: undefined },
            });
            const text = await own.text();
            if (names.some((each) => text.includes(each))) seenByFirst += 1;
          }
          server.clock.advance(1_000);
          const given = JSON.stringify(input);
          const answer = await server.send(`/api/tools/${name}`, { bearer: second, json: input });
          const text = await answer.text();
          calls += 1;
          const leaked = names.find((each) => text.includes(each) && !given.includes(each));
          expect(leaked, `${round}: ${name} ${given} answered ${text.slice(0, 600)}`).toBeUndefined();
        }
      }
    }
    expect(calls).toBeGreaterThan(500);
    expect(seenByFirst).toBeGreaterThan(40);
  }, 300_000);

  it('cannot be given the sealed token of another tenant by whoever writes to the database', async () => {
    const server = await hostedServer();
    const { key } = await manager(server, USERS.samuel, SECOND);
    const stolen = await key();
    await manager(server, USERS.lena);
    await server.deps.store.as('server', async (tx) => {
      const lenas = (await findOne(tx, 'grants', { tenant_id: WORKSPACE_ID }))!;
      await tx.update('grants', { tenant_id: SECOND }, { token: lenas.token });
    });
    const answer = await server.send('/api/tools/space_list', { bearer: stolen, json: {} });
    expect(answer.status).toBe(401);
    expect(
      await server.deps.store.as('server', async (tx) => (await findOne(tx, 'grants', { tenant_id: SECOND }))?.state),
    ).toBe('unreadable');
  });
});
