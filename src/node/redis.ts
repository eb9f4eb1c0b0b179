import { clickUpError } from '../runtime/errors.js';

/** The part of a client of the package redis that is used. */
export interface RedisClient {
  on(event: 'error' | 'end', listener: () => void): unknown;
  connect(): Promise<unknown>;
  sendCommand(words: string[]): Promise<unknown>;
  subscribe(channel: string, listener: (text: string) => void): Promise<unknown>;
  destroy(): void;
  unref?(): void;
}

/** The part of the package redis that is used. */
export interface RedisPackage {
  createClient(options: object): RedisClient;
}

/** Named by a variable, so that only who sets the address of a Redis needs the package. */
const packageName: string = 'redis';

/** Loads the package `redis`, which has to be installed beside this one. */
export async function loadRedis(setting: string, instead: string): Promise<RedisPackage> {
  try {
    return (await import(packageName)) as RedisPackage;
  } catch (cause) {
    throw clickUpError('INVALID_PARAMETER', `${setting} needs the package redis, which is not installed`, {
      suggestion: `Install it beside clickup-tools: npm install redis; or ${instead}.`,
      cause,
    });
  }
}

/** How long Redis may take to answer; after that the connection is given up. */
const patienceMs = 1_000;

/** Sends one command to Redis and gives its answer. */
export type SendCommand = (words: readonly string[]) => Promise<unknown>;

/** A connection that is made when it is first needed, and again when it was lost and is needed. */
export interface RedisConnection {
  send: SendCommand;
  /** Gives the connection up; the next `send` makes another. */
  renew(): void;
  close(): void;
}

/** A connection to the Redis at an address; with `hear` one that listens at a channel, for which `send` sees that it is there. */
export function redisConnection(
  { createClient }: RedisPackage,
  url: string,
  hear?: { channel: string; listener: (text: string) => void },
): RedisConnection {
  let opening: Promise<RedisClient> | undefined;
  let isClosed = false;
  const open = async (): Promise<RedisClient> => {
    // Attempts of its own would keep a program from ending.
    const socket = { connectTimeout: patienceMs, reconnectStrategy: false };
    const client = createClient({ url, disableOfflineQueue: true, socket });
    const own = opening;
    const forget = () => {
      if (opening === own) opening = undefined;
    };
    // Without a listener a lost connection would end the process; a command that fails tells of it.
    client.on('error', forget);
    client.on('end', forget);
    client.unref?.();
    await client.connect();
    if (hear) await client.subscribe(hear.channel, hear.listener);
    return client;
  };
  const opened = (): Promise<RedisClient> => {
    if (isClosed) return Promise.reject(new Error('the connection to Redis was closed'));
    if (opening) return opening;
    const mine = Promise.resolve().then(open);
    opening = mine;
    mine.catch(() => {
      if (opening === mine) opening = undefined;
    });
    return mine;
  };
  const renew = () => {
    opening?.then(end, () => undefined);
    opening = undefined;
  };
  return {
    async send(words) {
      const client = await opened();
      // One that listens takes no commands.
      if (hear) return undefined;
      let timer: NodeJS.Timeout | undefined;
      const silence = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          end(client);
          reject(new Error('Redis does not answer'));
        }, patienceMs);
      });
      return Promise.race([client.sendCommand([...words]), silence]).finally(() => clearTimeout(timer));
    },
    renew,
    close() {
      isClosed = true;
      renew();
    },
  };
}

function end(client: RedisClient): void {
  try {
    client.destroy();
  } catch {
    // It was closed already.
  }
}
