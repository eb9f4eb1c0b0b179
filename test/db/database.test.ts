import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrate.js';
import { openDatabase } from '../../src/db/open-database.js';
import { isMissing, kinds, newDatabase } from '../support/databases.js';
import { failure } from '../support/sandbox-client.js';

describe.each(kinds)('a database (%s)', (kind) => {
  const isAbsent = isMissing(kind);
  let db: Database;
  let drop: () => Promise<unknown> = async () => undefined;
  beforeAll(async () => {
    if (!isAbsent) ({ db, drop } = await newDatabase(kind, { timeoutMs: 2_000 }));
  });
  afterAll(() => drop());
  const test = it.skipIf(isAbsent);

  test('reads every kind of column alike', async () => {
    const [row] = await db.query(
      `SELECT $1::text AS words, $2::bigint AS whole, 9007199254740993::bigint AS large, 1.50::numeric AS exact,
        $3::timestamptz AS at, date '2026-02-28' AS day, timestamp '2026-02-28 04:00' AS wall, $4::jsonb AS data,
        $5::text[] AS names, NULL::text AS none, 0.5::float8 AS half, true AS yes`,
      ['a "b" \\ é', 5, new Date('2026-11-27T21:10:09.123Z'), JSON.stringify({ a: [1, null] }), ['x,y', '"', '']],
    );
    expect(row).toEqual({
      words: 'a "b" \\ é',
      whole: 5,
      large: 9007199254740993n,
      exact: '1.50',
      at: new Date('2026-11-27T21:10:09.123Z'),
      day: '2026-02-28',
      wall: '2026-02-28 04:00:00',
      data: { a: [1, null] },
      names: ['x,y', '"', ''],
      none: null,
      half: 0.5,
      yes: true,
    });
  });

  test('reads numbers, arrays and bytes alike, and text that other characters are in', async () => {
    const [row] = await db.query(
      `SELECT -5::bigint AS below, (-9007199254740993)::bigint AS far_below, 0::smallint AS none, 7::int AS seven, false AS no,
        '-Infinity'::float8 AS infinite, ARRAY[1, NULL, -3] AS numbers, ARRAY[true, false] AS truths, ARRAY[0.5, 2]::float8[] AS halves,
        ARRAY['a\\b', 'null', 'NULL', NULL, '{}', 'é, 日本 🙂'] AS words, '{}'::text[] AS empty, '\\x00ff'::bytea AS bytes, '' AS nothing,
        'é 日本 🙂' AS "naïve name", '86a3c1de-0b1a-4c1e-9d43-1f1c2a3b4c5d'::uuid AS id, $1::boolean AS given, $2::bytea AS sent, $3::bigint[] AS sizes`,
      [true, new Uint8Array([0, 92, 255]), [1, null, 9007199254740991]],
    );
    expect(row).toEqual({
      below: -5,
      far_below: -9007199254740993n,
      none: 0,
      seven: 7,
      no: false,
      infinite: Number.NEGATIVE_INFINITY,
      numbers: [1, null, -3],
      truths: [true, false],
      halves: [0.5, 2],
      words: ['a\\b', 'null', 'NULL', null, '{}', 'é, 日本 🙂'],
      empty: [],
      bytes: Buffer.from([0, 255]),
      nothing: '',
      'naïve name': 'é 日本 🙂',
      id: '86a3c1de-0b1a-4c1e-9d43-1f1c2a3b4c5d',
      given: true,
      sent: Buffer.from([0, 92, 255]),
      sizes: ['1', null, '9007199254740991'],
    });
  });

  test('runs one statement alone where there are parameters, even none', async () => {
    await expect(db.query('SELECT 1; SELECT 2', [])).rejects.toThrow(/multiple commands/);
    expect(await db.query('SELECT 1 AS n', [])).toEqual([{ n: 1 }]);
  });

  test('runs a script of several statements, and gives the rows of the last', async () => {
    expect(await db.query('CREATE TABLE IF NOT EXISTS scripts (n int); SELECT 1 AS n; SELECT 2 AS n')).toEqual([
      { n: 2 },
    ]);
  });

  test('takes rows by COPY, whatever their text holds', async () => {
    await db.query('CREATE TABLE copied (id int PRIMARY KEY, text text)');
    await db.copy('copied (id, text)', '1\ta\\tb\\\\ \\n é\n2\t\\N\n');
    expect(await db.query('SELECT * FROM copied ORDER BY id')).toEqual([
      { id: 1, text: 'a\tb\\ \n é' },
      { id: 2, text: null },
    ]);
    const refused = await failure(
      db.transaction(async (tx) => {
        await tx.copy('copied (id, text)', '3\tlost\n');
        await tx.copy('copied (id, text)', '1\tthere already\n').catch(() => undefined);
      }),
    );
    expect(refused).toMatchObject({ name: 'DatabaseError', sqlState: '23505' });
    await db.transaction((tx) => tx.copy('copied (id)', '4\n'));
    expect(await db.query('SELECT id FROM copied ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }, { id: 4 }]);
  });

  test('keeps what a transaction did, or nothing of it', async () => {
    await db.query('CREATE TABLE notes (id int PRIMARY KEY, text text)');
    await db.transaction((tx) => tx.query('INSERT INTO notes VALUES ($1, $2)', [1, 'kept']));
    const refused = await failure(
      db.transaction(async (tx) => {
        await tx.query('INSERT INTO notes VALUES (2, $1)', ['lost']);
        throw new Error('changed my mind');
      }),
    );
    expect(refused.message).toBe('changed my mind');
    expect(await db.query('SELECT id FROM notes')).toEqual([{ id: 1 }]);
  });

  test('undoes a transaction that went on after a statement of it had failed', async () => {
    await db.query('CREATE TABLE once (id int PRIMARY KEY)');
    const error = await failure(
      db.transaction(async (tx) => {
        await tx.query('INSERT INTO once VALUES (1)');
        await tx.query('INSERT INTO once VALUES (1)').catch(() => undefined);
      }),
    );
    expect(error).toMatchObject({ name: 'DatabaseError', sqlState: '23505', constraint: 'once_pkey' });
    expect(await db.query('SELECT * FROM once')).toEqual([]);
  });

  test('refuses to write in a read-only transaction, and says why a statement is wrong', async () => {
    const write = db.transaction((tx) => tx.query('CREATE TABLE never (id int)'), { readOnly: true });
    expect(await failure(write)).toMatchObject({ name: 'DatabaseError', sqlState: '25006' });
    expect(await failure(db.query('SELECT nothing'))).toMatchObject({ sqlState: '42703' });
    expect(await db.query('SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
  });

  test('holds row-level security to what SET LOCAL says, within one transaction', async () => {
    await db.query(`
      CREATE TABLE secrets (tenant text, text text);
      INSERT INTO secrets VALUES ('a', 'of a'), ('b', 'of b');
      ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON secrets USING (tenant = current_setting('app.tenant', true));
      CREATE ROLE reader_${kind}_${process.pid};
      GRANT SELECT ON secrets TO reader_${kind}_${process.pid};`);
    const seenBy = (tenant: string) =>
      db.transaction(async (tx) => {
        await tx.query(`SET LOCAL ROLE reader_${kind}_${process.pid}; SET LOCAL app.tenant = '${tenant}'`);
        return tx.query('SELECT text FROM secrets');
      });
    expect(await Promise.all([seenBy('a'), seenBy('b'), seenBy('c')])).toEqual([
      [{ text: 'of a' }],
      [{ text: 'of b' }],
      [],
    ]);
    expect(await db.query('SELECT count(*) AS rows FROM secrets')).toEqual([{ rows: 2 }]);
    await db.query(`DROP OWNED BY reader_${kind}_${process.pid}; DROP ROLE reader_${kind}_${process.pid}`);
  });

  test('ends a statement that takes too long, and works on', async () => {
    await db.query('CREATE TABLE before_the_slow (id int)');
    const slow = db.transaction((tx) => tx.query('SELECT count(*) FROM generate_series(1, 1000000000000)'), {
      timeoutMs: 100,
    });
    expect(await failure(slow)).toMatchObject({ code: 'TIMEOUT' });
    expect(await db.query('SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
  });

  const first = { name: 'tables', sql: 'CREATE TABLE a (id int); CREATE TABLE b (id int);' };
  const second = { name: 'more', sql: 'ALTER TABLE a ADD COLUMN name text;' };

  test('migrates step by step, several sets and several processes at a time', async () => {
    const one = { name: 'one', steps: [first] };
    const at = await Promise.all([migrate(db, one), migrate(db, one)]);
    expect(at.flat()).toEqual(['tables']);
    expect(await migrate(db, { name: 'one', steps: [first, second] })).toEqual(['more']);
    expect(await migrate(db, { name: 'two', steps: [{ name: 'tables', sql: 'CREATE TABLE c (id int)' }] })).toEqual([
      'tables',
    ]);
    expect(await db.query('SELECT id, name FROM a')).toEqual([]);
  });

  test('keeps nothing of steps that fail', async () => {
    const wrong = {
      name: 'three',
      steps: [
        { name: 'd', sql: 'CREATE TABLE d (id int)' },
        { name: 'wrong', sql: 'CREATE TABEL e ()' },
      ],
    };
    expect(await failure(migrate(db, wrong))).toMatchObject({ sqlState: '42601' });
    expect(await migrate(db, { name: 'three', steps: wrong.steps.slice(0, 1) })).toEqual(['d']);
  });

  test('refuses a database that is newer than the program, or was made by other steps', async () => {
    await migrate(db, {
      name: 'four',
      steps: [
        { name: 'x', sql: 'SELECT 1' },
        { name: 'y', sql: 'SELECT 1' },
      ],
    });
    const older = await failure(migrate(db, { name: 'four', steps: [{ name: 'x', sql: 'SELECT 1' }] }));
    expect(older).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('newer than this program') });
    const changed = await failure(
      migrate(db, {
        name: 'four',
        steps: [
          { name: 'x', sql: 'SELECT 2' },
          { name: 'y', sql: 'SELECT 1' },
        ],
      }),
    );
    expect(changed).toMatchObject({
      code: 'CONFLICT',
      message: 'Step 1 of four, "x", is not what this database was made with',
    });
  });
});

it('says what is wrong with an address, without its password', async () => {
  expect(await failure(openDatabase({ url: 'mysql://me:secret@host/db' }))).toMatchObject({
    code: 'INVALID_PARAMETER',
  });
  const db = await openDatabase({ url: 'postgresql://me:secret@127.0.0.1:9/db' });
  const error = await failure(db.query('SELECT 1'));
  expect(error).toMatchObject({ code: 'NETWORK_ERROR' });
  expect(error.message).toMatch(/^PostgreSQL 127\.0\.0\.1:9\/db cannot be reached/);
  expect(`${error.message} ${error.suggestion}`).not.toContain('secret');
  await db.close();
});
