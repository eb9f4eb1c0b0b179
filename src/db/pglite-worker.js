// Runs the embedded database in a thread of its own: a query of it blocks the thread that it runs in until it ends. Plain
// JavaScript, because a thread starts from a file as it stands, in the sources as in the package.
import { parentPort, workerData } from 'node:worker_threads';

const { folder, settings, image } = workerData;

/** Columns whose text the other side reads. */
const asText = Object.fromEntries(workerData.asText.map((oid) => [oid, (text) => text]));

async function open() {
  const { PGlite } = await import('@electric-sql/pglite');
  const startParams = [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])];
  return PGlite.create(folder, {
    parsers: asText,
    startParams,
    relaxedDurability: false,
    ...(image && { loadDataDir: new Blob([image]) }),
  });
}

const opening = open();
opening.then(
  () => parentPort.postMessage({ id: 0 }),
  (error) => parentPort.postMessage({ id: 0, error: fieldsOf(error) }),
);

const fieldsOf = ({ message, code, detail, constraint }) => ({ message: String(message), code, detail, constraint });

async function answer({ sql, params, dump, into, lines }) {
  const db = await opening;
  if (into) {
    await db.query(`COPY ${into} FROM '/dev/blob'`, [], { blob: new Blob([lines]) });
    return {};
  }
  if (dump) return { image: await (await db.dumpDataDir('none')).arrayBuffer() };
  const options = { rowMode: 'array' };
  const results = params ? [await db.query(sql, params, options)] : await db.exec(sql, options);
  const { rows, fields } = results.at(-1) ?? { rows: [], fields: [] };
  return { rows, fields };
}

parentPort.on('message', async ({ id, close, ...request }) => {
  try {
    if (close) await (await opening).close();
    parentPort.postMessage({ id, ...(close ? {} : await answer(request)) });
  } catch (error) {
    parentPort.postMessage({ id, error: fieldsOf(error) });
  }
});
