import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Listener, Listening } from './database.js';

/** So long after a lost connection another is tried, and so long a notice may take before it counts as lost. */
const againMs = 1_000;
const sayMs = 5_000;

interface ListenOptions extends Listener {
  channel: string;
  /** A connection of its own that is not connected yet: what is heard belongs to a session. */
  newClient(): Client;
  /** Says something on the channel, by another connection. */
  say(payload: string): Promise<unknown>;
  /** So long the echo of a first notice may take. */
  echoMs?: number;
}

/**
 * Listens on a channel, and again when the connection was lost. It counts as heard once a notice of our own has come
 * back: behind a pooler that hands sessions around, `LISTEN` succeeds and nothing is ever heard.
 */
export async function listen({
  channel,
  newClient,
  say,
  hear,
  isHeard,
  echoMs = 5_000,
}: ListenOptions): Promise<Listening> {
  let client: Client | undefined;
  let again: NodeJS.Timeout | undefined;
  let isClosed = false;
  /** The last notice to be said: a connection takes one statement after the other. */
  let last: Promise<unknown> = Promise.resolve();
  const lose = (own: Client): void => {
    if (client !== own) return;
    client = undefined;
    isHeard(false);
    own.end().catch(() => undefined);
    if (!isClosed) again = setTimeout(() => void open(), againMs).unref();
  };
  const open = async (): Promise<void> => {
    const own = newClient();
    client = own;
    const echo = `echo ${randomUUID()}`;
    const lost = () => lose(own);
    own.on('error', lost);
    own.on('end', lost);
    const echoed = new Promise<boolean>((resolve) => {
      const late = setTimeout(() => resolve(false), echoMs).unref();
      own.on('notification', ({ payload = '' }) => {
        if (!payload.startsWith('echo ')) return hear(payload);
        if (payload !== echo) return;
        clearTimeout(late);
        resolve(true);
      });
    });
    try {
      await own.connect();
      await own.query(`LISTEN ${channel}`);
      await say(echo);
      const isComplete = await echoed;
      if (client === own) isHeard(isComplete);
    } catch {
      lost();
    }
  };
  const sayNow = async (payload: string): Promise<void> => {
    const own = client;
    if (!own) throw new Error(`nobody listens on ${channel} for now`);
    // Nothing of it has to outlast the server: the disk is not waited for, nor made busy.
    const text = "SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)";
    try {
      const query = { text, values: [channel, payload], query_timeout: sayMs };
      await own.query(query);
    } catch (error) {
      lose(own);
      throw error;
    }
  };
  isHeard(false);
  await open();
  return {
    say(payload) {
      const said = last.then(() => sayNow(payload));
      last = said.catch(() => undefined);
      return said;
    },
    async end() {
      isClosed = true;
      clearTimeout(again);
      const own = client;
      client = undefined;
      await own?.end().catch(() => undefined);
    },
  };
}
