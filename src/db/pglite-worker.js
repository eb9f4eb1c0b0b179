// Runs the embedded database in a thread of its own: a query of it blocks the thread that it runs in until it ends. Plain
// JavaScript, because a thread starts from a file as it stands, in the sources as in the package.
import { parentPort, workerData } from 'node:worker_threads';

const { folder, settings, image } = workerData;

async function open() {
  const { PGlite, protocol } = await import('@electric-sql/pglite');
  const startParams = [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])];
  const loadDataDir = image && { loadDataDir: new Blob([image]) };
  const db = await PGlite.create(folder, { startParams, relaxedDurability: false, ...loadDataDir });
  return { db, protocol: protocol.serialize };
}

const opening = open();
opening.then(
  () => parentPort.postMessage({ id: 0 }),
  (error) => parentPort.postMessage({ id: 0, error: fieldsOf(error) }),
);

const fieldsOf = ({ message, code, detail, constraint }) => ({ message: String(message), code, detail, constraint });

/** What a statement is given, in the text that PostgreSQL reads. */
function textOf(value) {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return Array.isArray(value) ? `{${value.map(elementOf).join(',')}}` : String(value);
}

function elementOf(value) {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'number' ? String(value) : `"${String(value).replace(/["\\]/g, '\\$&')}"`;
}

/** The answer as the database sends it: the other side reads its rows, and gets its bytes without a copy. */
async function run({ db, protocol }, { sql, params }) {
  const message = params
    ? Buffer.concat([
        protocol.parse({ text: sql }),
        protocol.bind({ values: params.map(textOf) }),
        protocol.describe({ type: 'P' }),
        protocol.execute({}),
        protocol.sync(),
      ])
    : protocol.query(sql);
  const parts = [];
  await db.runExclusive(() => db.execProtocolRawStream(message, { onRawData: (bytes) => parts.push(bytes.slice()) }));
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function answer({ into, lines, dump, ...statement }) {
  const opened = await opening;
  if (into) {
    await opened.db.query(`COPY ${into} FROM '/dev/blob'`, [], { blob: new Blob([lines]) });
    return {};
  }
  if (dump) return { image: await (await opened.db.dumpDataDir('none')).arrayBuffer() };
  return { bytes: await run(opened, statement) };
}

parentPort.on('message', async ({ id, close, ...request }) => {
  try {
    if (close) await (await opening).db.close();
    const answered = close ? {} : await answer(request);
    parentPort.postMessage({ id, ...answered }, answered.bytes ? [answered.bytes.buffer] : []);
  } catch (error) {
    parentPort.postMessage({ id, error: fieldsOf(error) });
  }
});
