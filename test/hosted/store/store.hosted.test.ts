import { afterAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../../src/hosted/audit/audit.js';
import { memoryStore } from '../../../src/hosted/store/memory-store.js';
import type { AccessRow, GrantRow } from '../../../src/hosted/store/rows.js';
import { sqlStore } from '../../../src/hosted/store/sql-store.js';
import { findOne, type Store } from '../../../src/hosted/store/store.js';
import { tables } from '../../../src/hosted/store/tables.js';
import { deriveKeys } from '../../../src/hosted/vault/derived-keys.js';
import { newDatabase, noPostgres } from '../../support/databases.js';

const grant = (tenant_id: string, id: string): GrantRow => ({
  id,
  tenant_id,
  person_id: `person of ${id}`,
  role: 1,
  state: 'ok',
  token: 'sealed',
  token_hash: 'hash',
  created_at: 1_790_000_000_123,
  updated_at: 1_790_000_000_123,
});

const access: AccessRow = {
  id: 'a1',
  tenant_id: 't1',
  grant_id: 'g1',
  kind: 'link',
  name: 'It\'s "quoted" \u{1f6b2}',
  lookup_hash: 'h1',
  last4: 'abcd',
  config: { methods: ['read'], tags: ["it's"], tools: [], spaces: [], folders: [], lists: [], retry: 'paced' },
  second_factor: true,
  client_id: null,
  family_id: null,
  created_by: 'p1',
  created_at: 1_790_000_000_001,
  expires_at: null,
  revoked_at: null,
  last_used_at: null,
  use_count: 0,
};

describe.each(['memory', 'embedded', 'postgres'] as const)('the store in %s', (kind) => {
  if (kind === 'postgres' && noPostgres) return it.skip(noPostgres);
  const opened = (async () => {
    if (kind === 'memory') return { store: memoryStore(), drop: async () => undefined, db: undefined };
    const { db, drop } = await newDatabase(kind);
    return { store: await sqlStore(db), drop, db };
  })();
  afterAll(async () => (await opened).drop());
  const open = async (): Promise<Store> => {
    const { store } = await opened;
    await store.as('server', async (tx) => {
      for (const name of ['accesses', 'grants', 'audit', 'audit_heads'] as const) await tx.remove(name, {});
    });
    return store;
  };

  it('gives back what it was given', async () => {
    const store = await open();
    await store.as({ tenant: 't1' }, async (tx) => {
      expect(await tx.insert('accesses', access)).toBe(true);
      expect(await tx.find('accesses', {})).toEqual([access]);
      expect(await tx.update('accesses', { id: 'a1', revoked_at: null }, { revoked_at: 5, use_count: 2 })).toEqual([
        { ...access, revoked_at: 5, use_count: 2 },
      ]);
      expect(await tx.update('accesses', { id: 'a1', revoked_at: null }, { revoked_at: 6 })).toEqual([]);
    });
  });

  it('adds no second row of a key', async () => {
    const store = await open();
    await store.as('server', async (tx) => {
      expect(await tx.insert('accesses', access)).toBe(true);
      expect(await tx.insert('accesses', { ...access, lookup_hash: 'h2' })).toBe(false);
      expect(await tx.insert('accesses', { ...access, id: 'a2' })).toBe(false);
      expect(await tx.find('accesses', {})).toHaveLength(1);
    });
  });

  it('finds by one of several, before a moment, in order', async () => {
    const store = await open();
    await store.as('server', async (tx) => {
      for (const [at, id] of ['c', 'a', 'b'].entries())
        await tx.insert('accesses', { ...access, id, lookup_hash: id, use_count: at, expires_at: 1_000 * (at + 1) });
      const ids = (rows: AccessRow[]) => rows.map(({ id }) => id).join('');
      expect(ids(await tx.find('accesses', {}, { by: 'id' }))).toBe('abc');
      expect(ids(await tx.find('accesses', {}, { by: 'use_count', descending: true, limit: 2 }))).toBe('ba');
      expect(ids(await tx.find('accesses', { id: { in: ['a', 'c', 'x'] } }, { by: 'id' }))).toBe('ac');
      expect(ids(await tx.find('accesses', { use_count: { in: [0, 2] } }, { by: 'id' }))).toBe('bc');
      expect(
        ids(await tx.remove('accesses', { expires_at: { before: 2_001 } }))
          .split('')
          .sort()
          .join(''),
      ).toBe('ac');
      expect(ids(await tx.find('accesses', {}))).toBe('b');
    });
  });

  it('looks a way in up with what it leads to, and says what is gone of that', async () => {
    const store = await open();
    const tenant = { id: 't1', name: 'One', allow_links: true, open_links: false, write_deletes: false, created_at: 7 };
    await store.as('server', async (tx) => {
      await tx.remove('tenants', {});
      await tx.insert('accesses', access);
    });
    expect(await store.lookUp('h1')).toEqual({ access, tenant: undefined, grant: undefined });
    await store.as('server', async (tx) => {
      await tx.insert('tenants', tenant);
      await tx.insert('grants', grant('t1', 'g1'));
      await tx.insert('grants', { ...grant('t2', 'g2'), person_id: access.created_by });
    });
    expect(await store.lookUp('h1')).toEqual({ access, tenant, grant: grant('t1', 'g1') });
    expect(await store.lookUp('h2')).toBeUndefined();
    const several = await Promise.all(['h1', 'h2', 'h1', 'h3', 'h1'].map((hash) => store.lookUp(hash)));
    expect(await store.findGrant({ tenant_id: 't1', id: 'g1' })).toEqual(grant('t1', 'g1'));
    expect(await store.findGrant({ tenant_id: 't2', id: 'g1' })).toBeUndefined();
    expect(several.map((found) => found?.grant?.id)).toEqual(['g1', undefined, 'g1', undefined, 'g1']);
    expect(await store.as({ tenant: 't2' }, (tx) => tx.find('accesses', {}))).toEqual([]);
  });

  it('counts calls, by many at once too', async () => {
    const store = await open();
    await store.as('server', (tx) => tx.insert('accesses', access));
    const uses = [1, 2, 3].map((calls) => [
      { id: 'a1', calls, at: 1_790_000_000_000 + calls },
      { id: 'none', calls, at: 1 },
    ]);
    const before = store.changes.now;
    await Promise.all(uses.map((each) => store.as('server', (tx) => tx.countUses(each))));
    const [row] = await store.as('server', (tx) => tx.find('accesses', {}));
    expect(row?.use_count).toBe(6);
    expect(row?.last_used_at).toBeGreaterThan(1_790_000_000_000);
    expect(store.changes.now).toBe(before);
  });

  it('notes whose rows a transaction changed, where others keep such rows', async () => {
    const store = await open();
    await store.as('server', (tx) => tx.insert('accesses', access));
    const since = store.changes.now;
    const isChanged = () => [store.changes.since('t1', since), store.changes.since('t2', since)];
    await store.as({ tenant: 't2' }, (tx) => tx.update('accesses', { id: 'a1' }, { revoked_at: 5 }));
    await store.as({ tenant: 't1' }, (tx) => tx.insert('audit_heads', { tenant_id: 't1', seq: 1, hash: '' }));
    expect(isChanged()).toEqual([false, false]);
    await store.as({ tenant: 't1' }, (tx) => tx.update('accesses', { id: 'a1' }, { revoked_at: 5 }));
    expect(isChanged()).toEqual([true, false]);
  });

  it('undoes a transaction that fails', async () => {
    const store = await open();
    const failing = store.as('server', async (tx) => {
      await tx.insert('accesses', access);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await store.as('server', (tx) => tx.find('accesses', {}))).toEqual([]);
  });

  it('shows a tenant no row of another, and lets it add or change none', async () => {
    const store = await open();
    await store.as('server', async (tx) => {
      await tx.insert('grants', grant('t1', 'g1'));
      await tx.insert('grants', grant('t2', 'g2'));
    });
    await store.as({ tenant: 't1' }, async (tx) => {
      expect((await tx.find('grants', {})).map(({ id }) => id)).toEqual(['g1']);
      expect(await findOne(tx, 'grants', { id: 'g2' })).toBeUndefined();
      expect(await tx.update('grants', { id: 'g2' }, { state: 'unreadable' })).toEqual([]);
      expect(await tx.remove('grants', { id: 'g2' })).toEqual([]);
    });
    await expect(store.as({ tenant: 't1' }, (tx) => tx.insert('grants', grant('t2', 'g3')))).rejects.toThrow();
    await expect(
      store.as({ tenant: 't1' }, (tx) => tx.update('grants', { id: 'g1' }, { tenant_id: 't2' })),
    ).rejects.toThrow();
    expect((await store.as('server', (tx) => tx.find('grants', {}, { by: 'id' }))).map(({ state }) => state)).toEqual([
      'ok',
      'ok',
    ]);
  });

  it('gives each of many who add to one audit log a place of their own', async () => {
    const store = await open();
    const audit = createAudit(store, deriveKeys(Buffer.alloc(32, 1)), { now: () => 1_790_000_000_123 });
    await Promise.all(
      Array.from({ length: 12 }, (_, at) => audit.record('t1', 'call', { b: at, a: { z: 1, y: [null] } })),
    );
    await audit.record('t2', 'call', {});
    expect(await audit.verify('t1')).toMatchObject({ entries: 12 });
    expect((await audit.list('t1', 100)).map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, at) => 12 - at));
    await store.as({ tenant: 't1' }, (tx) => tx.update('audit', { seq: 5 }, { event: 'other' }));
    expect((await audit.verify('t1')).broken).toEqual({ seq: 5, why: 'it was changed' });
    await store.as({ tenant: 't1' }, (tx) => tx.remove('audit', { seq: { in: [5] } }));
    expect((await audit.verify('t1')).broken).toEqual({ seq: 5, why: 'it is missing' });
    await store.as({ tenant: 't1' }, (tx) => tx.remove('audit', { seq: { in: [5, 6, 7, 8, 9, 10, 11, 12] } }));
    expect((await audit.verify('t1')).broken).toEqual({ seq: 5, why: 'it is missing' });
  });

  it('has the columns of the tables, all of them under the walls that belong there', async () => {
    const { db } = await opened;
    if (!db) return;
    const rows = await db.query<{ name: string; columns: string[]; walled: boolean }>(`
      SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS walled,
        array_agg(a.attname::text ORDER BY a.attnum) AS columns
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'hosted'
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relkind = 'r' GROUP BY c.oid ORDER BY 1`);
    const found = Object.fromEntries(rows.map(({ name, ...rest }) => [name, rest]));
    const wanted = Object.entries(tables).map(([name, { columns, tenant }]) => [
      name,
      { columns: Object.keys(columns), walled: tenant !== undefined },
    ]);
    expect(found).toEqual(Object.fromEntries(wanted));
  });

  it('shows nothing to a transaction that names no tenant', async () => {
    const { db } = await opened;
    const store = await open();
    if (!db) return;
    await store.as('server', (tx) => tx.insert('grants', grant('t1', 'g1')));
    const seen = await db.transaction(async (tx) => {
      await tx.query("SELECT set_config('role', 'clickup_hosted', true)");
      return tx.query('SELECT id FROM hosted.grants');
    });
    expect(seen).toEqual([]);
  });
});
