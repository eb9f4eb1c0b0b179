import { setTimeout as sleep } from 'node:timers/promises';
import { schema } from '../../src/analytics/schema/index.js';
import { openEmbedded } from '../../src/db/embedded.js';
import { migrate } from '../../src/db/migrate.js';
import { openPostgres } from '../../src/db/postgres.js';
import { httpTransport } from '../../src/node/http-transport.js';
import { systemClock } from '../../src/runtime/clock.js';
import { syncWith } from './sync-with.js';

/** What a child is to do: one sync, in which it may be killed. */
export interface Order {
  url: string;
  apiKey: string;
  /** Of PostgreSQL; without it the embedded database lies in `folder`. */
  databaseUrl: string | undefined;
  folder: string;
  full: boolean;
  leaseSeconds: number;
}

/** How it ended. */
export interface Ending {
  kind: 'done' | 'failed' | 'taken over';
  message?: string;
}

const { url, apiKey, databaseUrl, folder, full, leaseSeconds } = JSON.parse(process.argv[2]!) as Order;
// Nothing but the sandbox is waited for, which answers at once.
const clock = { ...systemClock, sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 100, signal) };
const options = { apiKey, baseUrl: url, transport: httpTransport, timeZone: 'UTC', clock };
const db = databaseUrl ? await openPostgres({ url: databaseUrl }) : await openEmbedded({ folder });

async function ending(): Promise<Ending> {
  try {
    await migrate(db, schema);
    await syncWith(options, db, { full, leaseSeconds });
    return { kind: 'done' };
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    if (code === 'CONFLICT' && message.includes('running already')) {
      await sleep(50);
      return ending();
    }
    return { kind: message.includes('has taken over') ? 'taken over' : 'failed', message };
  }
}

const last = await ending();
await db.close();
process.send?.(last, () => process.disconnect?.());
