import { openEmbedded } from '../../src/db/embedded.js';

/** Opens the embedded database in a folder, writes a row, says so, and keeps it until it is killed. */
const db = await openEmbedded({ folder: process.argv[2]! });
await db.query('CREATE TABLE IF NOT EXISTS rows (id int); INSERT INTO rows VALUES (1)');
process.stdout.write('holds\n');
setInterval(() => undefined, 60_000);
