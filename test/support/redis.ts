import { connect } from 'node:net';

const port = Number(process.env.CLICKUP_TEST_REDIS_PORT ?? 6379);

/** The same Redis by its address; undefined where none listens. */
export const redisUrl: string | undefined = await new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1');
  const end = (url?: string) => {
    socket.destroy();
    resolve(url);
  };
  socket.once('connect', () => end(`redis://127.0.0.1:${port}`)).once('error', () => end());
});

/** A Redis on this machine, by the least of its protocol: one command after the other. Undefined where none listens. */
export async function localRedis() {
  const socket = connect(port, '127.0.0.1');
  const isThere = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  if (!isThere) {
    if (process.env.CLICKUP_TEST_REDIS_PORT) throw new Error(`no Redis listens on port ${port}`);
    return undefined;
  }
  const send = async (words: readonly string[]): Promise<unknown> => {
    const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    socket.write(`*${words.length}\r\n${parts.join('')}`);
    const text = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    if (text.startsWith('-')) throw new Error(text);
    // A list of whole numbers is all that the script answers.
    return [...text.matchAll(/:(-?\d+)/g)].map(([, number]) => Number(number));
  };
  return { send, close: () => socket.destroy() };
}
